package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.feed.BookCounter.TOP_CHECKS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.Ticker;
import io.peregrine.feed.VenueBook;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;

/**
 * Keeps one book equal to the venue's: loads the snapshot that a subscription begins with, applies whole frames, drops what has moved out
 * of the subscribed depth, and compares the checksum of the best ten levels after every frame. The stream has no sequence numbers, so a
 * checksum that differs is the only sign of a loss; the book is then thrown away, and the subscription renewed.
 * Likewise for a frame whose time stamp is older than the one before: its checksum would be right where it undoes what came in between.
 *
 * <p>What only an audit can show is a lost or changed level below the tenth, until it comes among the ten. With a depth of 10, the
 * default, there are none.
 *
 * <p>An instrument that is not traded now keeps its levels and their checks, but is not LIVE.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> counters and transitions.
 */
final class KrakenBook implements VenueBook {
    /** A ticker that differs from the book may come before the book's own frame, but not this long. */
    private static final long TICKER_LEAD_NS = 2_000_000_000L;

    private final FeedBook book;
    private final Renewal renewal;
    private final BookChecksum checksum;
    private boolean isDepthKnown;

    /** Is a snapshot in the book, and were all frames since then right? */
    private boolean isLoaded;
    private boolean isPairHalted;
    private boolean isVenueHalted;
    /** Frames applied so far: the venue numbers them not. */
    private long frames;
    /** Time of the newest change that came since the snapshot was asked for, and was not in it if it is newer. */
    private long passedTimeNs = NULL_VALUE;
    private boolean differsFromTicker;
    private long differsSinceNs;

    KrakenBook(final FeedBook book, final Renewal renewal) {
        this.book = book;
        this.renewal = renewal;
        checksum = new BookChecksum(book);
    }

    @Override
    public FeedBook kept() {
        return book;
    }

    @Override
    public void onConnected(final long nowNs) {
        forget();
        renewal.onSubscribed(nowNs);
        book.begin(nowNs);
    }

    @Override
    public void onDisconnected(final long nowNs) {
        forget();
        book.disconnected(nowNs);
    }

    /** The venue has accepted a subscription with so many levels a side. */
    void onSubscribed(final int depth) {
        isDepthKnown = true;
        book.depth(depth);
    }

    /** Is the pair traded? */
    void onPair(final boolean isTradable, final long nowNs) {
        isPairHalted = !isTradable;
        book.halted(isPairHalted || isVenueHalted, nowNs);
    }

    /** Is the venue open? */
    void onVenue(final boolean isOnline, final long nowNs) {
        isVenueHalted = !isOnline;
        book.halted(isPairHalted || isVenueHalted, nowNs);
    }

    /** A message of this instrument, or perhaps of it, could not be decoded; was it of the book, it is lost. */
    void onMalformed(final boolean mayBeBook, final long nowNs) {
        book.counters().increment(DECODE_ERRORS);
        if (mayBeBook && book.state() != BookState.INVALID) {
            resync(BookReason.DECODE_ERROR, nowNs);
        }
    }

    /** A whole book, which takes the place of what was there. */
    void onSnapshot(final DepthUpdate snapshot, final long venueChecksum, final long nowNs) {
        book.counters().increment(DELTAS);
        if (book.state() == BookState.INVALID) {
            return;
        }
        if (snapshot.venueTimeNs != NULL_VALUE && snapshot.venueTimeNs < passedTimeNs) {
            book.counters().increment(SNAPSHOTS_TOO_OLD);
            resync(BookReason.SNAPSHOT_TOO_OLD, nowNs);
            return;
        }
        if (!book.accepts(snapshot)) {
            book.counters().increment(DECODE_ERRORS);
            resync(BookReason.OFF_TICK, nowNs);
            return;
        }
        if (!isDepthKnown) {
            book.depth(depthOf(snapshot));
        }
        snapshot.lastId = ++frames;
        book.load(snapshot);
        final BookReason fault = book.check();
        final boolean isRight = isRight(checksum.value(), venueChecksum);
        isLoaded = true;
        renewal.onLoaded(nowNs);
        onApplied(snapshot, fault == null && !isRight ? BookReason.CHECKSUM : fault, nowNs);
    }

