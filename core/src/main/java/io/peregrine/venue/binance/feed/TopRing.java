package io.peregrine.venue.binance.feed;

import io.peregrine.feed.Ticker;

/**
 * The best bids and asks of the last so many update ids, oldest overwritten. Positions count on for ever.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class TopRing {
    private final long[] ids;
    private final long[] bidPrices;
    private final long[] bidQuantities;
    private final long[] askPrices;
    private final long[] askQuantities;
    private final int mask;
    private long end;
    private long first;

    /** A power of two. */
    TopRing(final int capacity) {
        mask = capacity - 1;
        ids = new long[capacity];
        bidPrices = new long[capacity];
        bidQuantities = new long[capacity];
        askPrices = new long[capacity];
        askQuantities = new long[capacity];
    }

    void clear() {
        first = end;
    }

    boolean isEmpty() {
        return first == end;
    }

    /** Position of the oldest. */
    long first() {
        return first;
    }

    /** Position after the newest. */
    long end() {
        return end;
    }

    long id(final long position) {
        return ids[(int) position & mask];
    }

    void add(final Ticker top) {
        final int slot = (int) end++ & mask;
        ids[slot] = top.updateId;
        bidPrices[slot] = top.bidPrice;
        bidQuantities[slot] = top.bidQuantity;
        askPrices[slot] = top.askPrice;
        askQuantities[slot] = top.askQuantity;
        first = Math.max(first, end - mask - 1);
    }

    void removeFirst() {
        first++;
    }

    static boolean equal(final TopRing a, final long positionA, final TopRing b, final long positionB) {
        final int i = (int) positionA & a.mask;
        final int j = (int) positionB & b.mask;
        return a.bidPrices[i] == b.bidPrices[j] && a.bidQuantities[i] == b.bidQuantities[j]
                && a.askPrices[i] == b.askPrices[j] && a.askQuantities[i] == b.askQuantities[j];
    }
}
