package io.peregrine.gateway;

import io.peregrine.message.ExecutionReportDecoder;
import org.agrona.BitUtil;

/**
 * The requests that are sent and not answered, by request id. Ids are given in sequence and a ring of slots is indexed by them, so taking,
 * finding and answering are one array access each, in any order of answers.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> a full ring refuses; an id that is not in flight is told, never ignored.
 *
 * @param <K> what a request asks
 */
public final class InFlightRequests<K> {
    /** No request. */
    public static final long NONE = -1;
    /** The client order id of a request that is of no order. */
    public static final long NO_ORDER = ExecutionReportDecoder.clientOrderIdNullValue();
    /** The instrument id of a request that is of no order. */
    public static final int NO_INSTRUMENT = ExecutionReportDecoder.instrumentIdNullValue();

    private final Object[] kinds;
    private final long[] clientOrderIds;
    private final int[] instrumentIds;
    private final long[] sentTimesNs;
    private final int mask;
    private long oldestId = 1;
    private long nextId = 1;

    /**
     * @param capacity rounded up to a power of two
     */
    public InFlightRequests(final int capacity) {
        final int slots = BitUtil.findNextPositivePowerOfTwo(capacity);
        kinds = new Object[slots];
        clientOrderIds = new long[slots];
        instrumentIds = new int[slots];
        sentTimesNs = new long[slots];
        mask = slots - 1;
    }

    /** No room for another request. */
    public boolean full() {
        return nextId - oldestId > mask;
    }

    /** The id that the next {@link #add} gives. */
    public long nextId() {
        return nextId;
    }

    /** Adds a request under {@link #nextId}; not while {@link #full}. */
    public void add(final K kind, final long clientOrderId, final int instrumentId, final long sentTimeNs) {
        assert !full();
        final int slot = (int) nextId & mask;
        kinds[slot] = kind;
        clientOrderIds[slot] = clientOrderId;
        instrumentIds[slot] = instrumentId;
        sentTimesNs[slot] = sentTimeNs;
        nextId++;
    }

    /** Is this request in flight? */
    public boolean contains(final long id) {
        return id >= oldestId && id < nextId && kinds[(int) id & mask] != null;
    }

    /** What was asked. */
    @SuppressWarnings("unchecked")
    public K kind(final long id) {
        return (K) kinds[(int) id & mask];
    }

    public long clientOrderId(final long id) {
        return clientOrderIds[(int) id & mask];
    }

    public int instrumentId(final long id) {
        return instrumentIds[(int) id & mask];
    }

    public long sentTimeNs(final long id) {
        return sentTimesNs[(int) id & mask];
    }

    /** The oldest request in flight, or {@link #NONE}. */
    public long oldest() {
        return oldestId < nextId ? oldestId : NONE;
    }

    /** Answered, or given up. */
    public void remove(final long id) {
        kinds[(int) id & mask] = null;
        while (oldestId < nextId && kinds[(int) oldestId & mask] == null) {
            oldestId++;
        }
    }
}
