package io.peregrine.risk;

import io.peregrine.message.RiskLimit;
import io.peregrine.position.Money;

/**
 * What every order of a scope is held to, side by side in memory: the limits in force, the exposure, and what went on lately. Fields, not
 * arrays by limit: there is an order's time for a few hundred instructions here, and each index would be checked.
 *
 * <ul>
 *   <li>Orders a second: a token bucket of one second's orders at once, refilled evenly, kept as the time at which it is full again (the
 *       generic cell rate algorithm), in nanoseconds, so that it is exact; without a limit a token takes no time.
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

    // What each order that passes reads, in as few lines of the cache as may be. First each scope's own.

    /** An order that {@link Exposure#mostE8} says no more of than this keeps exposures within their limits, if those are not tightened. */
    long roomE8;
    long openOrdersMax;
    /** Time of one token. */
    private long orderNs;
    private long fullNs;
    private long minute;
    private long messages;
    /** How many there may be in this minute. */
    private long messagesMost;

    // A strategy's own; of an instrument the strictest of total, venue and instrument.
    private long openFromMinute;
    private long openUntilMinute;
    long positionSizeMax;
    long orderSizeMax;
    long orderNotionalMax;
    long orderFactorMax;
    long duplicateIntervalNs;

    // What few read.
    long priceCollar;
    long lastTradeCollar;
    long leverageMax;
    long exposureMax;
    long netExposureMax;
    long ordersPerSecondMax;
    long messagesPerFillMax;
    private long messageFloor;
    private long fills;
    /** Worst exposures, in the quote asset at 8 decimals: see {@link Exposure}. */
    private final WideSum high = new WideSum();
    private final WideSum low = new WideSum();
    private final WideSum gross = new WideSum();

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
        final long floor = limits.value(RiskLimit.MESSAGE_FLOOR, slot);
        messageFloor = floor == RiskLimits.NO_LIMIT ? limits.value(RiskLimit.MESSAGE_FLOOR, RiskLimits.TOTAL) : floor;
        countMessages();
        measureRoom();
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
        orderNs = newOrdersPerSecondMax == RiskLimits.NO_LIMIT ? 0 : SECOND_NS / newOrdersPerSecondMax;
    }

    /** Worst gross exposure, with so much more. */
    long grossWithE8(final long moreE8) {
        return Money.saturatedAdd(gross.nearest(), moreE8);
    }

    /** The orders, the position or the mark of a part of it changed what it can come to. */
    void add(final WorstCase.Change change) {
        high.add(change.highE8);
        low.add(change.lowE8);
        gross.add(change.grossE8);
        measureRoom();
    }

    private void measureRoom() {
        roomE8 = Math.min(exposureMax - grossWithE8(0), netExposureMax - netWithE8(0, 0)) - WorstCase.ROUNDING_E8;
    }

    /** Worst net exposure, with so much more, without its sign. */
    long netWithE8(final long highMoreE8, final long lowMoreE8) {
        return Exposure.farther(Money.saturatedAdd(high.nearest(), highMoreE8), Money.saturatedAdd(low.nearest(), lowMoreE8));
    }

    /** Is there a token? Times must not go back. */
    boolean mayOrder(final long nowNs) {
        return fullNs + orderNs <= nowNs + SECOND_NS;
    }

    /** Takes a token that there is. */
    void order(final long nowNs) {
        fullNs = Math.max(fullNs, nowNs) + orderNs;
    }

    /** Tokens that are missing in a full bucket: the orders of about the last second. */
    long ordersPerSecond(final long nowNs) {
        return orderNs == 0 ? 0 : (Math.max(fullNs, nowNs) - nowNs + orderNs - 1) / orderNs;
    }

    /** The minute of a time. */
    static long minute(final long nowNs) {
        return Math.floorDiv(nowNs, MINUTE_NS);
    }

    /** May there be one more message? */
    boolean mayTalk(final long nowMinute) {
        return messages < messagesMost || minute != nowMinute;
    }

    void message(final long nowMinute) {
        begin(nowMinute);
        messages++;
    }

    void fill(final long nowMinute) {
        begin(nowMinute);
        fills++;
        countMessages();
    }

    long messages(final long nowMinute) {
        return minute == nowMinute ? messages : 0;
    }

    long fills(final long nowMinute) {
        return minute == nowMinute ? fills : 0;
    }

    private void countMessages() {
        if (messagesPerFillMax == RiskLimits.NO_LIMIT) {
            messagesMost = RiskLimits.NO_LIMIT;
            return;
        }
        final long floor = messageFloor == RiskLimits.NO_LIMIT ? 0 : messageFloor;
        messagesMost = Math.max(messagesPerFillMax * Math.max(1, fills), floor);
    }

    private void begin(final long nowMinute) {
        if (minute != nowMinute) {
            minute = nowMinute;
            messages = 0;
            fills = 0;
            countMessages();
        }
    }
}
