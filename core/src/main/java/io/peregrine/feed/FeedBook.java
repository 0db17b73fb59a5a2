package io.peregrine.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.BEYOND_KNOWN_DEPTH;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.LATE_MESSAGES;
import static io.peregrine.feed.BookCounter.LEVELS;
import static io.peregrine.feed.BookCounter.MESSAGES;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.LatencyAlarm;
import io.peregrine.latency.VenueClock;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.Side;
import org.agrona.DirectBuffer;

/**
 * One book as a feed keeps it, whatever the venue: loads snapshots, applies deltas, checks what must hold of every book, moves its gate,
 * counts, and tells the listener. When a snapshot or a delta may be applied is the venue's rule, and the caller's; see {@link VenueBook}.
 *
 * <p>A fault is a {@link BookReason}; null is none. A caller that is told of a fault calls {@link #resync}, and nothing is published before
 * that.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> counters, faults and
 * transitions.
 */
public final class FeedBook {
    /** A trade id so far below the last is a trade that came twice or late; farther, the last id itself was wrong. */
    private static final long RECENT_TRADES = 4096;

    private final OrderBook book;
    private final TopLevels bestBids;
    private final TopLevels bestAsks;
    private final DepthMessage depthMessage;
    private final MarketDataEvents events;
    private final BookUpdateListener updates;
    private VenueClock clock = new VenueClock();
    private MarketPulse pulse = MarketPulse.NONE;
    private LatencyAlarm alarm;
    /** Compares it with snapshots over REST; null for none. */
    private LevelAudit audit;
    private final BookCounters counters = new BookCounters();
    private long tradeId = NULL_VALUE;
    private int depth = Integer.MAX_VALUE;
    private boolean isDepthNew;
    private long heardNs;
    private boolean isLate;
    private boolean isHalted;
    /** Why it is SUSPECT, where it is. */
    private BookReason suspicion = BookReason.START;

    /**
     * INVALID until {@link #begin}.
     *
     * @param settings see {@link FeedSettings#latencyThresholdNs}
     * @param events   gets what is to be told
     * @param updates  sees the book after every update, before its checks
     */
    public FeedBook(final OrderBook book, final FeedSettings settings, final MarketDataEvents events, final BookUpdateListener updates) {
        this.book = book;
        bestBids = new TopLevels(book, true, DepthMessage.LEVELS);
        bestAsks = new TopLevels(book, false, DepthMessage.LEVELS);
        depthMessage = new DepthMessage(book.instrument(), bestBids, bestAsks);
        this.events = events;
        this.updates = updates;
        alarm = new LatencyAlarm(settings.latencyThresholdNs());
    }

    /**
     * What all books of a feed share; before the first message.
     *
     * @param newClock the venue's
     * @param newPulse of all venues
     * @param newAlarm of the stream
     */
    void watch(final VenueClock newClock, final MarketPulse newPulse, final LatencyAlarm newAlarm) {
        clock = newClock;
        pulse = newPulse;
        alarm = newAlarm;
    }

    public Instrument instrument() {
        return book.instrument();
    }

    /** The levels; to read. */
    public OrderBook book() {
        return book;
    }

    /** The best bids, as they are after the last update. */
    public TopLevels bestBids() {
        return bestBids;
    }

    /** The best asks, as they are after the last update. */
    public TopLevels bestAsks() {
        return bestAsks;
    }

    public BookState state() {
        return book.state();
    }

    public BookCounters counters() {
        return counters;
    }

    /** Counts a well-formed message of this instrument, and whether it was late. */
    public void onMessage(final long venueTimeNs, final long receiveTimeNs) {
        counters.increment(MESSAGES);
        heardNs = receiveTimeNs;
        if (venueTimeNs != NULL_VALUE && alarm.onDelay(clock.onEvent(venueTimeNs, receiveTimeNs))) {
            counters.increment(LATE_MESSAGES);
        }
    }

    /** When something was last heard of this instrument, or its book was shown to be the venue's. */
    public long heardNs() {
        return heardNs;
    }

    /** From now on {@link #audit} compares it so; null for not at all. */
    public void auditedBy(final LevelAudit newAudit) {
        audit = newAudit;
    }

    /** Begins to compare it with a snapshot over REST, see {@link VenueBook#audit}. */
    public boolean audit(final long nowNs) {
        return audit != null && audit.begin(this, nowNs);
    }

    /** The body of such a snapshot. */
    public void onAuditBody(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (audit != null) {
            audit.onBody(this, buffer, offset, length, nowNs);
        }
    }

    /** The snapshot could not be had. */
    public void onAuditFailed() {
        if (audit != null) {
            audit.onFailed(this);
        }
    }

    /**
     * Has it been shown to be wrong?
     *
     * @param streamId the newest number in it of the sequence that snapshots name; where they name none, anything
     */
    public boolean isRefuted(final long streamId, final long nowNs) {
        return audit != null && audit.doWork(this, streamId, nowNs);
    }

