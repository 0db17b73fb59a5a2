package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.AUDITS_DIFFERENT;
import static io.peregrine.feed.BookCounter.AUDITS_EQUAL;
import static io.peregrine.feed.BookCounter.AUDITS_FROZEN;
import static io.peregrine.feed.BookCounter.AUDITS_UNUSABLE;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.feed.Ticker;
import io.peregrine.feed.VenueBook;
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
final class BinanceBook implements VenueBook {
    /** After this time nothing of two connections' beginnings is still on its way. */
    private static final long MIXING_NS = 3_000_000_000L;

    private final FeedBook book;
    private final SequenceRule rule;
    private final SnapshotRequester requester;
    private final Renewal renewal;
    private final RecentUpdates recent = new RecentUpdates();
    private final DeltaBuffer buffer;
    private final TopCheck topCheck;
    /** Shared by all books; null where there are no audits. */
    private final BookAudit audit;

    /** Last id (u) of the newest delta seen, applied or buffered. */
    private long streamId = NULL_VALUE;
    /** Id of the snapshot in the book while no delta has joined it. */
    private long snapshotId = NULL_VALUE;
    private boolean hasSingleTrades;
    /** Do messages of two connections come? */
    private boolean isMixed;
    /** May what comes be old? Also after they were mixed, until the one that is left has caught up. */
    private boolean isTolerant;
    private long mixedSinceNs;
    private boolean isFrozen;

    BinanceBook(final FeedBook book, final SequenceRule rule, final FeedSettings settings, final SnapshotRequester requester,
            final BookAudit audit) {
        this.book = book;
        this.rule = rule;
        this.requester = requester;
        renewal = new Renewal(requester, book.instrument().instrumentId());
        buffer = new DeltaBuffer(settings.bufferSize());
        this.audit = audit;
        topCheck = new TopCheck(rule, book.counters());
    }

    @Override
    public FeedBook kept() {
        return book;
    }

    @Override
    public void onConnected(final long nowNs) {
        renewal.onUnasked(nowNs);
        isMixed = false;
        isTolerant = false;
        topCheck.enable(true);
        recent.clear();
        forget();
        book.begin(nowNs);
    }

    /** Its tickers come by the binary stream, which leaves some out where there are many. */
    void tickersAreCulled() {
        topCheck.culled();
    }

    @Override
    public void onMixed(final boolean mixed, final long nowNs) {
        isMixed = mixed;
        isTolerant = true;
        mixedSinceNs = nowNs;
        topCheck.enable(false);
    }

    @Override
    public void onDisconnected(final long nowNs) {
        isFrozen = false;
        if (isAudited()) {
            audit.end();
        }
        book.disconnected(nowNs);
    }

    /** A message of this instrument could not be decoded; was it a delta, it is lost. */
    void onMalformed(final boolean isDelta, final long nowNs) {
        book.counters().increment(DECODE_ERRORS);
        if (isDelta && book.state() != BookState.INVALID) {
            resync(BookReason.DECODE_ERROR, nowNs);
        }
    }

