package io.peregrine.api.view;

import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the orders of one venue in this run.
 *
 * <p><b>Threading:</b> under the view's lock; {@link #add} gives a sum that nobody else has.
 */
public final class OrderFlow {
    private final Map<OrderStatus, Long> ended = new EnumMap<>(OrderStatus.class);
    private final Map<RejectReason, Long> rejectReasons = new EnumMap<>(RejectReason.class);
    private long withFills;

    /** An order has ended. */
    void onEnd(final Order order) {
        ended.merge(order.status, 1L, Long::sum);
        if (order.cumQuantity > 0) {
            withFills++;
        }
        if (order.refused()) {
            rejectReasons.merge(order.reason, 1L, Long::sum);
        }
    }

    OrderFlow add(final OrderFlow other) {
        other.ended.forEach((status, count) -> ended.merge(status, count, Long::sum));
        other.rejectReasons.forEach((reason, count) -> rejectReasons.merge(reason, count, Long::sum));
        withFills += other.withFills;
        return this;
    }

    /** Orders that ended so. */
    public long ended(final OrderStatus status) {
        return ended.getOrDefault(status, 0L);
    }

    /** Why orders were refused, by pre-trade risk, the gateway or the venue. */
    public Map<RejectReason, Long> rejectReasons() {
        return rejectReasons;
    }

    /** Of the orders that the venue took and that have ended, the share that filled, wholly or in part; 0 before the first. */
    public double fillRatio() {
        final long taken = ended(OrderStatus.FILLED) + ended(OrderStatus.CANCELED) + ended(OrderStatus.EXPIRED);
        return taken == 0 ? 0 : (double) withFills / taken;
    }
}