    /** The book was compared with a snapshot of the venue and is equal: silence was no sign of trouble. */
    public void proven(final long nowNs) {
        heardNs = nowNs;
        if (book.state() == BookState.SUSPECT && !isLate && !isHalted && isSilenceSuspected()) {
            live(BookReason.RECOVERED, nowNs);
        }
    }

    private boolean isSilenceSuspected() {
        return suspicion == BookReason.STALE || suspicion == BookReason.PEERS_MOVE || suspicion == BookReason.FROZEN;
    }

    /** The stream is late, and its books are not to be traded on until it is in time again. */
    void late(final boolean nowLate, final long nowNs) {
        isLate = nowLate;
        if (nowLate) {
            suspect(BookReason.LATE, nowNs);
        } else if (book.state() == BookState.SUSPECT && suspicion == BookReason.LATE) {
            live(BookReason.RECOVERED, nowNs);
        }
    }

    /** The venue does not trade the instrument now, or trades it again: its book is kept meanwhile, and not to be traded on. */
    public void halted(final boolean nowHalted, final long nowNs) {
        isHalted = nowHalted;
        if (nowHalted) {
            suspect(BookReason.HALTED, nowNs);
        } else if (book.state() == BookState.SUSPECT && suspicion == BookReason.HALTED) {
            live(BookReason.RECOVERED, nowNs);
        }
    }

    /** Tells of the stream's latency. */
    void tellLatency(final boolean nowLate, final long delayNs, final long thresholdNs, final long nowNs) {
        events.latency(instrument().instrumentId(), nowLate, delayNs, thresholdNs, nowNs);
    }

    /** A connection has been made: an empty book that waits for its snapshot. */
    public void begin(final long nowNs) {
        disconnected(nowNs);
        tradeId = NULL_VALUE;
        restart(BookReason.START, nowNs);
    }

    /** The stream is gone. */
    public void disconnected(final long nowNs) {
        if (book.state() != BookState.INVALID) {
            transition(BookState.INVALID, BookReason.DISCONNECTED, nowNs);
        }
    }

    /** A sign of trouble: nobody can say whether the book is still right. */
    public void suspect(final BookReason reason, final long nowNs) {
        if (book.state() == BookState.LIVE) {
            suspicion = reason;
            transition(BookState.SUSPECT, reason, nowNs);
        }
    }

    /** Still waiting, for this reason: the snapshot failed, or did not fit. */
    public void waiting(final BookReason reason, final long nowNs) {
        transition(BookState.SYNCING, reason, nowNs);
    }

    /** There is no way to synchronise from here: the next step is {@link #resync}. */
    public void invalid(final BookReason reason, final long nowNs) {
        transition(BookState.INVALID, reason, nowNs);
    }

    /** The book can not be trusted any more: throws it away; it is SYNCING and empty. */
    public void resync(final BookReason reason, final long nowNs) {
        counters.increment(RESYNCS);
        if (book.state() == BookState.LIVE) {
            final boolean isProven =
                    reason != BookReason.TOP_MISMATCH && reason != BookReason.CAPACITY && reason != BookReason.AUDIT;
            transition(isProven ? BookState.INVALID : BookState.SUSPECT, reason, nowNs);
        }
        restart(reason, nowNs);
    }

    private void restart(final BookReason reason, final long nowNs) {
        book.beginUpdate();
        book.clear();
        replaced();
        book.endUpdate(NULL_VALUE, 0, 0);
        transition(BookState.SYNCING, reason, nowNs);
    }

    /** The book is the venue's, as far as the venue's rules can show. */
    public void live(final BookReason reason, final long nowNs) {
        heardNs = nowNs;
        pulse.moved(instrument().instrumentId());
        transition(BookState.LIVE, reason, nowNs);
        if (isLate || isHalted) {
            suspect(isHalted ? BookReason.HALTED : BookReason.LATE, nowNs);
            return;
        }
        events.onDepth(depthMessage.encode(book.updateId(), book.venueTimeNs(), book.receiveTimeNs()), nowNs);
    }

    /** Tells of a delta that was applied to a book that is LIVE, or was SUSPECT and is LIVE again, unless it is late or not traded. */
    public void publish(final DepthUpdate delta, final long nowNs) {
        pulse.moved(instrument().instrumentId());
        if (book.state() == BookState.SUSPECT) {
            if (isLate || isHalted) {
                return;
            }
            transition(BookState.LIVE, BookReason.RECOVERED, nowNs);
        }
        events.onDepth(depthMessage.encode(book.updateId(), delta.venueTimeNs, delta.receiveTimeNs), nowNs);
    }

    private void transition(final BookState to, final BookReason reason, final long nowNs) {
        final BookState previous = book.state();
        book.transition(to, nowNs, reason);
        counters.transition(previous, to, reason);
        events.status(book, previous, reason, nowNs);
    }

    /** Are all its prices and quantities such as the instrument has? */
    public boolean accepts(final DepthUpdate update) {
        return book.accepts(update.bidPrices, update.bidQuantities, update.bidCount)
                && book.accepts(update.askPrices, update.askQuantities, update.askCount);
    }

    /** From now on no more than the best so many levels a side are kept, whatever an update brings: the venue tells of no more. */
    public void depth(final int levels) {
        depth = levels;
        isDepthNew = true;
    }

