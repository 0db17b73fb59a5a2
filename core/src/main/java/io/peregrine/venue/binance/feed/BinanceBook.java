package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.BEYOND_KNOWN_DEPTH;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.LEVELS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.Side;

/**
 * Keeps one book equal to the venue's: buffers deltas while the snapshot is on its way, joins them, checks that each follows the one
 * before, and starts again when it can not be sure of the book any more.
 *
 * <p>A book is LIVE only while every rule of the venue holds: the sequence, bid below ask, top equal to the ticker's. What no rule can
 * show is a digit changed inside a well-formed message in a level that is not at the top (WebSocket frames travel over TLS, which does
 * not let that happen), and levels beyond the snapshot's last ones of which no delta has told; updates with the top out there are counted.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none while the book is LIVE. <b>Errors:</b> counters and transitions.
 */
final class BinanceBook {
    private static final long REQUEST_INTERVAL_NS = 1_000_000_000L;
    private static final long FIRST_DELTA_WAIT_NS = 1_000_000_000L;
    private static final long ANSWER_TIMEOUT_NS = 30_000_000_000L;
    /** A trade id so far below the last is a trade that came twice or late; farther, the last id itself was wrong. */
    private static final long RECENT_TRADES = 4096;

    private final OrderBook book;
    private final SequenceRule rule;
    private final SnapshotRequester requester;
    private final MarketDataEvents events;
    private final BookUpdateListener updates;
    private final BookCounters counters = new BookCounters();
    private final RecentUpdates recent = new RecentUpdates();
    private final DeltaBuffer buffer;
    private final TopCheck topCheck;

    /** Last id (u) of the newest delta seen, applied or buffered. */
    private long streamId = NULL_VALUE;
    /** Id of the snapshot in the book while no delta has joined it. */
    private long snapshotId = NULL_VALUE;
    private boolean isAwaitingSnapshot;
    private long requestedNs;
    private long syncingSinceNs;
    private long tradeId = NULL_VALUE;
    private boolean hasSingleTrades;

    BinanceBook(final OrderBook book, final SequenceRule rule, final FeedSettings settings, final SnapshotRequester requester,
            final MarketDataEvents events, final BookUpdateListener updates) {
        this.book = book;
        this.rule = rule;
        this.requester = requester;
        this.events = events;
        this.updates = updates;
        buffer = new DeltaBuffer(settings.bufferSize());
        topCheck = new TopCheck(rule, counters);
    }

    Instrument instrument() {
        return book.instrument();
    }

    BookCounters counters() {
        return counters;
    }

    void onConnected(final long nowNs) {
        onDisconnected(nowNs);
        recent.clear();
        tradeId = NULL_VALUE;
        requestedNs = nowNs - REQUEST_INTERVAL_NS;
        restart(BookReason.START, nowNs);
    }

    void onDisconnected(final long nowNs) {
        isAwaitingSnapshot = false;
        if (book.state() != BookState.INVALID) {
            transition(BookState.INVALID, BookReason.DISCONNECTED, nowNs);
        }
    }

    /** Silence on the stream: nobody can say whether the book is still right. */
    void onSilence(final long nowNs) {
        if (book.state() == BookState.LIVE) {
            transition(BookState.SUSPECT, BookReason.STALE, nowNs);
        }
    }

    /** A message of this instrument could not be decoded; was it a delta, it is lost. */
    void onMalformed(final boolean isDelta, final long nowNs) {
        counters.increment(DECODE_ERRORS);
        if (isDelta && book.state() != BookState.INVALID) {
            resync(BookReason.DECODE_ERROR, nowNs);
        }
    }

    void onDelta(final DepthUpdate delta, final long nowNs) {
        counters.increment(DELTAS);
        if (book.state() == BookState.INVALID || !isInSequence(delta, nowNs)) {
            return;
        }
        recent.add(delta);
        streamId = delta.lastId;
        if (book.state() != BookState.SYNCING) {
            applyLive(delta, nowNs);
        } else if (snapshotId == NULL_VALUE) {
            await(delta, nowNs);
        } else if (!rule.isBefore(delta, snapshotId)) {
            join(delta, nowNs);
        }
    }

    private boolean isInSequence(final DepthUpdate delta, final long nowNs) {
        if (streamId != NULL_VALUE && rule.follows(delta, streamId) && delta.firstId <= delta.lastId) {
            return true;
        }
        if (recent.contains(delta)) {
            counters.increment(DUPLICATES);
            return false;
        }
        if (delta.lastId < delta.firstId || streamId != NULL_VALUE && delta.lastId <= streamId) {
            counters.increment(REGRESSIONS);
            resync(BookReason.SEQUENCE_REGRESSION, nowNs);
            return false;
        }
        if (streamId != NULL_VALUE) {
            counters.increment(GAPS);
            resync(BookReason.SEQUENCE_GAP, nowNs);
        }
        return true;
    }