    void onDelta(final DepthUpdate delta, final long nowNs) {
        book.counters().increment(DELTAS);
        if (book.state() == BookState.INVALID || !isInSequence(delta, nowNs)) {
            return;
        }
        isFrozen = false;
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
            isTolerant = isMixed;
            return true;
        }
        if (recent.contains(delta) || isTolerant && isPast(delta)) {
            book.counters().increment(DUPLICATES);
            return false;
        }
        if (isTolerant && streamId != NULL_VALUE && delta.firstId <= delta.lastId && rule.extendsBeyond(delta, streamId)) {
            return true;
        }
        if (delta.lastId < delta.firstId || streamId != NULL_VALUE && delta.lastId <= streamId) {
            book.counters().increment(REGRESSIONS);
            resync(BookReason.SEQUENCE_REGRESSION, nowNs);
            return false;
        }
        if (streamId != NULL_VALUE) {
            book.counters().increment(GAPS);
            resync(BookReason.SEQUENCE_GAP, nowNs);
        }
        return true;
    }

    /** Does it say what has been heard already, on another connection that may cut its messages at other ids? */
    private boolean isPast(final DepthUpdate delta) {
        return streamId != NULL_VALUE && delta.firstId <= delta.lastId && delta.lastId <= streamId && recent.reach(delta);
    }

    private void await(final DepthUpdate delta, final long nowNs) {
        if (!buffer.add(delta)) {
            book.invalid(BookReason.BUFFER_OVERFLOW, nowNs);
            resync(BookReason.BUFFER_OVERFLOW, nowNs);
        } else {
            renewal.onBegun(nowNs);
            renewal.doWork(nowNs);
        }
    }

    private void join(final DepthUpdate delta, final long nowNs) {
        if (!rule.joins(delta, snapshotId)) {
            book.counters().increment(SNAPSHOTS_TOO_OLD);
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
        book.publish(delta, nowNs);
        if (isAudited()) {
            conclude(audit.onDelta(delta), nowNs);
        }
    }

    /** Applies a delta; null where all is well, else what was found to be wrong. */
    private BookReason apply(final DepthUpdate delta) {
        final BookReason fault = book.apply(delta);
        if (fault != null) {
            return fault;
        }
        return topCheck.onBook(book.book()) ? null : BookReason.TOP_MISMATCH;
    }

    /** Takes a snapshot, which is overwritten: its place is used for the deltas that waited for it. */
    void onSnapshot(final DepthUpdate snapshot, final long nowNs) {
        if (!takesSnapshot()) {
            return;
        }
        renewal.onLoaded(nowNs);
        if (!book.accepts(snapshot)) {
            onSnapshotMalformed(nowNs);
            return;
        }
        load(snapshot);
        if (book.isCrossed()) {
            resync(BookReason.CROSSED, nowNs);
            return;
        }
        applyBuffered(snapshot, nowNs);
    }

    /** Is a snapshot asked for and not yet there? */
    @Override
    public boolean takesSnapshot() {
        return renewal.isAwaiting() && book.state() == BookState.SYNCING && snapshotId == NULL_VALUE;
    }

    void onSnapshotMalformed(final long nowNs) {
        book.counters().increment(DECODE_ERRORS);
        renewal.onLost(nowNs);
        book.waiting(BookReason.DECODE_ERROR, nowNs);
    }

    @Override
    public void onSnapshotFailed(final long nowNs) {
        if (takesSnapshot()) {
            renewal.onLost(nowNs);
            book.waiting(BookReason.SNAPSHOT_FAILED, nowNs);
        } else if (isAudited()) {
            conclude(BookAudit.Verdict.UNUSABLE, nowNs);
        }
    }

    @Override
    public boolean audits() {
        return audit != null;
    }

    @Override
    public boolean audit(final long nowNs) {
        if (audit == null || !audit.isIdle() || !requester.requestAudit(book.instrument().instrumentId(), nowNs)) {
            return false;
        }
        audit.begin(book.book(), nowNs);
        return true;
    }

    /** Is a snapshot on its way, or there, that the book is compared with? */
    boolean isAudited() {
        return audit != null && audit.isOf(book.book());
    }

    /** Takes the snapshot to compare with. */
    void onAuditSnapshot(final DepthUpdate snapshot, final long nowNs) {
        conclude(book.accepts(snapshot) ? audit.onSnapshot(snapshot, nowNs) : BookAudit.Verdict.UNUSABLE, nowNs);
    }

    private void conclude(final BookAudit.Verdict verdict, final long nowNs) {
        if (verdict == BookAudit.Verdict.PENDING) {
            return;
        }
        audit.end();
        switch (verdict) {
            case EQUAL -> {
                book.counters().increment(AUDITS_EQUAL);
                book.proven(nowNs);
            }
            case DIFFERENT -> {
                book.counters().increment(AUDITS_DIFFERENT);
                resync(BookReason.AUDIT, nowNs);
            }
            case FROZEN -> {
                book.counters().increment(AUDITS_FROZEN);
                book.suspect(BookReason.FROZEN, nowNs);
                isFrozen = true;
            }
            default -> book.counters().increment(AUDITS_UNUSABLE);
        }
    }

    /** Has the venue been shown to be ahead of the stream, and the stream brought nothing since? */
    boolean isFrozen() {
        return isFrozen;
    }

    private void load(final DepthUpdate snapshot) {
        snapshotId = snapshot.lastId;
        book.load(snapshot);
        if (snapshot.bidCount > 0 && snapshot.askCount > 0) {
            book.knownDepth(snapshot.bidPrices[snapshot.bidCount - 1], snapshot.askPrices[snapshot.askCount - 1]);
        }
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
                book.counters().increment(SNAPSHOTS_TOO_OLD);
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
        book.live(BookReason.SNAPSHOT_APPLIED, nowNs);
    }

    void onTicker(final Ticker ticker, final long nowNs) {
        if (!topCheck.isNewer(ticker)) {
            book.counters().increment(isTolerant ? DUPLICATES : REGRESSIONS);
        } else if (!topCheck.onTicker(ticker)) {
            resync(BookReason.TOP_MISMATCH, nowNs);
        } else if (ticker.updateId >= book.book().updateId()) {
            book.quote(ticker, nowNs);
        }
    }

    /** Where single trades come too, aggregates would be the same trades again. */
    void onTrade(final BinanceDecoder trade, final long receiveTimeNs, final long nowNs) {
        if (trade.isAggregate() && hasSingleTrades) {
            return;
        }
        hasSingleTrades |= !trade.isAggregate();
        // Where the buyer was the maker, the aggressor sold.
        book.trade(trade.tradeId, trade.tradePrice, trade.tradeQuantity, trade.buyerIsMaker ? Side.SELL : Side.BUY, trade.eventTimeNs,
                receiveTimeNs, nowNs);
    }

    @Override
    public int doWork(final long nowNs) {
        if (!topCheck.isEnabled() && nowNs - mixedSinceNs >= MIXING_NS) {
            topCheck.enable(true);
        }
        if (isAudited()) {
            conclude(audit.onTime(nowNs), nowNs);
        }
        if (book.state() != BookState.SYNCING || snapshotId != NULL_VALUE) {
            return 0;
        }
        return renewal.doWork(nowNs);
    }

    /** The book can not be trusted any more: throws it away and synchronises again; with the snapshot that is on its way, where one is. */
    private void resync(final BookReason reason, final long nowNs) {
        forget();
        book.resync(reason, nowNs);
        if (!renewal.isAwaiting()) {
            renewal.onLost(nowNs);
        }
    }

    private void forget() {
        if (isAudited()) {
            audit.end();
        }
        streamId = NULL_VALUE;
        snapshotId = NULL_VALUE;
        buffer.clear();
        topCheck.clear();
    }
}