    /** A frame of changes. Before there is a snapshot it is of the subscription before. */
    void onUpdate(final DepthUpdate update, final long venueChecksum, final long nowNs) {
        book.counters().increment(DELTAS);
        if (!isLoaded) {
            passedTimeNs = Math.max(passedTimeNs, update.venueTimeNs);
            renewal.onChange(nowNs);
            return;
        }
        if (update.venueTimeNs != NULL_VALUE && update.venueTimeNs < book.book().venueTimeNs()) {
            // An older frame can bring the book back to what it was, and the checksum would be right.
            book.counters().increment(REGRESSIONS);
            resync(BookReason.SEQUENCE_REGRESSION, nowNs);
            return;
        }
        update.lastId = ++frames;
        BookReason fault = book.apply(update);
        if (fault != BookReason.OFF_TICK && !isRight(checksum.value(), venueChecksum) && fault == null) {
            fault = BookReason.CHECKSUM;
        }
        onApplied(update, fault, nowNs);
    }

    private boolean isRight(final long ours, final long venues) {
        final boolean isRight = ours == venues;
        book.counters().increment(isRight ? CHECKSUMS_OK : CHECKSUMS_BAD);
        return isRight;
    }

    private void onApplied(final DepthUpdate update, final BookReason fault, final long nowNs) {
        differsFromTicker = false;
        if (fault != null) {
            resync(fault, nowNs);
        } else if (book.state() == BookState.SYNCING) {
            book.live(BookReason.SNAPSHOT_APPLIED, nowNs);
        } else {
            book.publish(update, nowNs);
        }
    }

    /** Where no subscription was seen: a side exactly as long as one can be is cut off there; shorter ones are all that there is. */
    private static int depthOf(final DepthUpdate snapshot) {
        for (final int depth : KrakenDepth.ALL) {
            if (snapshot.bidCount == depth || snapshot.askCount == depth) {
                return depth;
            }
        }
        return KrakenDepth.MAX;
    }

    /** Newer than the book by the venue's clock it is told, and should be the book's top by the time of the next frame. */
    void onTicker(final Ticker ticker, final long nowNs) {
        final OrderBook levels = book.book();
        if (!isLoaded || ticker.venueTimeNs <= levels.venueTimeNs()) {
            return;
        }
        book.counters().increment(TOP_CHECKS);
        if (ticker.bidPrice == levels.bestBidPrice() && ticker.askPrice == levels.bestAskPrice()) {
            differsFromTicker = false;
        } else if (!differsFromTicker) {
            differsFromTicker = true;
            differsSinceNs = nowNs;
        }
        ticker.updateId = levels.updateId();
        book.quote(ticker, nowNs);
    }

    @Override
    public boolean audit(final long nowNs) {
        return book.audit(nowNs);
    }

    @Override
    public void onSnapshotFailed(final long nowNs) {
        book.onAuditFailed();
    }

    @Override
    public int doWork(final long nowNs) {
        if (book.isRefuted(NULL_VALUE, nowNs)) {
            resync(BookReason.AUDIT, nowNs);
            return 1;
        }
        if (differsFromTicker && nowNs - differsSinceNs > TICKER_LEAD_NS) {
            book.counters().increment(TOP_MISMATCHES);
            resync(BookReason.TOP_MISMATCH, nowNs);
            return 1;
        }
        final int work = book.state() == BookState.SYNCING && !isLoaded ? renewal.doWork(nowNs) : 0;
        passedTimeNs = work > 0 ? NULL_VALUE : passedTimeNs;
        return work;
    }

    /** Throws the book away and asks for it again. */
    private void resync(final BookReason reason, final long nowNs) {
        forget();
        book.resync(reason, nowNs);
        renewal.onLost(nowNs);
    }

    private void forget() {
        isLoaded = false;
        passedTimeNs = NULL_VALUE;
        differsFromTicker = false;
    }
}
