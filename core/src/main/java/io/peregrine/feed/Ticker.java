package io.peregrine.feed;

import io.peregrine.instrument.Instrument;

/**
 * Best bid and ask as a ticker stream tells them; {@link Instrument#NULL_VALUE} where a side is empty.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals, times in ns since the epoch.
 */
public final class Ticker {
    /** The book's update that it is as new as, or {@link Instrument#NULL_VALUE} where the venue does not say. */
    public long updateId;
    public long bidPrice;
    public long bidQuantity;
    public long askPrice;
    public long askQuantity;
    public long venueTimeNs;
    public long receiveTimeNs;
}
