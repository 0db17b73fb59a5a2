package io.peregrine.feed;

import io.peregrine.instrument.Instrument;

/**
 * One decoded change of a book, or a snapshot of one: levels in arrays, whole before any of them is applied. Quantities are absolute.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction.
 */
public final class DepthUpdate {
    /** Most levels of one side in one message, where the venue's snapshots end somewhere. */
    public static final int LEVELS_MAX = 16_384;

    public final long[] bidPrices;
    public final long[] bidQuantities;
    public final long[] askPrices;
    public final long[] askQuantities;
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

    /** Room for {@link #LEVELS_MAX} levels a side. */
    public DepthUpdate() {
        this(LEVELS_MAX);
    }

    /** Room for so many levels a side: for venues whose snapshots are whole books. */
    public DepthUpdate(final int levelsMax) {
        bidPrices = new long[levelsMax];
        bidQuantities = new long[levelsMax];
        askPrices = new long[levelsMax];
        askQuantities = new long[levelsMax];
    }

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
