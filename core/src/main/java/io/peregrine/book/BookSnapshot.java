package io.peregrine.book;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;

/**
 * A consistent copy of a book's gate and best levels, filled by {@link BookReader#read}; reusable.
 *
 * <p><b>Threading:</b> confined to its owner. <b>Units:</b> mantissas at the decimals given here, times in ns since the epoch.
 * <b>Allocates:</b> none after construction.
 */
public final class BookSnapshot {
    final long[] bidPrices;
    final long[] bidQuantities;
    final long[] askPrices;
    final long[] askQuantities;
    int bidCount;
    int askCount;
    int instrumentId;
    int priceDecimals;
    int quantityDecimals;
    byte state = (byte) BookState.INVALID.value();
    byte reason = (byte) BookReason.START.value();
    long updateId = Instrument.NULL_VALUE;
    long venueTimeNs;
    long receiveTimeNs;
    long stateTimeNs;
    long version;

    /** Room for so many levels a side. */
    public BookSnapshot(final int depth) {
        bidPrices = new long[depth];
        bidQuantities = new long[depth];
        askPrices = new long[depth];
        askQuantities = new long[depth];
    }

    /** Most levels a side that it holds. */
    public int depth() {
        return bidPrices.length;
    }

    /** Whose book it is. */
    public int instrumentId() {
        return instrumentId;
    }

    /** May the book be traded on? Only if LIVE. */
    public BookState state() {
        return BookState.get(state);
    }

    /** Why it is in its state. */
    public BookReason reason() {
        return BookReason.get(reason);
    }

    /** Since when it is in its state. */
    public long stateTimeNs() {
        return stateTimeNs;
    }

    /** Venue's id of the last update, or {@link Instrument#NULL_VALUE}. */
    public long updateId() {
        return updateId;
    }

    /** Venue's time of the last update. */
    public long venueTimeNs() {
        return venueTimeNs;
    }

    /** When the last update was received. */
    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    /** Decimals of the prices. */
    public int priceDecimals() {
        return priceDecimals;
    }

    /** Decimals of the quantities. */
    public int quantityDecimals() {
        return quantityDecimals;
    }

    /** Bid levels copied. */
    public int bidCount() {
        return bidCount;
    }

    /** Ask levels copied. */
    public int askCount() {
        return askCount;
    }

    /** Price of the i-th best bid, 0 the best. */
    public long bidPrice(final int i) {
        return bidPrices[i];
    }

    /** Quantity of the i-th best bid. */
    public long bidQuantity(final int i) {
        return bidQuantities[i];
    }

    /** Price of the i-th best ask, 0 the best. */
    public long askPrice(final int i) {
        return askPrices[i];
    }

    /** Quantity of the i-th best ask. */
    public long askQuantity(final int i) {
        return askQuantities[i];
    }
}
