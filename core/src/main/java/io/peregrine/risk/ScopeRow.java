package io.peregrine.risk;

import io.peregrine.message.RiskLimit;

/**
 * What every order of a scope is held to, side by side in memory: the limits in force, the exposure, and what went on lately. Fields, not
 * arrays by limit: there is an order's time for a few hundred instructions here, and each index would be checked.
 *
 * <ul>
 *   <li>Orders a second: a token bucket of one second's orders at once, refilled evenly, kept as the time at which it is full again (the
 *       generic cell rate algorithm), in nanoseconds, so that it is exact.
 *   <li>Messages (orders, replaces, cancels that were sent) and fills: of the present minute of the clock.
 * </ul>
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> each limit's own, {@link LimitTerms}; {@link RiskLimits#NO_LIMIT} where
 * there is none. <b>Allocates:</b> none after construction.
 */
final class ScopeRow {
    /** Minutes begin with those of the clock. */
    static final long MINUTE_NS = 60_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    /** Place in the table of limits. */
    final int slot;

    // Each scope's own.
    long exposureMax;
    long netExposureMax;
    long openOrdersMax;
    long ordersPerSecondMax;
    long messagesPerFillMax;
    long messageFloor;

    // A strategy's own; of an instrument the strictest of total, venue and instrument.
    long positionSizeMax;
    long orderSizeMax;
    long orderNotionalMax;
    long priceCollar;
    long lastTradeCollar;
    long orderFactorMax;
    long duplicateIntervalNs;
    long leverageMax;

    /** Worst exposures, in the quote asset at 8 decimals: see {@link Exposure}. */
    long highE8;
    long lowE8;
    long grossE8;

    private long openFromMinute;
    private long openUntilMinute;
    private long orderNs;
    private long fullNs;
    private long minute;
    private long messages;
    private long fills;

    ScopeRow(final int slot) {
        this.slot = slot;
    }

    /** Takes over the limits in force. */
    void limits(final RiskLimits limits) {
        exposureMax = limits.value(RiskLimit.MAX_EXPOSURE, slot);
        netExposureMax = limits.value(RiskLimit.MAX_NET_EXPOSURE, slot);
        openOrdersMax = limits.value(RiskLimit.MAX_OPEN_ORDERS, slot);
        rate(limits.value(RiskLimit.MAX_ORDERS_PER_SECOND, slot));
        messagesPerFillMax = limits.value(RiskLimit.MAX_MESSAGES_PER_FILL, slot);
        messageFloor = limits.value(RiskLimit.MESSAGE_FLOOR, slot);
        positionSizeMax = limits.strictest(RiskLimit.MAX_POSITION_SIZE, slot);
        orderSizeMax = limits.strictest(RiskLimit.MAX_ORDER_SIZE, slot);
        orderNotionalMax = limits.strictest(RiskLimit.MAX_ORDER_NOTIONAL, slot);
        priceCollar = limits.strictest(RiskLimit.PRICE_COLLAR, slot);
        lastTradeCollar = limits.strictest(RiskLimit.LAST_TRADE_COLLAR, slot);
        orderFactorMax = limits.strictest(RiskLimit.MAX_ORDER_FACTOR, slot);
        duplicateIntervalNs = limits.strictest(RiskLimit.DUPLICATE_INTERVAL, slot);
        leverageMax = limits.strictest(RiskLimit.MAX_LEVERAGE, slot);
        open(0, 0);
    }

    /** From one minute to before another all scopes of an order of this one were found to be within their hours of trading. */
    void open(final long fromMinute, final long untilMinute) {
        openFromMinute = fromMinute;
        openUntilMinute = untilMinute;
    }

    /** Is it known that this minute is one of them? */
    boolean isOpen(final long nowMinute) {
        return nowMinute >= openFromMinute && nowMinute < openUntilMinute;
    }

    /** Another rate, from the next order on. */
    void rate(final long newOrdersPerSecondMax) {
        ordersPerSecondMax = newOrdersPerSecondMax;
        orderNs = SECOND_NS / Math.min(SECOND_NS, newOrdersPerSecondMax);
    }

    /** The orders, the position or the mark of a part of it changed what it can come to. */
    void add(final WorstCase.Change change) {
        highE8 += change.highE8;
        lowE8 += change.lowE8;
        grossE8 += change.grossE8;
    }

    /** Worst net exposure, with so much more, without its sign. */
    long netWithE8(final long highMoreE8, final long lowMoreE8) {
        return Exposure.farther(highE8 + highMoreE8, lowE8 + lowMoreE8);
    }

    /** Is there a token? Times must not go back. */
    boolean mayOrder(final long nowNs) {
        return ordersPerSecondMax == RiskLimits.NO_LIMIT || missingNs(nowNs) + orderNs <= SECOND_NS;
    }

    /** Takes a token that there is. */
    void order(final long nowNs) {
        if (ordersPerSecondMax != RiskLimits.NO_LIMIT) {
            fullNs = Math.max(fullNs, nowNs) + orderNs;
        }
    }

    /** Tokens that are missing in a full bucket: the orders of about the last second. */
    long ordersPerSecond(final long nowNs) {
        return (missingNs(nowNs) + orderNs - 1) / orderNs;
    }

    /** The minute of a time. */
    static long minute(final long nowNs) {
        return Math.floorDiv(nowNs, MINUTE_NS);
    }

    void message(final long nowMinute) {
        begin(nowMinute);
        messages++;
    }

    void fill(final long nowMinute) {
        begin(nowMinute);
        fills++;
    }

    long messages(final long nowMinute) {
        return minute == nowMinute ? messages : 0;
    }

    long fills(final long nowMinute) {
        return minute == nowMinute ? fills : 0;
    }

    private long missingNs(final long nowNs) {
        return Math.max(fullNs, nowNs) - nowNs;
    }

    private void begin(final long nowMinute) {
        if (minute != nowMinute) {
            minute = nowMinute;
            messages = 0;
            fills = 0;
        }
    }
}
