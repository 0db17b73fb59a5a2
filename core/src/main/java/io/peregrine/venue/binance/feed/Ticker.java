package io.peregrine.venue.binance.feed;

/**
 * Best bid and ask as of an update id; {@link io.peregrine.instrument.Instrument#NULL_VALUE} where a side is empty.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals.
 */
final class Ticker {
    long updateId;
    long bidPrice;
    long bidQuantity;
    long askPrice;
    long askQuantity;
}
