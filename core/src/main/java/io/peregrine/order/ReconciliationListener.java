package io.peregrine.order;

import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;

/**
 * What a venue holds, out of a gateway: the answers to {@link OrderListener#onReconcile}, which come as balances, then fills (as execution
 * reports, which may have been seen before), then open orders, then the end; and whether the gateway can be used.
 *
 * <p><b>Threading:</b> always one thread, the one of the {@link ExecutionListener}; the two keep their order. <b>Memory:</b> a decoder is
 * valid only during the call; a variable-length text is read last, and only once.
 */
public interface ReconciliationListener {
    /** An order that works on the venue. */
    void onOpenOrder(OpenOrderDecoder order, long nowNs);

    /** What the account holds of an asset: asked for, or told by the venue. */
    void onBalance(BalanceDecoder balance, long nowNs);

    /** The end of an answer. */
    void onReconcileEnd(ReconcileEndDecoder end, long nowNs);

    /** The gateway became ready, or is not any more. */
    void onGatewayStatus(GatewayStatusDecoder status, long nowNs);
}