    /** Clears the book and loads a snapshot that {@link #accepts}; it counts as no update, see {@link #check}. */
    public void load(final DepthUpdate snapshot) {
        book.beginUpdate();
        book.clear();
        replaced();
        setLevels(snapshot);
        isDepthNew = true;
        truncate(snapshot);
        book.endUpdate(snapshot.lastId, snapshot.venueTimeNs, snapshot.receiveTimeNs);
    }

    /** Only the prices between these are known to be complete: the worst of a snapshot that ends somewhere. */
    public void knownDepth(final long worstBidPrice, final long worstAskPrice) {
        book.knownDepth(worstBidPrice, worstAskPrice);
    }

    /** Applies a delta, unless a price or quantity is none of the instrument's, and checks the book. */
    public BookReason apply(final DepthUpdate delta) {
        if (!accepts(delta)) {
            counters.increment(DECODE_ERRORS);
            return BookReason.OFF_TICK;
        }
        book.beginUpdate();
        setLevels(delta);
        bestBids.onChanged(delta.bidPrices, delta.bidQuantities, delta.bidCount);
        bestAsks.onChanged(delta.askPrices, delta.askQuantities, delta.askCount);
        truncate(delta);
        if (audit != null) {
            audit.onChanged(this, delta);
        }
        book.endUpdate(delta.lastId, delta.venueTimeNs, delta.receiveTimeNs);
        return check();
    }

    /** Counts an update, shows the book to the one who follows updates, and checks what must hold of every book. */
    public BookReason check() {
        counters.increment(APPLIED);
        updates.onBookUpdate(book);
        if (isCrossed()) {
            return BookReason.CROSSED;
        }
        if (!book.topIsKnown()) {
            counters.increment(BEYOND_KNOWN_DEPTH);
            if (book.droppedLevels() > 0) {
                return BookReason.CAPACITY;
            }
        }
        return null;
    }

    /** Is the best bid at or above the best ask? Counted. */
    public boolean isCrossed() {
        bestBids.refresh();
        bestAsks.refresh();
        final boolean isCrossed = bestBids.count() > 0 && bestAsks.count() > 0 && bestBids.price(0) >= bestAsks.price(0);
        if (isCrossed) {
            counters.increment(CROSSED);
        }
        return isCrossed;
    }

    private void setLevels(final DepthUpdate update) {
        book.setBids(update.bidPrices, update.bidQuantities, update.bidCount);
        book.setAsks(update.askPrices, update.askQuantities, update.askCount);
        counters.add(LEVELS, update.bidCount + update.askCount);
    }

    private void replaced() {
        if (audit != null) {
            audit.end(this);
        }
        bestBids.onReplaced();
        bestAsks.onReplaced();
    }

    /** What a side has too many of goes; one without a change can not have. */
    private void truncate(final DepthUpdate update) {
        if (depth == Integer.MAX_VALUE) {
            return;
        }
        if (isDepthNew || update.bidCount > 0) {
            book.truncateBids(depth);
            bestBids.onTruncated(depth);
        }
        if (isDepthNew || update.askCount > 0) {
            book.truncateAsks(depth);
            bestAsks.onTruncated(depth);
        }
        isDepthNew = false;
    }

    /** Tells of the venue's best bid and ask, out of another stream than the book's; only while the book is LIVE. */
    public void quote(final Ticker ticker, final long nowNs) {
        if (book.state() != BookState.LIVE) {
            return;
        }
        events.quote().instrumentId(instrument().instrumentId()).venueTimeNs(ticker.venueTimeNs).receiveTimeNs(ticker.receiveTimeNs)
                .updateId(ticker.updateId).bidPrice(ticker.bidPrice).bidQuantity(ticker.bidQuantity)
                .askPrice(ticker.askPrice).askQuantity(ticker.askQuantity);
        events.onQuote(nowNs);
    }

    /** Id of the newest public trade, or {@link Instrument#NULL_VALUE} where none is known. */
    public long tradeId() {
        return tradeId;
    }

    /** A public trade from before the subscription: it is not told, but the ids go on from it. */
    public void pastTrade(final long id) {
        tradeId = Math.max(id, tradeId);
    }

    /** Tells of a public trade, unless it came before; a hole in the ids is counted. The ids of an instrument grow by one. */
    public void trade(
            final long id, final long price, final long quantity, final Side aggressorSide, final long venueTimeNs,
            final long receiveTimeNs, final long nowNs) {
        if (tradeId != NULL_VALUE && id != tradeId + 1) {
            if (id <= tradeId && tradeId - id < RECENT_TRADES) {
                counters.increment(DUPLICATES);
                return;
            }
            counters.increment(TRADE_GAPS);
        }
        tradeId = id;
        counters.increment(TRADES);
        events.trade().instrumentId(instrument().instrumentId()).venueTimeNs(venueTimeNs).receiveTimeNs(receiveTimeNs)
                .tradeId(id).price(price).quantity(quantity).aggressorSide(aggressorSide);
        events.onTrade(nowNs);
    }
}