    private void await(final DepthUpdate delta, final long nowNs) {
        if (!buffer.add(delta)) {
            transition(BookState.INVALID, BookReason.BUFFER_OVERFLOW, nowNs);
            resync(BookReason.BUFFER_OVERFLOW, nowNs);
        } else {
            requestSnapshot(nowNs);
        }
    }

    private void join(final DepthUpdate delta, final long nowNs) {
        if (!rule.joins(delta, snapshotId)) {
            counters.increment(SNAPSHOTS_TOO_OLD);
            resync(BookReason.SNAPSHOT_TOO_OLD, nowNs);
            return;
        }
        final BookReason fault = apply(delta);
        if (fault == null) {
            goLive(nowNs);
        } else {
            resync(fault, nowNs);
        }
    }

    private void applyLive(final DepthUpdate delta, final long nowNs) {
        final BookReason fault = apply(delta);
        if (fault != null) {
            resync(fault, nowNs);
            return;
        }
        if (book.state() == BookState.SUSPECT) {
            transition(BookState.LIVE, BookReason.RECOVERED, nowNs);
        }
        events.depth(book, delta.venueTimeNs, delta.receiveTimeNs, nowNs);
    }

    /** Applies a delta; null where all is well, else what was found to be wrong. */
    private BookReason apply(final DepthUpdate delta) {
        if (!isAcceptable(delta)) {
            counters.increment(DECODE_ERRORS);
            return BookReason.OFF_TICK;
        }
        book.beginUpdate();
        setLevels(delta);
        book.endUpdate(delta.lastId, delta.venueTimeNs, delta.receiveTimeNs);
        counters.increment(APPLIED);
        updates.onBookUpdate(book);
        if (book.isCrossed()) {
            counters.increment(CROSSED);
            return BookReason.CROSSED;
        }
        if (!book.topIsKnown()) {
            counters.increment(BEYOND_KNOWN_DEPTH);
            if (book.droppedLevels() > 0) {
                return BookReason.CAPACITY;
            }
        }
        return topCheck.onBook(book) ? null : BookReason.TOP_MISMATCH;
    }

    private void setLevels(final DepthUpdate update) {
        book.setBids(update.bidPrices, update.bidQuantities, update.bidCount);
        book.setAsks(update.askPrices, update.askQuantities, update.askCount);
        counters.add(LEVELS, update.bidCount + update.askCount);
    }

    private boolean isAcceptable(final DepthUpdate update) {
        return book.accepts(update.bidPrices, update.bidQuantities, update.bidCount)
                && book.accepts(update.askPrices, update.askQuantities, update.askCount);
    }

    /** Takes a snapshot, which is overwritten: its place is used for the deltas that waited for it. */
    void onSnapshot(final DepthUpdate snapshot, final long nowNs) {
        if (!takesSnapshot()) {
            return;
        }
        isAwaitingSnapshot = false;
        if (!isAcceptable(snapshot)) {
            onSnapshotMalformed(nowNs);
            return;
        }
        load(snapshot);
        if (book.isCrossed()) {
            counters.increment(CROSSED);
            resync(BookReason.CROSSED, nowNs);
            return;
        }
        applyBuffered(snapshot, nowNs);
    }

    /** Is a snapshot asked for and not yet there? */
    boolean takesSnapshot() {
        return isAwaitingSnapshot && book.state() == BookState.SYNCING && snapshotId == NULL_VALUE;
    }

    void onSnapshotMalformed(final long nowNs) {
        counters.increment(DECODE_ERRORS);
        isAwaitingSnapshot = false;
        transition(BookState.SYNCING, BookReason.DECODE_ERROR, nowNs);
    }

    void onSnapshotFailed(final long nowNs) {
        if (takesSnapshot()) {
            isAwaitingSnapshot = false;
            transition(BookState.SYNCING, BookReason.SNAPSHOT_FAILED, nowNs);
        }
    }

    private void load(final DepthUpdate snapshot) {
        snapshotId = snapshot.lastId;
        book.beginUpdate();
        book.clear();
        setLevels(snapshot);
        if (snapshot.bidCount > 0 && snapshot.askCount > 0) {
            book.knownDepth(snapshot.bidPrices[snapshot.bidCount - 1], snapshot.askPrices[snapshot.askCount - 1]);
        }
        book.endUpdate(snapshot.lastId, snapshot.venueTimeNs, snapshot.receiveTimeNs);
    }

