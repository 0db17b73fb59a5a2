package io.peregrine.venue.kraken.feed;

import java.util.List;

/**
 * Levels a side that a book can be subscribed with.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class KrakenDepth {
    /**
     * The default. The checksum is of the best ten levels, so it proves every level of a book that has no more; a deeper book may be wrong
     * below them, and nothing shows it. It is also the least traffic, and the smallest snapshot after a fault.
     */
    public static final int DEFAULT = 10;
    /** The deepest. */
    public static final int MAX = 1000;

    static final int[] ALL = {10, 25, 100, 500, MAX};

    private KrakenDepth() {
    }

    /**
     * A depth out of the configuration.
     *
     * @throws IllegalArgumentException for one that the venue does not have
     */
    public static int parse(final String text) {
        final List<String> all = java.util.Arrays.stream(ALL).mapToObj(Integer::toString).toList();
        if (!all.contains(text)) {
            throw new IllegalArgumentException("venue kraken: option depth is one of " + String.join(", ", all) + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
