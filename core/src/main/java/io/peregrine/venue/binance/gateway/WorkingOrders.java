package io.peregrine.venue.binance.gateway;

import org.agrona.collections.Long2LongHashMap;

/**
 * The orders that were sent and may still work at the venue. What happens to them while the connection is down is told by no stream, so
 * each is asked for once after a new subscription.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction: beyond {@link #ORDERS_MAX} orders, further
 * ones are not kept here, and it is left to whoever owns them to ask.
 */
final class WorkingOrders {
    static final int ORDERS_MAX = 8192;

    private static final long NO_INSTRUMENT = Long.MIN_VALUE;

    private final Long2LongHashMap instrumentIds = new Long2LongHashMap(2 * ORDERS_MAX, 0.6f, NO_INSTRUMENT);
    private final long[] unasked = new long[ORDERS_MAX];
    private int unaskedCount;

    /** It was sent, or the venue says that it works. */
    void onWorking(final long clientOrderId, final int instrumentId) {
        if (instrumentIds.size() < ORDERS_MAX) {
            instrumentIds.put(clientOrderId, instrumentId);
        }
    }

    /** It ended. */
    void onEnd(final long clientOrderId) {
        instrumentIds.remove(clientOrderId);
    }

    /** There is a new subscription: all are to be asked for. */
    void onSubscribed() {
        unaskedCount = 0;
        final Long2LongHashMap.KeyIterator keys = instrumentIds.keySet().iterator();
        while (keys.hasNext()) {
            unasked[unaskedCount++] = keys.nextValue();
        }
    }

    /** Is there one to ask for? Those that ended meanwhile are passed over. */
    boolean hasUnasked() {
        while (unaskedCount > 0 && !instrumentIds.containsKey(unasked[unaskedCount - 1])) {
            unaskedCount--;
        }
        return unaskedCount > 0;
    }

    /** The next one to ask for; only where {@link #hasUnasked}. */
    long unasked() {
        return unasked[unaskedCount - 1];
    }

    int instrumentId(final long clientOrderId) {
        return (int) instrumentIds.get(clientOrderId);
    }

    /** The next one was asked for. */
    void onAsked() {
        unaskedCount--;
    }

    int size() {
        return instrumentIds.size();
    }
}
