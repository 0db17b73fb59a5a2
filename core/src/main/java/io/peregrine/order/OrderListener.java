package io.peregrine.order;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;

/**
 * Order requests out of the trade core, on their way to a gateway. They are in the journal before they are here.
 *
 * <p><b>Threading:</b> always one thread. <b>Memory:</b> a decoder is valid only during the call. <b>Errors:</b> an implementation never
 * throws for an operating condition: a request that can not be sent comes back as an execution report with the reason.
 */
public interface OrderListener {
    /** Send a new order. */
    void onNewOrder(NewOrderDecoder order, long nowNs);

    /** Send a cancel. */
    void onCancelOrder(CancelOrderDecoder cancel, long nowNs);

    /** Ask for an order's state; the answer is an execution report with {@code ExecType.ORDER_STATUS}. */
    void onQueryOrder(QueryOrderDecoder query, long nowNs);
}
