package io.peregrine.venue.kraken.gateway;

/**
 * A counter that runs down by itself, as the venue counts orders and calls.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> millionths; decay a second; nanoseconds. <b>Allocates:</b> none after
 * construction.
 */
final class DecayingCounter {
    private static final long NS_PER_SECOND = 1_000_000_000;
    /** Any counter has run down by then; and the product below does not overflow. */
    private static final long ELAPSED_MAX_NS = 1_000 * NS_PER_SECOND;

    private final long decayE6;
    private long valueE6;
    private long timeNs;

    DecayingCounter(final long decayE6) {
        this.decayE6 = decayE6;
    }

    /** What it stands at. */
    long valueE6(final long nowNs) {
        final long elapsedNs = Math.clamp(nowNs - timeNs, 0, ELAPSED_MAX_NS);
        final long decayed = elapsedNs * decayE6 / NS_PER_SECOND;
        // Less than a millionth is kept until it is one: a counter that is looked at often runs down all the same.
        if (decayed > 0 || valueE6 == 0) {
            valueE6 = Math.max(0, valueE6 - decayed);
            timeNs = nowNs;
        }
        return valueE6;
    }

    void addE6(final long amountE6, final long nowNs) {
        valueE6 = valueE6(nowNs) + amountE6;
    }

    /** The venue says that it stands at least at this. */
    void raiseE6(final long atLeastE6, final long nowNs) {
        valueE6 = Math.max(valueE6(nowNs), atLeastE6);
    }
}