    private void applyBuffered(final DepthUpdate delta, final long nowNs) {
        final long loadedId = snapshotId;
        boolean isJoined = false;
        buffer.rewind();
        while (buffer.next(delta)) {
            if (!isJoined && rule.isBefore(delta, loadedId)) {
                continue;
            }
            BookReason fault = null;
            if (!isJoined && !rule.joins(delta, loadedId)) {
                counters.increment(SNAPSHOTS_TOO_OLD);
                fault = BookReason.SNAPSHOT_TOO_OLD;
            }
            isJoined = true;
            fault = fault == null ? apply(delta) : fault;
            if (fault != null) {
                resync(fault, nowNs);
                return;
            }
        }
        buffer.clear();
        if (isJoined || streamId == loadedId) {
            goLive(nowNs);
        }
    }

    private void goLive(final long nowNs) {
        snapshotId = NULL_VALUE;
        transition(BookState.LIVE, BookReason.SNAPSHOT_APPLIED, nowNs);
        events.depth(book, book.venueTimeNs(), book.receiveTimeNs(), nowNs);
    }

    void onTicker(final Ticker ticker, final long venueTimeNs, final long receiveTimeNs, final long nowNs) {
        if (!topCheck.isNewer(ticker)) {
            counters.increment(REGRESSIONS);
        } else if (!topCheck.onTicker(ticker)) {
            resync(BookReason.TOP_MISMATCH, nowNs);
        } else if (book.state() == BookState.LIVE && ticker.updateId >= book.updateId()) {
            events.quote().instrumentId(instrument().instrumentId()).venueTimeNs(venueTimeNs).receiveTimeNs(receiveTimeNs)
                    .updateId(ticker.updateId).bidPrice(ticker.bidPrice).bidQuantity(ticker.bidQuantity)
                    .askPrice(ticker.askPrice).askQuantity(ticker.askQuantity);
            events.onQuote(nowNs);
        }
    }

    void onTrade(final BinanceDecoder trade, final long receiveTimeNs, final long nowNs) {
        if (trade.isAggregate() && hasSingleTrades) {
            return;
        }
        hasSingleTrades |= !trade.isAggregate();
        if (tradeId != NULL_VALUE && trade.tradeId != tradeId + 1) {
            if (trade.tradeId <= tradeId && tradeId - trade.tradeId < RECENT_TRADES) {
                counters.increment(DUPLICATES);
                return;
            }
            counters.increment(TRADE_GAPS);
        }
        tradeId = trade.tradeId;
        counters.increment(TRADES);
        // Where the buyer was the maker, the aggressor sold.
        events.trade().instrumentId(instrument().instrumentId()).venueTimeNs(trade.eventTimeNs).receiveTimeNs(receiveTimeNs)
                .tradeId(trade.tradeId).price(trade.tradePrice).quantity(trade.tradeQuantity)
                .aggressorSide(trade.buyerIsMaker ? Side.SELL : Side.BUY);
        events.onTrade(nowNs);
    }

    int doWork(final long nowNs) {
        if (book.state() != BookState.SYNCING || snapshotId != NULL_VALUE) {
            return 0;
        }
        if (isAwaitingSnapshot && nowNs - requestedNs > ANSWER_TIMEOUT_NS) {
            onSnapshotFailed(nowNs);
        }
        return streamId != NULL_VALUE || nowNs - syncingSinceNs > FIRST_DELTA_WAIT_NS ? requestSnapshot(nowNs) : 0;
    }

    private int requestSnapshot(final long nowNs) {
        if (isAwaitingSnapshot || nowNs - requestedNs < REQUEST_INTERVAL_NS) {
            return 0;
        }
        requestedNs = nowNs;
        isAwaitingSnapshot = requester.requestSnapshot(instrument().instrumentId(), nowNs);
        return 1;
    }

    /** The book can not be trusted any more: throws it away and synchronises again. */
    private void resync(final BookReason reason, final long nowNs) {
        counters.increment(RESYNCS);
        if (book.state() == BookState.LIVE) {
            final boolean isProven = reason != BookReason.TOP_MISMATCH && reason != BookReason.CAPACITY;
            transition(isProven ? BookState.INVALID : BookState.SUSPECT, reason, nowNs);
        }
        restart(reason, nowNs);
    }

    private void restart(final BookReason reason, final long nowNs) {
        streamId = NULL_VALUE;
        snapshotId = NULL_VALUE;
        syncingSinceNs = nowNs;
        buffer.clear();
        topCheck.clear();
        book.beginUpdate();
        book.clear();
        book.endUpdate(NULL_VALUE, 0, 0);
        transition(BookState.SYNCING, reason, nowNs);
    }

    private void transition(final BookState to, final BookReason reason, final long nowNs) {
        final BookState previous = book.state();
        book.transition(to, nowNs, reason);
        events.status(book, previous, reason, nowNs);
    }
}
