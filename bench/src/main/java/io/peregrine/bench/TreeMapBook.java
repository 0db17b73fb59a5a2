package io.peregrine.bench;

import java.util.Comparator;
import java.util.TreeMap;

/** The book that most clients keep: a sorted map a side. The peers' decoders apply to this one. */
final class TreeMapBook {
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private long levels;

    void set(final boolean bid, final long price, final long quantity) {
        final TreeMap<Long, Long> side = bid ? bids : asks;
        if (quantity == 0) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
        levels++;
    }

    /** Levels set or removed so far. */
    long levels() {
        return levels;
    }
}
