package io.peregrine.gateway;

import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.NewOrderDecoder;
import org.agrona.collections.Long2LongHashMap;

/**
 * Measures an order's way to the socket, and the time from there to its first fill.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction: beyond {@link #ORDERS_MAX} orders without a fill, further ones are not measured.
 */
public final class FirstFills {
    public static final int ORDERS_MAX = 8192;

    private static final long NO_TIME = Long.MIN_VALUE;

    private final Long2LongHashMap writtenTimesNs = new Long2LongHashMap(2 * ORDERS_MAX, 0.6f, NO_TIME);
    private final LatencyRecorder latency;

    public FirstFills(final LatencyRecorder latency) {
        this.latency = latency;
    }

    /** A new order's bytes are with the socket: its way here is measured, and from now on the time to its first fill. */
    public void onWritten(final NewOrderDecoder order, final long startTimeNs, final long encodedTimeNs, final long writtenTimeNs) {
        onWritten(order.clientOrderId(), writtenTimeNs);
        latency.ledger().onWritten(order.clientOrderId(), startTimeNs, encodedTimeNs, writtenTimeNs);
        latency.record(Stage.ENCODE, encodedTimeNs - startTimeNs);
        latency.record(Stage.WRITE, writtenTimeNs - encodedTimeNs);
        if (order.tickReceiveTimeNs() != NewOrderDecoder.tickReceiveTimeNsNullValue()) {
            latency.record(Stage.TICK_TO_ORDER, writtenTimeNs - order.tickReceiveTimeNs());
        }
    }

    /** The bytes of an order that takes another's place are with the socket. */
    public void onWritten(final long clientOrderId, final long writtenTimeNs) {
        if (writtenTimesNs.size() < ORDERS_MAX) {
            writtenTimesNs.put(clientOrderId, writtenTimeNs);
        }
    }

    public void onFill(final long clientOrderId, final long receiveTimeNs) {
        final long writtenTimeNs = writtenTimesNs.remove(clientOrderId);
        if (writtenTimeNs != NO_TIME) {
            latency.record(Stage.FILL, receiveTimeNs - writtenTimeNs);
        }
    }

    /** The order gets no fill any more. */
    public void onEnd(final long clientOrderId) {
        writtenTimesNs.remove(clientOrderId);
    }

    /** The connection is gone: what is filled meanwhile is not measured. */
    public void clear() {
        writtenTimesNs.clear();
    }

    public int size() {
        return writtenTimesNs.size();
    }
}
