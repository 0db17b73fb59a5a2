package io.peregrine.feed;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * When a book that waits for its snapshot asks for one: at once for the first time, soon again where books do not stay LIVE, after growing
 * pauses where that does not help, and again where nothing came of it. A subscription brings its snapshot unasked.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class Renewal {
    /** Ten seconds of failures, one after the other, are answered soon; one is forgiven after so long LIVE. */
    private static final Allowance SOON = new Allowance(20, TimeUnit.SECONDS.toNanos(2));
    private static final long FIRST_LONG_PAUSE_NS = TimeUnit.SECONDS.toNanos(2);
    /** A snapshot of tens of thousands of levels takes its time. */
    private static final long ANSWER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);
    /** For so long, or longer than one took before, a snapshot may be on its way while the stream goes on. */
    private static final long ANSWER_NS = TimeUnit.MILLISECONDS.toNanos(500);
    /** A stream that brings nothing of an instrument for so long has begun, or is whole, all the same. */
    private static final long BEGIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final SnapshotRequester requester;
    private final int instrumentId;
    private final Backoff backoff;
    private boolean isAwaiting;
    /** Was one asked for since the last failure? */
    private boolean isTried;
    private boolean isUnasked;
    private long askedNs;
    private long notBeforeNs;
    private long answerNs = ANSWER_NS;
    private boolean isTorn;
    private long tornNs;
    private boolean isLoaded;
    private long loadedNs;

    public Renewal(final SnapshotRequester requester, final int instrumentId) {
        this.requester = requester;
        this.instrumentId = instrumentId;
        backoff = new Backoff(SOON, FIRST_LONG_PAUSE_NS, new SplittableRandom(instrumentId));
    }

    /** The subscription is on its way: its snapshot will come. */
    public void onSubscribed(final long nowNs) {
        end(nowNs);
        isTried = true;
        isAwaiting = true;
        isTorn = false;
        askedNs = nowNs;
    }

    /** The subscription is on its way, and brings no snapshot: one is asked for when the stream has begun. */
    public void onUnasked(final long nowNs) {
        end(nowNs);
        isUnasked = true;
        isTorn = false;
        notBeforeNs = nowNs + BEGIN_NS;
    }

    private void end(final long nowNs) {
        if (isLoaded) {
            backoff.worked(nowNs - loadedNs);
        }
        isLoaded = false;
        isAwaiting = false;
        isUnasked = false;
    }

    /** Something of the instrument came after {@link #onUnasked}. */
    public void onBegun(final long nowNs) {
        if (isUnasked) {
            isUnasked = false;
            notBeforeNs = nowNs;
        }
    }

    /**
     * The book was thrown away, or what was asked for did not come or did not fit. Where nothing was asked for since the last time, losses
     * on the stream are no further failure: the pause that runs is enough.
     */
    public void onLost(final long nowNs) {
        if (!isLoaded && !isAwaiting) {
            return;
        }
        end(nowNs);
        if (isTried) {
            isTried = false;
            final boolean isFirst = !backoff.failed();
            final long pauseNs = backoff.nextNs();
            notBeforeNs = isFirst ? nowNs : Math.max(nowNs, askedNs + pauseNs);
        }
    }

    /** Something is missing in the stream. Where that is not the first time, a snapshot is of no use before the stream is whole again. */
    public void onGap(final long nowNs) {
        isTorn = !isLoaded || backoff.failed();
        tornNs = nowNs;
    }

    /** Nothing is missing between the last two messages of the stream. */
    public void onWhole() {
        isTorn = false;
    }

    /** Something is missing in the stream that brings snapshots: the one that is awaited too, unless it is there soon. */
    public void onGapInSnapshots(final long nowNs) {
        if (isAwaiting) {
            onLost(nowNs);
            notBeforeNs = Math.max(notBeforeNs, askedNs + answerNs);
        }
        onGap(nowNs);
    }

    /** The stream that brings snapshots has brought a change of this book: those of before the subscription do so for a moment only. */
    public void onChange(final long nowNs) {
        if (isAwaiting && nowNs - askedNs > answerNs) {
            onLost(nowNs);
        }
    }

    /** A snapshot is in the book. */
    public void onLoaded(final long nowNs) {
        if (isAwaiting) {
            answerNs = Math.max(nowNs - askedNs + ANSWER_NS / 2, Math.max(ANSWER_NS, answerNs - answerNs / 4));
        }
        isAwaiting = false;
        isLoaded = true;
        loadedNs = nowNs;
    }

    /** Is a snapshot asked for and not yet there? */
    public boolean isAwaiting() {
        return isAwaiting;
    }

    /** Asks if it is time; for a book that waits for its snapshot. */
    public int doWork(final long nowNs) {
        if (isAwaiting && nowNs - askedNs > ANSWER_TIMEOUT_NS) {
            onLost(nowNs);
        }
        if (isAwaiting || nowNs - notBeforeNs < 0 || isTorn && nowNs - tornNs < BEGIN_NS
                || !requester.requestSnapshot(instrumentId, nowNs)) {
            return 0;
        }
        isTried = true;
        isAwaiting = true;
        isUnasked = false;
        askedNs = nowNs;
        return 1;
    }
}
