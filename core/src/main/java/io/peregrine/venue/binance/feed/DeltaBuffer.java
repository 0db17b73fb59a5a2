package io.peregrine.venue.binance.feed;

import io.peregrine.feed.DepthUpdate;
import org.agrona.ExpandableArrayBuffer;

/**
 * Deltas that wait for their book's snapshot, in order, decoded.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> grows to the longest wait so far, at most the given number of deltas, and
 * is kept. <b>Allocates:</b> only while it grows, never while the book is LIVE.
 */
final class DeltaBuffer {
    private static final int INITIAL_BYTES = 1 << 16;
    private static final int HEADER_WORDS = 7;

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final int capacity;
    private int count;
    private int writePosition;
    private int readPosition;

    /** Room for so many deltas. */
    DeltaBuffer(final int capacity) {
        this.capacity = capacity;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
        writePosition = 0;
        readPosition = 0;
    }

    /** Adds one; false where there is no room. */
    boolean add(final DepthUpdate delta) {
        if (count == capacity) {
            return false;
        }
        count++;
        put(delta.firstId);
        put(delta.lastId);
        put(delta.previousId);
        put(delta.venueTimeNs);
        put(delta.receiveTimeNs);
        put(delta.bidCount);
        put(delta.askCount);
        put(delta.bidPrices, delta.bidCount);
        put(delta.bidQuantities, delta.bidCount);
        put(delta.askPrices, delta.askCount);
        put(delta.askQuantities, delta.askCount);
        return true;
    }

    /** Starts again with the oldest. */
    void rewind() {
        readPosition = 0;
    }

    /** First id (U) of the oldest; there must be one. */
    long oldestFirstId() {
        return bytes.getLong(0);
    }

    /** Copies the next one; false after the last. */
    boolean next(final DepthUpdate delta) {
        if (readPosition == writePosition) {
            return false;
        }
        final int start = readPosition;
        delta.firstId = bytes.getLong(start);
        delta.lastId = bytes.getLong(start + Long.BYTES);
        delta.previousId = bytes.getLong(start + 2 * Long.BYTES);
        delta.venueTimeNs = bytes.getLong(start + 3 * Long.BYTES);
        delta.receiveTimeNs = bytes.getLong(start + 4 * Long.BYTES);
        delta.bidCount = (int) bytes.getLong(start + 5 * Long.BYTES);
        delta.askCount = (int) bytes.getLong(start + 6 * Long.BYTES);
        readPosition += HEADER_WORDS * Long.BYTES;
        copy(delta.bidPrices, delta.bidCount);
        copy(delta.bidQuantities, delta.bidCount);
        copy(delta.askPrices, delta.askCount);
        copy(delta.askQuantities, delta.askCount);
        return true;
    }

    private void put(final long word) {
        bytes.putLong(writePosition, word);
        writePosition += Long.BYTES;
    }

    private void put(final long[] words, final int length) {
        for (int i = 0; i < length; i++) {
            put(words[i]);
        }
    }

    private void copy(final long[] words, final int length) {
        for (int i = 0; i < length; i++, readPosition += Long.BYTES) {
            words[i] = bytes.getLong(readPosition);
        }
    }
}
