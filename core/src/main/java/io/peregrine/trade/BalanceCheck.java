package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.risk.PreTradeRisk;
import java.util.Arrays;
import java.util.List;

/**
 * One venue's balances against what the engine's fills make of them. What an account held besides, the baseline, is noted when the venue
 * first tells it; from then on {@code balance = baseline + fills}, to the last digit, or something else has moved it: a fill that is
 * missing here, a deposit, trading by hand elsewhere. A difference counts when two comparisons in a row find the same one; from then on the
 * asset's instruments are reduce-only, until balance and fills agree again or a person accepts the balance as it is.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> 8 decimals. <b>Allocates:</b> none after construction.
 */
final class BalanceCheck {
    /** What a comparison of one asset came to. */
    enum Outcome {
        /** As it should be. */
        AGREED,
        /** There was no baseline; there is one now. */
        NEW_BASELINE,
        /** A difference; it counts if it is there once more. */
        SUSPECT,
        /** A difference that was there the last time, too. */
        DIFFERENT,
        /** A difference that is known. */
        STILL_DIFFERENT,
        /** A known difference is gone. */
        AGREED_AGAIN
    }

    private final Instruments instruments;
    private final List<Instrument> traded;
    private final PositionBook positions;
    private final PreTradeRisk risk;
    private final long[] baselineE8;
    private final long[] venueE8;
    private final long[] lockedE8;
    private final long[] suspectE8;
    private final long[] differenceE8;
    private final boolean[] relevant;
    private boolean told;

    BalanceCheck(final Instruments instruments, final Venue venue, final PositionBook positions, final PreTradeRisk risk) {
        this.instruments = instruments;
        this.positions = positions;
        this.risk = risk;
        traded = instruments.of(venue);
        final int assets = instruments.assets().size();
        baselineE8 = new long[assets];
        venueE8 = new long[assets];
        lockedE8 = new long[assets];
        suspectE8 = new long[assets];
        differenceE8 = new long[assets];
        relevant = new boolean[assets];
        Arrays.fill(baselineE8, NULL_VALUE);
        for (final Instrument instrument : traded) {
            relevant[instruments.assetId(instrument.baseAsset())] = true;
            relevant[instruments.assetId(instrument.quoteAsset())] = true;
        }
    }

    int assetCount() {
        return relevant.length;
    }

    /** Is it an asset that the venue's instruments are made of? */
    boolean relevant(final int assetId) {
        return relevant[assetId];
    }

    /** The venue is being asked: what it does not tell is zero. */
    void begin() {
        told = false;
        Arrays.fill(venueE8, 0);
        Arrays.fill(lockedE8, 0);
    }

    void onBalance(final int assetId, final long freeE8, final long newLockedE8) {
        if (assetId >= 0 && assetId < venueE8.length) {
            told = true;
            venueE8[assetId] = freeE8 + newLockedE8;
            lockedE8[assetId] = newLockedE8;
        }
    }

    /** Did the venue tell any balance? */
    boolean told() {
        return told;
    }

    /** Compares one asset. */
    Outcome compare(final int assetId) {
        final long foundE8 = foundE8(assetId);
        final long knownE8 = differenceE8[assetId];
        final long suspectedE8 = suspectE8[assetId];
        suspectE8[assetId] = 0;
        if (baselineE8[assetId] == NULL_VALUE) {
            accept(assetId);
            return Outcome.NEW_BASELINE;
        } else if (Math.abs(foundE8) <= toleranceE8(assetId)) {
            differenceE8[assetId] = 0;
            return knownE8 == 0 ? Outcome.AGREED : Outcome.AGREED_AGAIN;
        } else if (foundE8 == knownE8) {
            return Outcome.STILL_DIFFERENT;
        } else if (foundE8 == suspectedE8) {
            differenceE8[assetId] = foundE8;
            return Outcome.DIFFERENT;
        }
        suspectE8[assetId] = foundE8;
        return Outcome.SUSPECT;
    }

    /** The balance is right as it is. */
    void accept(final int assetId) {
        baselineE8[assetId] = venueE8[assetId] - netE8(assetId);
        differenceE8[assetId] = 0;
    }

    /** Restores what the journal says. */
    void baseline(final int assetId, final long newBaselineE8) {
        if (assetId >= 0 && assetId < baselineE8.length) {
            baselineE8[assetId] = newBaselineE8;
        }
    }

    /** Restores what the journal says: a difference that is known, or 0. */
    void difference(final int assetId, final long newDifferenceE8) {
        if (assetId >= 0 && assetId < differenceE8.length) {
            differenceE8[assetId] = newDifferenceE8;
        }
    }

    long baselineE8(final int assetId) {
        return baselineE8[assetId];
    }

    /** A difference that is known, or 0. */
    long differenceE8(final int assetId) {
        return differenceE8[assetId];
    }

    long venueE8(final int assetId) {
        return venueE8[assetId];
    }

    /** The part of {@link #venueE8} that orders have locked. */
    long lockedE8(final int assetId) {
        return lockedE8[assetId];
    }

    /** What the balance should be. */
    long expectedE8(final int assetId) {
        return baselineE8[assetId] + netE8(assetId);
    }

    boolean different(final int assetId) {
        return differenceE8[assetId] != 0;
    }

    /** Makes the instruments of assets that differ reduce-only, and the others free. */
    void applyToRisk() {
        for (int i = 0; i < traded.size(); i++) {
            final Instrument instrument = traded.get(i);
            risk.reduceOnly(instrument.instrumentId(), reduceOnly(instrument));
        }
    }

    boolean reduceOnly(final Instrument instrument) {
        return different(instruments.assetId(instrument.baseAsset())) || different(instruments.assetId(instrument.quoteAsset()));
    }

    private long foundE8(final int assetId) {
        return baselineE8[assetId] == NULL_VALUE ? 0 : venueE8[assetId] - expectedE8(assetId);
    }

    /** What the engine's fills on this venue have made of an asset. */
    private long netE8(final int assetId) {
        return positions.balanceChangeE8(traded, assetId);
    }

    /** Where a product has more than 8 decimals, the venue rounds each fill in its own way: by one last digit at most. */
    private long toleranceE8(final int assetId) {
        long toleranceE8 = 0;
        for (int i = 0; i < traded.size(); i++) {
            final Instrument instrument = traded.get(i);
            final Position position = positions.total(instrument.instrumentId());
            final boolean quote = instruments.assetId(instrument.quoteAsset()) == assetId;
            if (quote && position.moneyDecimals() > Money.E8_DECIMALS) {
                toleranceE8 += position.fillCount();
            }
        }
        return toleranceE8;
    }
}
