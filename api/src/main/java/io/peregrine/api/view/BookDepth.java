package io.peregrine.api.view;

import io.peregrine.message.BookState;

/**
 * A consistent copy of the best levels of one book, best first, as mantissas of the instrument.
 *
 * <p><b>Threading:</b> immutable by convention: nobody writes to the arrays after construction.
 *
 * @param instrumentId  whose
 * @param state         may it be traded on?
 * @param updateId      the venue's id of the last change
 * @param receiveTimeNs when that change was read from the socket
 * @param bidPrices     descending
 * @param bidQuantities of the same length
 * @param askPrices     ascending
 * @param askQuantities of the same length
 */
public record BookDepth(
        int instrumentId,
        BookState state,
        long updateId,
        long receiveTimeNs,
        long[] bidPrices,
        long[] bidQuantities,
        long[] askPrices,
        long[] askQuantities) {

    /** Has it a best bid and a best ask, and is it LIVE? */
    public boolean tradable() {
        return state == BookState.LIVE && bidPrices.length > 0 && askPrices.length > 0;
    }

    /** Twice the middle of best bid and best ask: exact, where half of it would not be. */
    public long midTimesTwo() {
        return bidPrices[0] + askPrices[0];
    }
}
