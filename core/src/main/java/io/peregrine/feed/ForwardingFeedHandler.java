package io.peregrine.feed;

import io.peregrine.latency.VenueClock;
import org.agrona.DirectBuffer;

/**
 * Hands everything on to another handler; what stands in between overrides what it has to do with. It does not take two connections at
 * the same time: what stands in between would see both.
 *
 * <p><b>Threading:</b> as the other handler. <b>Allocates:</b> none.
 */
public abstract class ForwardingFeedHandler implements FeedHandler {
    private final FeedHandler handler;

    protected ForwardingFeedHandler(final FeedHandler handler) {
        this.handler = handler;
    }

    @Override
    public void watch(final VenueClock clock, final MarketPulse pulse) {
        handler.watch(clock, pulse);
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
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        handler.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
    }

    @Override
    public void onSnapshot(
            final int instrumentId, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
            final long nowNs) {
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
