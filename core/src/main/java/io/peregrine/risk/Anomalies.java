package io.peregrine.risk;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.BreakerState;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

/**
 * What is out of the ordinary in fills, exposure and feeds, told to the circuit breakers.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
public final class Anomalies {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ONE_E8 = 100_000_000L;
    private static final double BPS = 10_000;

    private final Instruments instruments;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final RiskLimits limits;
    private final AnomalySettings anomalies;
    private final int streakMax;
    private final long[] wonCount;
    private final long[] lostCount;
    private final int[] streak;
    private final long[] streakOrderId;
    private final long[] fillWindowNs;
    private final int[] fillCount;
    private final boolean[] late = new boolean[Venue.values().length];
    private final boolean[] live;

    /** @param markets by instrument id */
    public Anomalies(
            final Instruments instruments, final PositionBook positions, final InlineSignals[] markets, final RiskSettings settings,
            final RiskLimits limits) {
        this.limits = limits;
        this.instruments = instruments;
        this.positions = positions;
        this.markets = markets;
        anomalies = settings.monitors().anomalies();
        streakMax = settings.monitors().losses().streakMax();
        final int strategies = positions.strategyCount();
        wonCount = new long[strategies * instruments.count()];
        lostCount = new long[wonCount.length];
        streak = new int[strategies];
        streakOrderId = new long[strategies];
        fillWindowNs = new long[strategies];
        fillCount = new int[strategies];
        live = new boolean[instruments.count()];
    }

    /** Trading begins: what was filled before counts for no streak. */
    public void begin() {
        for (int i = 0; i < wonCount.length; i++) {
            final Position position = positions.position(i / instruments.count(), i % instruments.count());
            wonCount[i] = position.wonCount();
            lostCount[i] = position.lostCount();
        }
    }

    /** A fill, which the positions have taken. */
    public void onFill(final ExecutionReportDecoder fill, final Breakers breakers, final long nowNs) {
        final int strategyId = fill.strategyId() > 0 && fill.strategyId() < streak.length ? fill.strategyId() : 0;
        countStreak(strategyId, fill.instrumentId(), fill.clientOrderId(), breakers);
        countRate(strategyId, breakers, nowNs);
        if (anomalies.slippageMaxBps() > 0 && markets[fill.instrumentId()].live()) {
            final double mid = markets[fill.instrumentId()].mid();
            final double worse = fill.side() == Side.BUY ? fill.lastPrice() - mid : mid - fill.lastPrice();
            final double slippageBps = worse * BPS / mid;
            if (slippageBps > anomalies.slippageMaxBps()) {
                breakers.violation(RiskScope.INSTRUMENT, fill.instrumentId(), RejectReason.SLIPPAGE, anomalies.slippageMaxBps() * ONE_E8,
                        (long) (slippageBps * ONE_E8), nowNs);
            }
        }
    }

    /** Exposure and feeds, at each check. */
    public void check(final Exposure exposure, final Breakers breakers, final long nowNs) {
        final long mostE8 = limits.value(RiskLimit.MAX_EXPOSURE, RiskLimits.TOTAL);
        if (exposure.totalE8() > mostE8) {
            breakers.violation(
                    RiskScope.TOTAL, 0, RejectReason.EXPOSURE_LIMIT, mostE8, exposure.totalE8(), nowNs);
        }
        if (anomalies.concentrationMaxPercent() > 0 && exposure.totalE8() >= mostE8 / 2) {
            for (int i = 0; i < live.length; i++) {
                final double percent = exposure.grossE8(limits.instrumentSlot(i)) * 100.0 / exposure.totalE8();
                if (percent > anomalies.concentrationMaxPercent()) {
                    breakers.violation(RiskScope.INSTRUMENT, i, RejectReason.CONCENTRATION, anomalies.concentrationMaxPercent() * ONE_E8,
                            (long) (percent * ONE_E8), nowNs);
                }
            }
        }
        for (int i = 0; i < late.length; i++) {
            if (late[i]) {
                breakers.trip(RiskScope.VENUE, i, BreakerState.REDUCE_ONLY, RejectReason.FEED_LATENCY, 0, 0);
            }
        }
    }

    /** A venue's market data are late, or in time again. */
    public void onFeedLatency(final FeedLatencyDecoder latency, final Breakers breakers) {
        if (anomalies.feedBreakers() && instruments.contains(latency.instrumentId())) {
            final int venueId = breakers.venueId(latency.instrumentId());
            late[venueId] = latency.late() == BooleanType.TRUE;
            if (late[venueId]) {
                breakers.trip(RiskScope.VENUE, venueId, BreakerState.REDUCE_ONLY, RejectReason.FEED_LATENCY,
                        latency.thresholdNs() / 10, latency.delayNs() / 10);
            }
        }
    }

    /** A book has another state. */
    public void onBookStatus(final BookStatusDecoder status, final Breakers breakers, final long nowNs) {
        final int instrumentId = status.instrumentId();
        final boolean isLive = status.state() == BookState.LIVE;
        if (anomalies.feedBreakers() && live[instrumentId] && !isLive) {
            breakers.violation(RiskScope.INSTRUMENT, instrumentId, RejectReason.BOOK_FAILURE, 0, 0, nowNs);
        }
        live[instrumentId] = isLive;
    }

    /** Somebody has reset a strategy's breaker. */
    public void forgive(final int strategyId) {
        streak[strategyId] = 0;
    }

    /** An order that closed with a loss counts once, however many fills it took; one that closed with a profit ends the streak. */
    private void countStreak(final int strategyId, final int instrumentId, final long orderId, final Breakers breakers) {
        final Position position = positions.position(strategyId, instrumentId);
        final int cell = strategyId * live.length + instrumentId;
        if (position.wonCount() > wonCount[cell]) {
            streak[strategyId] = 0;
        } else if (position.lostCount() > lostCount[cell] && orderId != streakOrderId[strategyId]) {
            streak[strategyId]++;
            streakOrderId[strategyId] = orderId;
            if (streakMax > 0 && streak[strategyId] >= streakMax) {
                breakers.trip(RiskScope.STRATEGY, strategyId, BreakerState.REDUCE_ONLY, RejectReason.LOSS_STREAK, streakMax * ONE_E8,
                        streak[strategyId] * ONE_E8);
            }
        }
        wonCount[cell] = position.wonCount();
        lostCount[cell] = position.lostCount();
    }

    private void countRate(final int strategyId, final Breakers breakers, final long nowNs) {
        if (nowNs - fillWindowNs[strategyId] >= SECOND_NS) {
            fillWindowNs[strategyId] = nowNs;
            fillCount[strategyId] = 0;
        }
        if (++fillCount[strategyId] > anomalies.fillsPerSecondMax() && anomalies.fillsPerSecondMax() > 0) {
            breakers.violation(RiskScope.STRATEGY, strategyId, RejectReason.FILL_RATE, anomalies.fillsPerSecondMax() * ONE_E8,
                    fillCount[strategyId] * ONE_E8, nowNs);
        }
    }
}
