package io.peregrine.order;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;

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

    /** Send a replace, of the style that the venue has. */
    void onReplaceOrder(ReplaceOrderDecoder replace, long nowNs);

    /** Ask for an order's state; the answer is an execution report with {@code ExecType.ORDER_STATUS}. */
    void onQueryOrder(QueryOrderDecoder query, long nowNs);

    /**
     * Ask for balances, fills and open orders; the answer goes to a {@link ReconciliationListener} and always ends with a
     * {@code ReconcileEnd}. A new request ends one that is under way, which is not answered any more.
     */
    void onReconcile(ReconcileRequestDecoder request, long nowNs);
}
