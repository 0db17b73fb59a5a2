package io.peregrine.trade;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The trade core's counters.
 *
 * <p><b>Threading:</b> incremented by the trade thread only, with a release; read by any thread, with the acquire that pairs with it.
 * <b>Memory:</b> one cache line for each. <b>Allocates:</b> none after construction.
 */
public final class TradeCounters {
    private static final int LINE = BitUtil.CACHE_LINE_LENGTH;

    private final UnsafeBuffer values =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(TradeCounter.values().length * LINE, LINE));

    /** The counter's value. */
    public long get(final TradeCounter counter) {
        return values.getLongAcquire(offset(counter));
    }

    void increment(final TradeCounter counter) {
        final int offset = offset(counter);
        values.putLongRelease(offset, values.getLong(offset) + 1);
    }

    private static int offset(final TradeCounter counter) {
        return counter.ordinal() * LINE;
    }
}
