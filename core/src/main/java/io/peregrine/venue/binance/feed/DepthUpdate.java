package io.peregrine.venue.binance.feed;

import io.peregrine.instrument.Instrument;

/**
 * One decoded change of a book, or a snapshot of one: levels in arrays, whole before any of them is applied. Quantities are absolute.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction.
 */
final class DepthUpdate {
    /** Most levels of one side in one message; the venue's longest snapshot has 5,000. */
    static final int LEVELS_MAX = 16_384;

    final long[] bidPrices = new long[LEVELS_MAX];
    final long[] bidQuantities = new long[LEVELS_MAX];
    final long[] askPrices = new long[LEVELS_MAX];
    final long[] askQuantities = new long[LEVELS_MAX];
    int bidCount;
    int askCount;
    /** First update id in the message (U); of a snapshot its lastUpdateId. */
    long firstId;
    /** Last update id in the message (u); of a snapshot its lastUpdateId. */
    long lastId;
    /** Last update id of the message before (pu); futures only. */
    long previousId;
    long venueTimeNs;
    long receiveTimeNs;

    void clear() {
        bidCount = 0;
        askCount = 0;
        firstId = Instrument.NULL_VALUE;
        lastId = Instrument.NULL_VALUE;
        previousId = Instrument.NULL_VALUE;
        venueTimeNs = Instrument.NULL_VALUE;
    }
}
