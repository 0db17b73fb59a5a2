package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.SlidingWindow;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the venue's rate limits on this side, so that the venue never has to. A bucket of {@code burst} that is filled with {@code rate} a
 * second is never emptied by {@code burst} requests in any {@code burst / rate} seconds.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. Source: docs/protocol/coinbase.md, "Order entry".
 */
final class RequestBudget {
    /** Requests sent an interval apart may arrive closer together. */
    static final long JITTER_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SlidingWindow all;
    private final SlidingWindow fills;
    private long blockedUntilNs = Long.MIN_VALUE;

    /**
     * @param burst        requests at most in any {@code intervalNs}
     * @param fillsBurst   requests of fills among them
     */
    RequestBudget(final int burst, final int fillsBurst, final long intervalNs) {
        all = new SlidingWindow(intervalNs + JITTER_NS, burst);
        fills = new SlidingWindow(intervalNs + JITTER_NS, fillsBurst);
    }

    /** May a request go out now? It counts only when {@link #sent}. */
    boolean allows(final RequestKind kind, final boolean isOfFills, final long nowNs) {
        return !blocked(nowNs) && all.hasRoom(1, kind.reserve(), nowNs) && (!isOfFills || fills.hasRoom(1, 0, nowNs));
    }

    void sent(final boolean isOfFills, final long nowNs) {
        all.add(1, nowNs);
        if (isOfFills) {
            fills.add(1, nowNs);
        }
    }

    /** The venue refused a request for its rate: nothing goes out until then. */
    void block(final long untilNs) {
        if (blockedUntilNs == Long.MIN_VALUE || untilNs - blockedUntilNs > 0) {
            blockedUntilNs = untilNs;
        }
    }

    boolean blocked(final long nowNs) {
        return blockedUntilNs != Long.MIN_VALUE && nowNs - blockedUntilNs < 0;
    }
}
