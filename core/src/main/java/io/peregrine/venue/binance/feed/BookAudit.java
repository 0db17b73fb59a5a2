package io.peregrine.venue.binance.feed;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.DepthUpdate;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2LongHashMap;

/**
 * Compares a LIVE book with a snapshot of the venue at exactly the same update id, while the stream goes on: the deltas since the snapshot
 * was asked for are kept, those that came after the snapshot's id are applied to a copy of the snapshot, and the copy is compared with the
 * book, level by level, as deep as both are known. A snapshot that is newer than the stream waits until the stream has reached it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> one copy of a book, one buffer of deltas, for all books of a handler: one
 * audit at a time. <b>Allocates:</b> while these grow.
 */
final class BookAudit {
    /** A snapshot that the stream has not reached after this time shows that the stream stands still. */
    static final long BEHIND_MAX_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    /** What an audit has shown so far. */
    enum Verdict {
        /** Nothing yet. */
        PENDING,
        /** The book is the venue's. */
        EQUAL,
        /** It is not. */
        DIFFERENT,
        /** The venue is ahead of a stream that brings nothing: it is open and frozen. */
        FROZEN,
        /** The snapshot could not be compared: too old, or none. */
        UNUSABLE
    }

    private final SequenceRule rule;
    private final DeltaBuffer buffer;
    private final DepthUpdate delta = new DepthUpdate();
    private final long[] prices = new long[DepthUpdate.LEVELS_MAX];
    private final long[] quantities = new long[DepthUpdate.LEVELS_MAX];
    private final Long2LongHashMap bids = new Long2LongHashMap(0);
    private final Long2LongHashMap asks = new Long2LongHashMap(0);
    private OrderBook book;
    private long beginNs;
    /** Id of the snapshot, or null value while there is none. */
    private long snapshotId;
    /** Id of the last delta that was seen: in the snapshot, or applied to its copy. */
    private long lastId;
    private long worstBid;
    private long worstAsk;

    BookAudit(final SequenceRule rule, final int bufferSize) {
        this.rule = rule;
        buffer = new DeltaBuffer(bufferSize);
    }

    boolean isIdle() {
        return book == null;
    }

    boolean isOf(final OrderBook other) {
        return book == other;
    }

    /** A snapshot of this book has been asked for. */
    void begin(final OrderBook audited, final long nowNs) {
        book = audited;
        beginNs = nowNs;
        snapshotId = NULL_VALUE;
        lastId = audited.updateId();
        buffer.clear();
    }

    void end() {
        book = null;
    }

    /** A delta has been applied to the book. */
    Verdict onDelta(final DepthUpdate applied) {
        if (snapshotId == NULL_VALUE) {
            return buffer.add(applied) ? Verdict.PENDING : Verdict.UNUSABLE;
        }
        return advance(applied) ? verdict() : Verdict.UNUSABLE;
    }

    /** The snapshot is there. */
    Verdict onSnapshot(final DepthUpdate snapshot, final long nowNs) {
        if (snapshotId != NULL_VALUE || snapshot.bidCount == 0 || snapshot.askCount == 0) {
            return Verdict.UNUSABLE;
        }
        if (snapshot.lastId < lastId) {
            return Verdict.UNUSABLE;
        }
        snapshotId = snapshot.lastId;
        beginNs = nowNs;
        worstBid = snapshot.bidPrices[snapshot.bidCount - 1];
        worstAsk = snapshot.askPrices[snapshot.askCount - 1];
        fill(bids, snapshot.bidPrices, snapshot.bidQuantities, snapshot.bidCount);
        fill(asks, snapshot.askPrices, snapshot.askQuantities, snapshot.askCount);
        buffer.rewind();
        while (buffer.next(delta)) {
            if (!advance(delta)) {
                return Verdict.UNUSABLE;
            }
        }
        return verdict();
    }

    /** What the time says. */
    Verdict onTime(final long nowNs) {
        if (snapshotId == NULL_VALUE) {
            return nowNs - beginNs >= TIMEOUT_NS ? Verdict.UNUSABLE : Verdict.PENDING;
        }
        return nowNs - beginNs >= BEHIND_MAX_NS ? Verdict.FROZEN : Verdict.PENDING;
    }

    /** Brings the copy forward; false where the delta does not join it. */
    private boolean advance(final DepthUpdate next) {
        if (next.lastId <= snapshotId) {
            lastId = next.lastId;
            return true;
        }
        if (lastId < snapshotId && !rule.joins(next, snapshotId)) {
            return false;
        }
        lastId = next.lastId;
        set(bids, next.bidPrices, next.bidQuantities, next.bidCount);
        set(asks, next.askPrices, next.askQuantities, next.askCount);
        return true;
    }

    private Verdict verdict() {
        if (lastId < snapshotId) {
            return Verdict.PENDING;
        }
        final int bidLevels = book.copyBids(prices, quantities, prices.length);
        if (!sideEquals(bids, bidLevels, true)) {
            return Verdict.DIFFERENT;
        }
        final int askLevels = book.copyAsks(prices, quantities, prices.length);
        return sideEquals(asks, askLevels, false) ? Verdict.EQUAL : Verdict.DIFFERENT;
    }

    /** Compares the levels that were copied out of the book, best first, as deep as both sides are known. */
    private boolean sideEquals(final Long2LongHashMap side, final int levels, final boolean isBid) {
        int compared = 0;
        while (compared < levels && isKnown(prices[compared], isBid)) {
            if (side.get(prices[compared]) != quantities[compared]) {
                return false;
            }
            compared++;
        }
        int expected = 0;
        final Long2LongHashMap.KeyIterator keys = side.keySet().iterator();
        while (keys.hasNext()) {
            expected += isKnown(keys.nextValue(), isBid) ? 1 : 0;
        }
        return compared == expected;
    }

    private boolean isKnown(final long price, final boolean isBid) {
        return isBid ? price >= worstBid && book.knowsBid(price) : price <= worstAsk && book.knowsAsk(price);
    }

    private static void fill(final Long2LongHashMap side, final long[] prices, final long[] quantities, final int count) {
        side.clear();
        set(side, prices, quantities, count);
    }

    private static void set(final Long2LongHashMap side, final long[] prices, final long[] quantities, final int count) {
        for (int i = 0; i < count; i++) {
            if (quantities[i] == 0) {
                side.remove(prices[i]);
            } else {
                side.put(prices[i], quantities[i]);
            }
        }
    }
}
