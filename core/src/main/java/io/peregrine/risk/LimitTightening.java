package io.peregrine.risk;

import io.peregrine.position.Money;
import io.peregrine.signal.InlineSignals;

/**
 * How much of the limits of position and exposure is left: all of it in a calm market without losses, less with volatility and drawdown.
 *
 * <p>At each check that finds a mid, for the time {@code dt} since the last one that did:
 * {@code variance += a · ((mid change / mid)² / dt − variance)} with {@code a = 1 − 2^(−interval / 60 s)}; volatility is its root. The
 * factor is {@code max(factorMin, v · d)} with {@code v = min(1, reference / volatility)} and
 * {@code d = 1 − (1 − factorMin) · drawdown / max_drawdown}.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> volatility as a part of the price in the root of a second; factors at 8
 * decimals. <b>Allocates:</b> none after construction.
 */
final class LimitTightening {
    private static final long ONE_E8 = 100_000_000L;
    private static final double SECOND_NS = 1e9;
    private static final double HALF_LIFE_NS = 60e9;

    private final TighteningSettings settings;
    private final double weight;
    private final double[] lastMid;
    private final long[] lastMidNs;
    private final double[] variance;
    private final long[] factorE8;
    private boolean tightened;

    LimitTightening(final TighteningSettings settings, final long checkIntervalNs, final int instrumentCount) {
        this.settings = settings;
        // Math.pow may differ from machine to machine; this one may not.
        weight = 1 - StrictMath.pow(2, -checkIntervalNs / HALF_LIFE_NS);
        lastMid = new double[instrumentCount];
        lastMidNs = new long[instrumentCount];
        variance = new double[instrumentCount];
        factorE8 = new long[instrumentCount];
    }

    /** What a factor leaves of a limit; nothing can be left of {@link RiskLimits#NO_LIMIT} but itself. */
    static long of(final long limit, final long factorE8) {
        return factorE8 == ONE_E8 || limit == RiskLimits.NO_LIMIT ? limit : Money.multiplyDivide(limit, factorE8, ONE_E8);
    }

    /** What is left of the limits for orders in this instrument: a part at 8 decimals. */
    long factorE8(final int instrumentId) {
        return tightened ? factorE8[instrumentId] : ONE_E8;
    }

    /** @param drawdownUse part of the greatest drawdown that has been reached, 0 to 1 */
    void check(final InlineSignals[] markets, final double drawdownUse, final long nowNs) {
        if (settings.factorMin() >= 1) {
            return;
        }
        final double byDrawdown = 1 - (1 - settings.factorMin()) * drawdownUse;
        tightened = false;
        for (int i = 0; i < factorE8.length; i++) {
            sample(markets[i], i, nowNs);
            final double factor = Math.clamp(byVolatility(i) * byDrawdown, settings.factorMin(), 1);
            factorE8[i] = (long) (factor * ONE_E8);
            tightened |= factorE8[i] != ONE_E8;
        }
    }

    /** A book without a mid says nothing; what it moved meanwhile counts when it has one again. */
    private void sample(final InlineSignals market, final int instrumentId, final long nowNs) {
        if (!market.live()) {
            return;
        }
        final double mid = market.mid();
        final double seconds = (nowNs - lastMidNs[instrumentId]) / SECOND_NS;
        if (lastMid[instrumentId] > 0 && seconds > 0) {
            final double change = (mid - lastMid[instrumentId]) / lastMid[instrumentId];
            variance[instrumentId] += weight * (change * change / seconds - variance[instrumentId]);
        }
        lastMid[instrumentId] = mid;
        lastMidNs[instrumentId] = nowNs;
    }

    private double byVolatility(final int instrumentId) {
        final double volatility = Math.sqrt(variance[instrumentId]);
        return settings.referenceVolatility() <= 0 || volatility <= settings.referenceVolatility()
                ? 1
                : settings.referenceVolatility() / volatility;
    }
}
