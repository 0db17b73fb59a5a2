package io.peregrine.feed;

/**
 * Keeps within an {@link Allowance}.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
final class TokenBucket {
    private final long intervalNs;
    /** How far ahead of the time the bucket may be emptied. */
    private final long aheadNs;
    /** When all that was taken is there again. */
    private long fullNs = Long.MIN_VALUE / 2;

    TokenBucket(final Allowance allowance) {
        intervalNs = allowance.intervalNs();
        aheadNs = (allowance.burst() - 1) * intervalNs;
    }

    /** Takes one, unless that would be one too many. */
    boolean tryTake(final long nowNs) {
        return tryTake(nowNs, aheadNs);
    }

    /** Takes one for what can wait: only while all that may come at once is there for what can not. */
    boolean tryTakeSpare(final long nowNs) {
        return tryTake(nowNs, 0);
    }

    private boolean tryTake(final long nowNs, final long aheadMaxNs) {
        final long fromNs = Math.max(fullNs, nowNs);
        if (fromNs - nowNs > aheadMaxNs) {
            return false;
        }
        fullNs = fromNs + intervalNs;
        return true;
    }
}
