package io.peregrine.bench.feeds;

import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedHandler;
import io.peregrine.time.EngineClock;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Between a connection and the venue's handler: counts messages, and notes how long after its intended time each was decoded and applied.
 *
 * <p><b>Threading:</b> confined to the feed's thread. <b>Units:</b> nanoseconds.
 */
final class TimedHandler implements FeedHandler {
    private static final long LONGEST_NS = 60_000_000_000L;

    private final FeedHandler handler;
    private final Schedule schedule;
    private final long warmup;
    private final Histogram latency = new Histogram(LONGEST_NS, 3);
    private long handled;

    /** @param warmup messages whose times are not noted */
    TimedHandler(final FeedHandler handler, final Schedule schedule, final long warmup) {
        this.handler = handler;
        this.schedule = schedule;
        this.warmup = warmup;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        handler.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
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

    @Override
    public void onConnected(final long nowNs) {
        handler.onConnected(nowNs);
    }

    @Override
    public void onDisconnected(final long nowNs) {
        handler.onDisconnected(nowNs);
    }

    @Override
    public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
            final long receiveTimeNs, final long nowNs) {
        handler.onSnapshot(instrumentId, buffer, offset, length, receiveTimeNs, nowNs);
    }

    @Override
    public void onSnapshotFailed(final int instrumentId, final long nowNs) {
        handler.onSnapshotFailed(instrumentId, nowNs);
    }

    @Override
    public boolean reconnectWanted() {
        return handler.reconnectWanted();
    }

    @Override
    public void onReconnectNoted() {
        handler.onReconnectNoted();
    }

    @Override
    public boolean awaitsSnapshot(final int instrumentId) {
        return handler.awaitsSnapshot(instrumentId);
    }

    @Override
    public BookCounters counters(final int instrumentId) {
        return handler.counters(instrumentId);
    }

    @Override
    public long messages() {
        return handler.messages();
    }

    @Override
    public long decodeErrors() {
        return handler.decodeErrors();
    }

    @Override
    public int doWork(final long nowNs) {
        return handler.doWork(nowNs);
    }
}
