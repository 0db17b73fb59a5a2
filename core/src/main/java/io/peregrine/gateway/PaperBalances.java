package io.peregrine.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.position.PositionBook;
import java.util.List;
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
    /** By venue; null where an account has no balances. */
    private final Account[] accounts = new Account[Venue.values().length];

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
        accounts[venue.ordinal()] = new Account(instruments.of(venue), beginningE8);
        return this;
    }

    /** Tells all balances of an account, if it has any. */
    void tell(final Venue venue, final ReconciliationWriter writer, final long nowNs) {
        final Account account = accounts[venue.ordinal()];
        if (account == null) {
            return;
        }
        for (int assetId = 0; assetId < account.beginningE8.length; assetId++) {
            final long balanceE8 = account.beginningE8[assetId] + positions.balanceChangeE8(account.traded, assetId);
            writer.tellBalance(assetId, balanceE8, 0, nowNs, nowNs);
        }
    }

    /** What an account trades, and what it began with, by asset. */
    private record Account(List<Instrument> traded, long[] beginningE8) {
    }
}
