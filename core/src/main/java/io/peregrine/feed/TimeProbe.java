package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.latency.VenueClock;
import io.peregrine.net.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a venue for its time, a few times at first and then now and then, and tells the {@link VenueClock} what it says and how long that
 * took.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> for each answer.
 */
final class TimeProbe {
    private static final int QUICK_PROBES = 5;
    private static final long QUICK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(30);

    private final FeedProtocol protocol;
    private final VenueClock clock;
    private final boolean isPossible;
    private boolean isOutstanding;
    private long sentNs;
    private int count;

    TimeProbe(final FeedProtocol protocol, final List<URI> restUris, final VenueClock clock) {
        this.protocol = protocol;
        this.clock = clock;
        isPossible = !restUris.isEmpty() && protocol.timeUri(restUris.getFirst()) != null;
    }

    boolean isDue(final long nowNs) {
        final long intervalNs = count < QUICK_PROBES ? QUICK_INTERVAL_NS : INTERVAL_NS;
        return isPossible && !isOutstanding && (count == 0 || nowNs - sentNs >= intervalNs);
    }

    int asked(final long nowNs) {
        isOutstanding = true;
        sentNs = nowNs;
        count++;
        return 1;
    }

    void onAnswer(final HttpAnswer answer, final long nowNs) {
        isOutstanding = false;
        if (answer.ok()) {
            final long venueTimeNs = protocol.venueTimeNs(new String(answer.body(), StandardCharsets.UTF_8));
            if (venueTimeNs != Instrument.NULL_VALUE) {
                clock.onProbe(venueTimeNs, protocol.timeGranularityNs(), sentNs, nowNs);
            }
        }
    }
}
