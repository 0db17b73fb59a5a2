package io.peregrine.risk;

/**
 * Messages and fills of each scope in the present minute: orders, replaces and cancels that were sent, and fills that came.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class MessageCounts {
    /** Minutes begin with those of the clock. */
    static final long WINDOW_NS = 60_000_000_000L;

    private static final int PART = 4;
    private static final int WINDOW = 0;
    private static final int MESSAGES = 1;
    private static final int FILLS = 2;

    private final long[] counts;

    MessageCounts(final int slotCount) {
        counts = new long[slotCount * PART];
    }

    void message(final int slot, final long nowNs) {
        counts[at(slot, nowNs) + MESSAGES]++;
    }

    void fill(final int slot, final long nowNs) {
        counts[at(slot, nowNs) + FILLS]++;
    }

    long messages(final int slot, final long nowNs) {
        return counts[at(slot, nowNs) + MESSAGES];
    }

    long fills(final int slot, final long nowNs) {
        return counts[at(slot, nowNs) + FILLS];
    }

    private int at(final int slot, final long nowNs) {
        final int at = slot * PART;
        final long window = Math.floorDiv(nowNs, WINDOW_NS);
        if (counts[at + WINDOW] != window) {
            counts[at + WINDOW] = window;
            counts[at + MESSAGES] = 0;
            counts[at + FILLS] = 0;
        }
        return at;
    }
}
