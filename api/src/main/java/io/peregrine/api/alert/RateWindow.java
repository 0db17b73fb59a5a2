package io.peregrine.api.alert;

import java.util.concurrent.TimeUnit;

/**
 * At most so many a minute, of which all may come at once; they come back evenly.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RateWindow {
    private static final double MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final int perMinuteMax;
    private double left;
    private long lastNs = Long.MIN_VALUE;

    RateWindow(final int perMinuteMax) {
        this.perMinuteMax = perMinuteMax;
        left = perMinuteMax;
    }

    synchronized boolean tryTake(final long nowNs) {
        if (lastNs != Long.MIN_VALUE) {
            left = Math.min(perMinuteMax, left + Math.max(0, nowNs - lastNs) / MINUTE_NS * perMinuteMax);
        }
        lastNs = nowNs;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
