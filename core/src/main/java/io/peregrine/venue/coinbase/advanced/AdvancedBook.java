package io.peregrine.venue.coinbase.advanced;

import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.RESYNCS;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.VenueBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;

/**
 * A book out of {@code l2_data}: a snapshot of the whole book, then changes with absolute quantities. Whether a frame was lost shows the
 * connection's sequence number, see {@link FrameSequence}; a book is LIVE from its snapshot to the first frame that is missing.
 *
 * <p>What only an audit can show: a digit changed inside a well-formed message that leaves the book uncrossed. TLS keeps that from
 * happening on the way.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> counters and transitions.
 *
 * <p>Source: docs/protocol/coinbase.md, "Advanced Trade".
 */
final class AdvancedBook implements VenueBook {
    private final FeedBook book;
    private final Renewal renewal;

    AdvancedBook(final FeedBook book, final Renewal renewal) {
        this.book = book;
        this.renewal = renewal;
    }

    @Override
    public FeedBook kept() {
        return book;
    }

    @Override
    public void onConnected(final long nowNs) {
        renewal.onSubscribed(nowNs);
        book.begin(nowNs);
    }

    @Override
    public void onDisconnected(final long nowNs) {
        book.disconnected(nowNs);
    }

    /** Frames of the connection are missing: any book may have been in them. */
    void onGap(final long nowNs) {
        book.counters().increment(GAPS);
        if (isLoaded()) {
            renewal.onGap(nowNs);
            resync(BookReason.SEQUENCE_GAP, nowNs);
        } else {
            renewal.onGapInSnapshots(nowNs);
        }
    }

    /** No frame is missing between the last two. */
    void onWhole() {
        renewal.onWhole();
    }

    /** A frame could not be decoded that may have changed this book. */
    void onMalformed(final long nowNs) {
        book.counters().increment(DECODE_ERRORS);
        if (isLoaded()) {
            resync(BookReason.DECODE_ERROR, nowNs);
        } else {
            renewal.onGapInSnapshots(nowNs);
        }
    }

    void onLevels(final DepthUpdate update, final boolean isSnapshot, final long nowNs) {
        book.counters().increment(DELTAS);
        if (isSnapshot) {
            onSnapshot(update, nowNs);
        } else if (isLoaded()) {
            final BookReason fault = book.apply(update);
            if (fault == null) {
                book.publish(update, nowNs);
            } else {
                resync(fault, nowNs);
            }
        } else {
            renewal.onChange(nowNs);
        }
    }

    /** One that nobody asked for replaces the book too: the venue began anew, or the recorder did. */
    private void onSnapshot(final DepthUpdate snapshot, final long nowNs) {
        if (book.state() == BookState.INVALID) {
            return;
        }
        if (!book.accepts(snapshot)) {
            book.counters().increment(DECODE_ERRORS);
            resync(BookReason.OFF_TICK, nowNs);
            return;
        }
        final boolean isNew = !isLoaded();
        book.counters().add(RESYNCS, isNew ? 0 : 1);
        book.load(snapshot);
        final BookReason fault = book.check();
        if (fault != null) {
            resync(fault, nowNs);
            return;
        }
        renewal.onLoaded(nowNs);
        if (isNew) {
            book.live(BookReason.SNAPSHOT_APPLIED, nowNs);
        } else {
            book.publish(snapshot, nowNs);
        }
    }

    private boolean isLoaded() {
        return book.state() == BookState.LIVE || book.state() == BookState.SUSPECT;
    }

    private void resync(final BookReason reason, final long nowNs) {
        book.resync(reason, nowNs);
        renewal.onLost(nowNs);
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
        if (book.isRefuted(Instrument.NULL_VALUE, nowNs)) {
            resync(BookReason.AUDIT, nowNs);
            return 1;
        }
        return book.state() == BookState.SYNCING ? renewal.doWork(nowNs) : 0;
    }
}
