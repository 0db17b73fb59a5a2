package io.peregrine.latency;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.util.function.LongSupplier;

/**
 * Stands between a feed and who listens to it, and times {@link Stage#FEED}, {@link Stage#JITTER} and {@link Stage#DECODE} before the
 * call and {@link Stage#TRADE} around it. Where feed and trading are on different threads there is one on each, which times its own side.
 *
 * <p>The clock is read once before the call and, for the trading side, once after it.
 *
 * <p><b>Threading:</b> confined to its agent. <b>Allocates:</b> none after construction.
 */
public final class StageTimer implements MarketDataListener {
    /** Whose stages are timed. */
    public enum Side {
        /** Feed and decode. */
        FEED,
        /** Trade. */
        TRADE,
        /** All three: feed and trading are on one thread. */
        BOTH
    }

    private static final long NO_TIME = DepthDecoder.venueTimeNsNullValue();

    private final Side side;
    private final LatencyRecorder[] byInstrument;
    private final VenueClock venueClock;
    private long lastDelayNs = Long.MIN_VALUE;
    private final MarketDataListener next;
    private final LongSupplier clock;

    /**
     * @param side         whose stages are timed
     * @param byInstrument the recorder of each instrument's venue, by instrument id
     * @param next         who listens
     * @param clock        the engine's
     */
    public StageTimer(final Side side, final LatencyRecorder[] byInstrument, final MarketDataListener next, final LongSupplier clock) {
        this(side, byInstrument, next, clock, new VenueClock());
    }

    /** @param venueClock the venue's, which the feed itself keeps too */
    public StageTimer(
            final Side side, final LatencyRecorder[] byInstrument, final MarketDataListener next, final LongSupplier clock,
            final VenueClock venueClock) {
        this.venueClock = venueClock;
        this.side = side;
        this.byInstrument = byInstrument;
        this.next = next;
        this.clock = clock;
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        final LatencyRecorder recorder = byInstrument[depth.instrumentId()];
        final long startNs = before(recorder, depth.venueTimeNs(), depth.receiveTimeNs());
        next.onDepth(depth, nowNs);
        after(recorder, startNs);
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        final LatencyRecorder recorder = byInstrument[quote.instrumentId()];
        final long startNs = before(recorder, quote.venueTimeNs(), quote.receiveTimeNs());
        next.onQuote(quote, nowNs);
        after(recorder, startNs);
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        final LatencyRecorder recorder = byInstrument[trade.instrumentId()];
        final long startNs = before(recorder, trade.venueTimeNs(), trade.receiveTimeNs());
        next.onTrade(trade, nowNs);
        after(recorder, startNs);
    }

    @Override
    public void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
        next.onFeedLatency(latency, nowNs);
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        next.onBookStatus(status, nowNs);
    }

    private long before(final LatencyRecorder recorder, final long venueTimeNs, final long receiveTimeNs) {
        final long startNs = clock.getAsLong();
        if (side != Side.TRADE) {
            recorder.record(Stage.DECODE, startNs - receiveTimeNs);
            if (venueTimeNs != NO_TIME) {
                final long delayNs = venueClock.delayNs(venueTimeNs, receiveTimeNs);
                recorder.record(Stage.FEED, delayNs);
                if (lastDelayNs != Long.MIN_VALUE) {
                    recorder.record(Stage.JITTER, Math.abs(delayNs - lastDelayNs));
                }
                lastDelayNs = delayNs;
            }
        }
        return startNs;
    }

    private void after(final LatencyRecorder recorder, final long startNs) {
        if (side != Side.FEED) {
            recorder.record(Stage.TRADE, clock.getAsLong() - startNs);
        }
    }
}
