package io.peregrine.bench.feeds;

import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.ForwardingFeedHandler;
import io.peregrine.time.EngineClock;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Between a connection and the venue's handler: counts messages, and notes how long after its intended time each was decoded and applied.
 *
 * <p><b>Threading:</b> confined to the feed's thread. <b>Units:</b> nanoseconds.
 */
final class TimedHandler extends ForwardingFeedHandler {
    private static final long LONGEST_NS = 60_000_000_000L;

    private final Schedule schedule;
    private final long warmup;
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private long handled;

    /** @param warmup messages whose times are not noted */
    TimedHandler(final FeedHandler handler, final Schedule schedule, final long warmup) {
        super(handler);
        this.schedule = schedule;
        this.warmup = warmup;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        super.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
        if (handled >= warmup) {
            final long lateNs = EngineClock.nowNs() - schedule.intendedNs(handled);
            latency.recordValue(Math.max(0, Math.min(lateNs, LONGEST_NS)));
        }
        handled++;
    }

    long handled() {
        return handled;
    }

    Histogram latency() {
        return latency;
    }
}
