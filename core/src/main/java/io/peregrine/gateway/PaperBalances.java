package io.peregrine.gateway;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.position.PositionBook;
import java.util.Map;

/**
 * What the accounts on paper hold: what each began with, and what the engine's fills have made of it since its journal began. Nobody else
 * trades on them, so a restart finds them as they were. An account that began with nothing has no balances, and lends whatever it is asked
 * for.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> 8 decimals. <b>Allocates:</b> none after set-up.
 */
public final class PaperBalances {
    private final Instruments instruments;
    private final PositionBook positions;
    /** By venue, then by asset; null where an account has no balances. */
    private final long[][] beginningsE8 = new long[Venue.values().length][];

    /** No account has balances yet. */
    public PaperBalances(final Instruments instruments, final PositionBook positions) {
        this.instruments = instruments;
        this.positions = positions;
    }

    /**
     * An account begins with this; with nothing it has no balances.
     *
     * @param byAssetE8 by asset
     * @throws IllegalArgumentException for an asset that no instrument is made of
     */
    public PaperBalances begin(final Venue venue, final Map<String, Long> byAssetE8) {
        if (byAssetE8.isEmpty()) {
            return this;
        }
        final long[] beginningE8 = new long[instruments.assets().size()];
        byAssetE8.forEach((asset, amountE8) -> {
            final int assetId = instruments.assetId(asset);
            if (assetId < 0) {
                throw new IllegalArgumentException("no instrument is made of " + asset);
            }
            beginningE8[assetId] = amountE8;
        });
        beginningsE8[venue.ordinal()] = beginningE8;
        return this;
    }

    /** Tells all balances of an account, if it has any. */
    void tell(final Venue venue, final ReconciliationWriter writer, final long nowNs) {
        final long[] beginningE8 = beginningsE8[venue.ordinal()];
        for (int assetId = 0; beginningE8 != null && assetId < beginningE8.length; assetId++) {
            writer.tellBalance(assetId, beginningE8[assetId] + changeE8(venue, assetId), 0, nowNs, nowNs);
        }
    }

    private long changeE8(final Venue venue, final int assetId) {
        long changeE8 = 0;
        for (int id = 0; id < instruments.count(); id++) {
            if (instruments.get(id).venue() == venue) {
                changeE8 += positions.total(id).balanceChangeE8(assetId);
            }
        }
        return changeE8;
    }
}
