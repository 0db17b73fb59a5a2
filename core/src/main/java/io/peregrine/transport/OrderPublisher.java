package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.OrderListener;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Order requests onto a publication. A new order, a cancel or a replace that finds no room is refused at once with
 * {@link RejectReason#BACK_PRESSURE}, just as a gateway would refuse it. A query or a reconciliation that finds no room is dropped and
 * counted: everything stays as it is, and order management asks again.
 *
 * <p><b>Threading:</b> confined to the trade agent; {@link #droppedCount} by any thread. <b>Allocates:</b> none after construction.
 */
public final class OrderPublisher implements OrderListener {
    private final MessagePublication publication;
    private final ExecutionReportWriter refusals;
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param publication to the gateway
     * @param listener    the trade core, for refusals
     */
    public OrderPublisher(final ExclusivePublication publication, final ExecutionListener listener) {
        this.publication = new MessagePublication(publication);
        refusals = new ExecutionReportWriter(listener);
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        if (!publication.offer(order)) {
            countDrop();
            refusals.begin(ExecType.REJECTED, order.clientOrderId(), order.instrumentId())
                    .strategyId(order.strategyId())
                    .receiveTimeNs(nowNs)
                    .orderStatus(OrderStatus.REJECTED)
                    .rejectReason(RejectReason.BACK_PRESSURE);
            refusals.publish(nowNs);
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        if (!publication.offer(cancel)) {
            countDrop();
            refusals.begin(ExecType.CANCEL_REJECTED, cancel.clientOrderId(), cancel.instrumentId())
                    .strategyId(cancel.strategyId())
                    .receiveTimeNs(nowNs)
                    .rejectReason(RejectReason.BACK_PRESSURE);
            refusals.publish(nowNs);
        }
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        if (!publication.offer(query)) {
            countDrop();
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        if (!publication.offer(replace)) {
            countDrop();
            refusals.refuseReplace(replace, RejectReason.BACK_PRESSURE, nowNs);
        }
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        if (!publication.offer(request)) {
            countDrop();
        }
    }

    /** Requests for which there was no room. */
    public long droppedCount() {
        return dropped.getAcquire();
    }

    private void countDrop() {
        dropped.setRelease(dropped.getPlain() + 1);
    }
}
