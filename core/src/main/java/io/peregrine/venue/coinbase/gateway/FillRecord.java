package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.Side;

/**
 * A fill as the venue tells it, in the engine's words.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> filled in anew for each fill. <b>Units:</b> mantissas at the
 * instrument's decimals, the fee at 8 decimals of the quote asset, venue's time.
 */
final class FillRecord {
    long venueIdHigh;
    long venueIdLow;
    long executionIdHigh;
    long executionIdLow;
    /** Null where it is none of the engine's. */
    Instrument instrument;
    Side side;
    long price;
    long quantity;
    /** {@link Instrument#NULL_VALUE} where the venue does not say. */
    long feeE8;
    LiquiditySide liquiditySide;
    long timeNs;

    void clear() {
        venueIdHigh = Instrument.NULL_VALUE;
        venueIdLow = Instrument.NULL_VALUE;
        executionIdHigh = 0;
        executionIdLow = Instrument.NULL_VALUE;
        instrument = null;
        side = Side.NULL_VAL;
        price = Instrument.NULL_VALUE;
        quantity = Instrument.NULL_VALUE;
        feeE8 = Instrument.NULL_VALUE;
        liquiditySide = LiquiditySide.NULL_VAL;
        timeNs = Instrument.NULL_VALUE;
    }

    void set(final FillRecord other) {
        venueIdHigh = other.venueIdHigh;
        venueIdLow = other.venueIdLow;
        executionIdHigh = other.executionIdHigh;
        executionIdLow = other.executionIdLow;
        instrument = other.instrument;
        side = other.side;
        price = other.price;
        quantity = other.quantity;
        feeE8 = other.feeE8;
        liquiditySide = other.liquiditySide;
        timeNs = other.timeNs;
    }

    /** Does it say what a fill must? */
    boolean isWhole() {
        return venueIdLow != Instrument.NULL_VALUE && executionIdLow != Instrument.NULL_VALUE && price != Instrument.NULL_VALUE
                && quantity != Instrument.NULL_VALUE;
    }
}
