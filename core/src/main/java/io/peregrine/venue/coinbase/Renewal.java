package io.peregrine.venue.coinbase;

import io.peregrine.feed.SnapshotRequester;
import java.util.concurrent.TimeUnit;

/**
 * When a book that waits for its snapshot asks for one: at once for the first time, then after growing pauses where books do not stay
 * LIVE, and again where nothing came of it. A subscription brings its snapshot unasked.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class Renewal {
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int DOUBLINGS_MAX = 5;
    /** A snapshot of tens of thousands of levels takes its time. */
    private static final long ANSWER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(15);
    /** A book that was LIVE for so long does not suffer from what it suffered from before. */
    private static final long STABLE_NS = TimeUnit.SECONDS.toNanos(60);

    private final SnapshotRequester requester;
    private final int instrumentId;
    private boolean isAwaiting;
    private long askedNs;
    private long notBeforeNs;
    private boolean isLoaded;
    private long loadedNs;
    private int failures;

    public Renewal(final SnapshotRequester requester, final int instrumentId) {
        this.requester = requester;
        this.instrumentId = instrumentId;
    }

    /** The subscription is on its way: its snapshot will come. */
    public void onSubscribed(final long nowNs) {
        isAwaiting = true;
        isLoaded = false;
        askedNs = nowNs;
        failures = 0;
    }

    /** The subscription is on its way, and brings no snapshot: one is asked for when the stream has begun. */
    public void onUnasked(final long nowNs) {
        isAwaiting = false;
        notBeforeNs = nowNs + PAUSE_NS;
        failures = 0;
    }

    /**
     * The book was thrown away, or what was asked for did not come or did not fit. Where nothing was asked for since the last time, losses
     * on the stream are no further failure: the pause that runs is enough.
     */
    public void onLost(final long nowNs) {
        if (!isLoaded && !isAwaiting) {
            return;
        }
        if (isLoaded && nowNs - loadedNs > STABLE_NS) {
            failures = 0;
        }
        isLoaded = false;
        isAwaiting = false;
        notBeforeNs = failures == 0 ? nowNs : nowNs + (PAUSE_NS << failures - 1);
        failures = Math.min(failures + 1, DOUBLINGS_MAX + 1);
    }

    /** A snapshot is in the book. */
    public void onLoaded(final long nowNs) {
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
        if (isAwaiting || nowNs - notBeforeNs < 0 || !requester.requestSnapshot(instrumentId, nowNs)) {
            return 0;
        }
        isAwaiting = true;
        askedNs = nowNs;
        return 1;
    }
}
