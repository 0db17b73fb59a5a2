package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.SlidingWindow;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the venue's rate limits on this side, so that the venue never has to: a request that would exceed one is refused here, where
 * refusing is free. A tenth of the request weight is kept from new orders, for cancels and queries, which must go out when those may not; a
 * quarter from reconciliations, for all these, and for what cancels once the kill switch is tripped: its weight is the same address's.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. Source: Binance WebSocket API, "Rate limits".
 */
final class RateLimits {
    /** Requests sent an interval apart may arrive closer together. */
    static final long JITTER_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int ALL_PERCENT = 100;
    private static final int ORDER_RESERVE_PERCENT = 10;
    private static final int RECONCILIATION_RESERVE_PERCENT = 25;

    private final Type[] types;
    private final SlidingWindow[] windows;
    private long blockedUntilNs = Long.MIN_VALUE;

    RateLimits(final List<BinanceRateLimit> limits) {
        types = new Type[limits.size()];
        windows = new SlidingWindow[limits.size()];
        for (int i = 0; i < windows.length; i++) {
            final BinanceRateLimit limit = limits.get(i);
            types[i] = limit.type();
            windows[i] = new SlidingWindow(limit.intervalNs() + JITTER_NS, limit.limit());
        }
    }

    /** Takes one new order of weight 1; false where a limit would be exceeded. */
    boolean tryOrder(final long nowNs) {
        if (blocked(nowNs)) {
            return false;
        }
        for (int i = 0; i < windows.length; i++) {
            final int reserve = types[i] == Type.REQUEST_WEIGHT ? reserve(windows[i], ORDER_RESERVE_PERCENT) : 0;
            if (!windows[i].hasRoom(1, reserve, nowNs)) {
                return false;
            }
        }
        for (final SlidingWindow window : windows) {
            window.add(1, nowNs);
        }
        return true;
    }

    /** Takes the weight of a reconciliation's request; false where too little would be left. */
    boolean tryReconcile(final int weight, final long nowNs) {
        return !blocked(nowNs) && takeWeight(weight, RECONCILIATION_RESERVE_PERCENT, nowNs);
    }

    /** Takes the weight of any other request; false where a limit would be exceeded. */
    boolean tryRequest(final int weight, final long nowNs) {
        return !blocked(nowNs) && takeWeight(weight, 0, nowNs);
    }

    private boolean takeWeight(final int weight, final int reservePercent, final long nowNs) {
        for (int i = 0; i < windows.length; i++) {
            if (types[i] == Type.REQUEST_WEIGHT && !windows[i].hasRoom(weight, reserve(windows[i], reservePercent), nowNs)) {
                return false;
            }
        }
        for (int i = 0; i < windows.length; i++) {
            if (types[i] == Type.REQUEST_WEIGHT) {
                windows[i].add(weight, nowNs);
            }
        }
        return true;
    }

    private static int reserve(final SlidingWindow window, final int percent) {
        return (int) ((long) window.limit() * percent / ALL_PERCENT);
    }

    /** The venue's own count, as its responses tell it. */
    void observe(final Type type, final long intervalNs, final int limit, final int count, final long nowNs) {
        for (int i = 0; i < windows.length; i++) {
            if (types[i] == type && windows[i].intervalNs() == intervalNs + JITTER_NS) {
                windows[i].observe(count, limit, nowNs);
            }
        }
    }

    /** The venue refused a new order for the rate of orders, not of requests: no more of them for the shortest interval. */
    void exhaustOrders(final long nowNs) {
        SlidingWindow shortest = null;
        for (int i = 0; i < windows.length; i++) {
            if (types[i] == Type.ORDERS && (shortest == null || windows[i].intervalNs() < shortest.intervalNs())) {
                shortest = windows[i];
            }
        }
        if (shortest != null) {
            shortest.observe(shortest.limit(), shortest.limit(), nowNs);
        }
    }

    /** The venue refused a request for its rate: send nothing until then. */
    void block(final long untilNs) {
        if (blockedUntilNs == Long.MIN_VALUE || untilNs - blockedUntilNs > 0) {
            blockedUntilNs = untilNs;
        }
    }

    boolean blocked(final long nowNs) {
        return blockedUntilNs != Long.MIN_VALUE && nowNs - blockedUntilNs < 0;
    }
}
