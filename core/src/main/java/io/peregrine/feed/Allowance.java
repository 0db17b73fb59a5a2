package io.peregrine.feed;

/**
 * How often something may be done: so many times at once, and once more each interval. A limit of n in any stretch of time T is kept where
 * {@code burst + T / intervalNs} is at most n; that never leaves one with nothing to do until the end of T, as using up n at once would.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param burst      at once, after a rest
 * @param intervalNs after which there is one more
 */
public record Allowance(int burst, long intervalNs) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException unless both are positive
     */
    public Allowance {
        if (burst < 1 || intervalNs < 1) {
            throw new IllegalArgumentException("an allowance of " + burst + " and one more each " + intervalNs + " ns is none");
        }
    }
}
