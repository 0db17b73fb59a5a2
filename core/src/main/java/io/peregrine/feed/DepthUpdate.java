package io.peregrine.feed;

import io.peregrine.instrument.Instrument;

/**
 * One decoded change of a book, or a snapshot of one: levels in arrays, whole before any of them is applied. Quantities are absolute.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction.
 */
public final class DepthUpdate {
    /** Most levels of one side in one message; a whole book has fewer. */
    public static final int LEVELS_MAX = 16_384;

    public final long[] bidPrices = new long[LEVELS_MAX];
    public final long[] bidQuantities = new long[LEVELS_MAX];
    public final long[] askPrices = new long[LEVELS_MAX];
    public final long[] askQuantities = new long[LEVELS_MAX];
    public int bidCount;
    public int askCount;
    /** First update id in the message (U); of a snapshot its lastUpdateId. */
    public long firstId;
    /** Last update id in the message (u); of a snapshot its lastUpdateId. */
    public long lastId;
    /** Last update id of the message before (pu); futures only. */
    public long previousId;
    public long venueTimeNs;
    public long receiveTimeNs;

    /** No level, and nothing known. */
    public void clear() {
        bidCount = 0;
        askCount = 0;
        firstId = Instrument.NULL_VALUE;
        lastId = Instrument.NULL_VALUE;
        previousId = Instrument.NULL_VALUE;
        venueTimeNs = Instrument.NULL_VALUE;
    }
}
