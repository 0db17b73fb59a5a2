package io.peregrine.gateway;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.order.ExecutionListener;

/**
 * The gateway of a venue that is only looked at: refuses every request.
 *
 * <p><b>Threading:</b> as {@link Gateway}. <b>Allocates:</b> none after construction.
 */
public final class RefusingGateway implements Gateway {
    private final ExecutionReportWriter reports;
    private final ReconciliationWriter account;
    private final String status;

    /**
     * @param listener gets the refusals
     * @param account  hears that nothing can be asked
     * @param status   why, in a few words
     */
    public RefusingGateway(final ExecutionListener listener, final ReconciliationWriter account, final String status) {
        reports = new ExecutionReportWriter(listener);
        this.account = account;
        this.status = status;
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        reports.begin(ExecType.REJECTED, order.clientOrderId(), order.instrumentId())
                .strategyId(order.strategyId())
                .receiveTimeNs(nowNs)
                .orderStatus(OrderStatus.REJECTED)
                .rejectReason(RejectReason.NOT_CONNECTED);
        reports.publish(nowNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        reports.begin(ExecType.CANCEL_REJECTED, cancel.clientOrderId(), cancel.instrumentId())
                .strategyId(cancel.strategyId())
                .receiveTimeNs(nowNs)
                .rejectReason(RejectReason.NOT_CONNECTED);
        reports.publish(nowNs);
    }

    /** Nothing can be asked, so nothing is known: the order stays as it is. */
    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        reports.begin(ExecType.TIMEOUT, query.clientOrderId(), query.instrumentId())
                .receiveTimeNs(nowNs)
                .rejectReason(RejectReason.NOT_CONNECTED);
        reports.publish(nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        reports.refuseReplace(replace, RejectReason.NOT_CONNECTED, nowNs);
    }

    /** Without an account there is nothing to tell, and nothing more to wait for. */
    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        account.begin(request);
        account.end(true, status, nowNs);
    }

    @Override
    public int doWork(final long nowNs) {
        return 0;
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public String status() {
        return status;
    }

    @Override
    public void close() {
    }
}
