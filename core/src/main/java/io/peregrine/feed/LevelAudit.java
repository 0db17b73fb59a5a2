package io.peregrine.feed;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.book.OrderBook;
import io.peregrine.message.BookState;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Compares a LIVE book with the best levels of a snapshot over REST, while the stream goes on and is not disturbed. Where in the
 * stream the snapshot belongs is not known, or not to the message; but what the stream has not touched from a while before the question to
 * a while after the answer must be in both. So the prices that the stream changes meanwhile are noted, and all others are compared. A level
 * that is wrong stands still until the venue changes it, so that this finds it; one that moves is right after its next change anyway.
 * States that the stream never shows, since it sends changes in batches, do no harm.
 *
 * <p>Where the snapshot says which number in the stream's sequence it is of, nothing has to be waited for but that number, and only what
 * was changed after it is left out. Otherwise one difference may still be the venue's: a snapshot out of a cache, or a slow stream. So the
 * book is compared again at once, and is wrong after {@link #DIFFERENCES_MAX} differences in a row.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the prices that change during one audit, for all books of a handler: one
 * audit at a time. <b>Allocates:</b> while these grow.
 */
public final class LevelAudit {
    /** Differences in a row, of a snapshot without a place in the sequence. */
    public static final int DIFFERENCES_MAX = 3;
    /** Levels a side that are compared at most: of a longer snapshot the best. */
    public static final int LEVELS_MAX = 100;
    /** Venues answer out of a cache for a second. */
    static final long LEAD_NS = TimeUnit.MILLISECONDS.toNanos(1_500);
    /** So much later than the answer may a change come that is in it. */
    static final long GRACE_NS = TimeUnit.SECONDS.toNanos(3);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private enum State {
        /** No book is compared. */
        IDLE,
        /** Changes are noted; the question is not sent yet. */
        LISTENING,
        /** The snapshot is on its way. */
        ASKED,
        /** It is there; changes that are in it may not be. */
        ANSWERED
    }

    private final SnapshotRequester requester;
    private final int limit;
    private final boolean isSequenced;
    private final SnapshotBody body;
    private final DepthUpdate snapshot = new DepthUpdate(LEVELS_MAX);
    private final long[] prices = new long[2 * LEVELS_MAX];
    private final long[] quantities = new long[2 * LEVELS_MAX];
    /** Id of the last update that changed it, by price. */
    private final Long2LongHashMap changedBids = new Long2LongHashMap(NULL_VALUE);
    private final Long2LongHashMap changedAsks = new Long2LongHashMap(NULL_VALUE);
    /** All levels at these prices or better have been known all the time: what leaves the book's depth and comes back may be another. */
    private long knownBid;
    private long knownAsk;
    private State state = State.IDLE;
    private FeedBook book;
    private long sinceNs;
    private long beginId;
    private int differences;

    /**
     * @param limit       levels a side that are asked for; fewer in a snapshot are all that there are
     * @param isSequenced are the snapshot's id and those of the updates numbers of one sequence?
     * @param isRounded   may the snapshot's quantities have fewer decimals than the instrument's?
     */
    public LevelAudit(final SnapshotRequester requester, final int limit, final boolean isSequenced, final boolean isRounded) {
        body = new SnapshotBody(isRounded);
        this.requester = requester;
        this.limit = limit;
        this.isSequenced = isSequenced;
    }

    /** Begins; false while another book is compared. */
    boolean begin(final FeedBook audited, final long nowNs) {
        if (state != State.IDLE || audited.state() != BookState.LIVE && audited.state() != BookState.SUSPECT) {
            return false;
        }
        book = audited;
        differences = 0;
        listen(nowNs);
        return true;
    }

    private void listen(final long nowNs) {
        changedBids.clear();
        changedAsks.clear();
        knownBid = book.book().knownBidPrice();
        knownAsk = book.book().knownAskPrice();
        beginId = book.book().updateId();
        sinceNs = nowNs;
        state = State.LISTENING;
    }

    private boolean isOf(final FeedBook other) {
        return state != State.IDLE && book == other;
    }

    /** These levels of the book have been changed, if it is the one that is compared. */
    void onChanged(final FeedBook changed, final DepthUpdate update) {
        if (state != State.IDLE && book == changed) {
            note(changedBids, update.bidPrices, update.bidCount, update.lastId);
            note(changedAsks, update.askPrices, update.askCount, update.lastId);
            knownBid = Math.max(knownBid, book.book().knownBidPrice());
            knownAsk = Math.min(knownAsk, book.book().knownAskPrice());
        }
    }

    private static void note(final Long2LongHashMap changed, final long[] prices, final int count, final long id) {
        for (int i = 0; i < count; i++) {
            changed.put(prices[i], id == NULL_VALUE ? 0 : id);
        }
    }

    /** The book has been thrown away, or replaced: there is nothing to compare any more. */
    void end(final FeedBook ended) {
        if (isOf(ended)) {
            state = State.IDLE;
        }
    }

    /** The answer is there. */
    void onBody(final FeedBook answered, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (!isOf(answered) || state != State.ASKED) {
            return;
        }
        snapshot.clear();
        if (!body.read(buffer, offset, length, book.instrument(), snapshot) || !book.accepts(snapshot)
                || isSequenced && snapshot.lastId < beginId) {
            unusable();
            return;
        }
        sinceNs = nowNs;
        state = State.ANSWERED;
    }

    /** There is none. */
    void onFailed(final FeedBook failed) {
        if (isOf(failed) && state == State.ASKED) {
            unusable();
        }
    }

    private void unusable() {
        book.counters().increment(BookCounter.AUDITS_UNUSABLE);
        state = State.IDLE;
    }

    /**
     * What the time says.
     *
     * @param worked   whose turn it is
     * @param streamId the newest number of the sequence in the book; where there is none, anything
     * @return true where the book is wrong
     */
    boolean doWork(final FeedBook worked, final long streamId, final long nowNs) {
        if (state == State.IDLE || book != worked) {
            return false;
        }
        if (nowNs - sinceNs > TIMEOUT_NS || book.state() == BookState.SYNCING || book.state() == BookState.INVALID) {
            unusable();
            return false;
        }
        if (state == State.LISTENING && (isSequenced || nowNs - sinceNs >= LEAD_NS)
                && requester.requestAudit(book.instrument().instrumentId(), nowNs)) {
            sinceNs = nowNs;
            state = State.ASKED;
        }
        return state == State.ANSWERED && (isSequenced ? streamId >= snapshot.lastId : nowNs - sinceNs >= GRACE_NS) && isWrong(nowNs);
    }

    private boolean isWrong(final long nowNs) {
        if (isSideEqual(true) && isSideEqual(false)) {
            book.counters().increment(BookCounter.AUDITS_EQUAL);
            state = State.IDLE;
            book.proven(nowNs);
            return false;
        }
        book.counters().increment(BookCounter.AUDITS_DIFFERENT);
        differences++;
        if (isSequenced || differences == DIFFERENCES_MAX) {
            state = State.IDLE;
            return true;
        }
        listen(nowNs);
        return false;
    }

    /** Every level that stood still is in both, if it is in one. */
    private boolean isSideEqual(final boolean isBid) {
        final Long2LongHashMap changed = isBid ? changedBids : changedAsks;
        final long[] theirPrices = isBid ? snapshot.bidPrices : snapshot.askPrices;
        final long[] theirQuantities = isBid ? snapshot.bidQuantities : snapshot.askQuantities;
        final int theirs = isBid ? snapshot.bidCount : snapshot.askCount;
        final OrderBook levels = book.book();
        final int ours = isBid
                ? levels.copyBids(prices, quantities, prices.length) : levels.copyAsks(prices, quantities, prices.length);
        int i = 0;
        int j = 0;
        while (i < theirs || j < ours) {
            final boolean isTheirs = i < theirs && (j == ours || !isBetter(prices[j], theirPrices[i], isBid));
            final boolean isOurs = j < ours && (i == theirs || !isBetter(theirPrices[i], prices[j], isBid));
            if (i == theirs && theirs == limit || j == ours && ours == prices.length) {
                return true;
            }
            final long price = isTheirs ? theirPrices[i] : prices[j];
            final boolean isKnown = isBid ? price >= knownBid : price <= knownAsk;
            final long difference = (isTheirs ? theirQuantities[i] : 0) - (isOurs ? quantities[j] : 0);
            if (isKnown && isStill(changed, price) && Math.abs(difference) >= body.roundedTo()) {
                return false;
            }
            i += isTheirs ? 1 : 0;
            j += isOurs ? 1 : 0;
        }
        return true;
    }

    private static boolean isBetter(final long price, final long other, final boolean isBid) {
        return isBid ? price > other : price < other;
    }

    /** Is it as it was when the snapshot was made, if the book is right? */
    private boolean isStill(final Long2LongHashMap changed, final long price) {
        final long id = changed.get(price);
        return id == NULL_VALUE || isSequenced && id <= snapshot.lastId;
    }
}
