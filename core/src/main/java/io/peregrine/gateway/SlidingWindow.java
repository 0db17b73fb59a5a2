package io.peregrine.gateway;

/**
 * At most so many units in any interval of a length: the times of the last units in a ring. The venue counts in intervals aligned to its
 * own clock; what holds for every interval holds for those, whatever the clocks say.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class SlidingWindow {
    private final long intervalNs;
    private final long[] timesNs;
    private int limit;
    private int oldest;
    private int count;

    /** @param limit units in any interval of this length */
    public SlidingWindow(final long intervalNs, final int limit) {
        this.intervalNs = intervalNs;
        this.limit = limit;
        timesNs = new long[limit];
    }

    /** The interval's length. */
    public long intervalNs() {
        return intervalNs;
    }

    /** Room for so many units now, after keeping {@code reserve} free. */
    public boolean hasRoom(final int units, final int reserve, final long nowNs) {
        expire(nowNs);
        return count + units <= limit - reserve;
    }

    /** Counts units; what is beyond the limit is not kept. */
    public void add(final int units, final long nowNs) {
        for (int i = 0; i < units && count < timesNs.length; i++) {
            int index = oldest + count;
            if (index >= timesNs.length) {
                index -= timesNs.length;
            }
            timesNs[index] = nowNs;
            count++;
        }
    }

    /** The venue counts this many: others use the same account or address when that is more than we know of. */
    public void observe(final int venueCount, final int venueLimit, final long nowNs) {
        limit = Math.min(venueLimit, timesNs.length);
        expire(nowNs);
        if (venueCount > count) {
            add(venueCount - count, nowNs);
        }
    }

    /** Units in the interval that ends now. */
    public int count(final long nowNs) {
        expire(nowNs);
        return count;
    }

    /** Units at most. */
    public int limit() {
        return limit;
    }

    private void expire(final long nowNs) {
        while (count > 0 && nowNs - timesNs[oldest] > intervalNs) {
            oldest = oldest + 1 == timesNs.length ? 0 : oldest + 1;
            count--;
        }
    }
}
