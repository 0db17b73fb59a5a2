package io.peregrine.feed;

import io.peregrine.instrument.Venue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a feed counts, for other threads to read.
 *
 * <p><b>Threading:</b> written by the feed agent alone, by release stores, without lock or full fence; {@link #status} from any thread.
 * <b>Allocates:</b> none but in {@link #status}.
 */
final class FeedCounters {
    private final AtomicReference<FeedState> state = new AtomicReference<>(FeedState.WAITING);
    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong disconnects = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong lastMessageTimeNs = new AtomicLong();
    private final AtomicLong snapshotRequests = new AtomicLong();
    private final AtomicLong snapshotFailures = new AtomicLong();
    private final AtomicReference<String> lastError = new AtomicReference<>("");

    void state(final FeedState newState) {
        state.setRelease(newState);
    }

    void onConnected() {
        increment(connects);
    }

    void onClosed(final String reason) {
        increment(disconnects);
        lastError.setRelease(reason);
    }

    void onMessage(final long nowNs) {
        increment(messages);
        lastMessageTimeNs.setRelease(nowNs);
    }

    void bytes(final long total) {
        bytes.setRelease(total);
    }

    void onSnapshotRequested() {
        increment(snapshotRequests);
    }

    void onSnapshotFailed(final String reason) {
        increment(snapshotFailures);
        lastError.setRelease(reason);
    }

    FeedStatus status(final Venue venue) {
        return new FeedStatus(
                venue, state.getAcquire(), connects.getAcquire(), disconnects.getAcquire(), bytes.getAcquire(), messages.getAcquire(),
                lastMessageTimeNs.getAcquire(), snapshotRequests.getAcquire(), snapshotFailures.getAcquire(), lastError.getAcquire());
    }

    private static void increment(final AtomicLong counter) {
        counter.setRelease(counter.getPlain() + 1);
    }
}
