package io.peregrine.venue.binance.gateway;

import io.peregrine.message.ExecutionReportDecoder;
import org.agrona.BitUtil;

/**
 * The requests that are sent and not answered, by request id. Ids are given in sequence and a ring of slots is indexed by them, so taking,
 * finding and answering are one array access each, in any order of answers.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> a full ring refuses; an id that is not in flight is told, never ignored.
 */
final class InFlightRequests {
    /** What was asked. */
    enum Kind {
        NEW_ORDER,
        CANCEL_ORDER,
        QUERY_ORDER,
        TRADES,
        TIME,
        SUBSCRIBE,
        ACCOUNT;

        /** Is it about one order? */
        boolean ofOrder() {
            return this == NEW_ORDER || this == CANCEL_ORDER || this == QUERY_ORDER || this == TRADES;
        }
    }

    /** No request. */
    static final long NONE = -1;
    /** The client order id of a request that is of no order. */
    static final long NO_ORDER = ExecutionReportDecoder.clientOrderIdNullValue();
    /** The instrument id of a request that is of no order. */
    static final int NO_INSTRUMENT = ExecutionReportDecoder.instrumentIdNullValue();

    private final Kind[] kinds;
    private final long[] clientOrderIds;
    private final int[] instrumentIds;
    private final long[] sentTimesNs;
    private final int mask;
    private long oldestId = 1;
    private long nextId = 1;

    /**
     * @param capacity rounded up to a power of two
     */
    InFlightRequests(final int capacity) {
        final int slots = BitUtil.findNextPositivePowerOfTwo(capacity);
        kinds = new Kind[slots];
        clientOrderIds = new long[slots];
        instrumentIds = new int[slots];
        sentTimesNs = new long[slots];
        mask = slots - 1;
    }

    /** No room for another request. */
    boolean full() {
        return nextId - oldestId > mask;
    }

    /** The id that the next {@link #add} gives. */
    long nextId() {
        return nextId;
    }

    /** Adds a request under {@link #nextId}; not while {@link #full}. */
    void add(final Kind kind, final long clientOrderId, final int instrumentId, final long sentTimeNs) {
        assert !full();
        final int slot = (int) nextId & mask;
        kinds[slot] = kind;
        clientOrderIds[slot] = clientOrderId;
        instrumentIds[slot] = instrumentId;
        sentTimesNs[slot] = sentTimeNs;
        nextId++;
    }

    /** Is this request in flight? */
    boolean contains(final long id) {
        return id >= oldestId && id < nextId && kinds[(int) id & mask] != null;
    }

    Kind kind(final long id) {
        return kinds[(int) id & mask];
    }

    long clientOrderId(final long id) {
        return clientOrderIds[(int) id & mask];
    }

    int instrumentId(final long id) {
        return instrumentIds[(int) id & mask];
    }

    long sentTimeNs(final long id) {
        return sentTimesNs[(int) id & mask];
    }

    /** The oldest request in flight, or {@link #NONE}. */
    long oldest() {
        return oldestId < nextId ? oldestId : NONE;
    }

    /** Answered, or given up. */
    void remove(final long id) {
        kinds[(int) id & mask] = null;
        while (oldestId < nextId && kinds[(int) oldestId & mask] == null) {
            oldestId++;
        }
    }
}
