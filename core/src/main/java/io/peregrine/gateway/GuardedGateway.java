package io.peregrine.gateway;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.ExecutionListener;

/**
 * A gateway that reads the kill switch before each send, on the thread that sends: once it is tripped no order and no replace goes out any
 * more, whoever asked for it and whatever the trade core still believes. Cancels, queries and reconciliations go out.
 *
 * <p>The switch is read again after each send, so that a send which the trip found under way is known, with the time of its end: that is
 * the last one.
 *
 * <p><b>Threading:</b> as its gateway; {@link #lastSendTickNs} from any. <b>Allocates:</b> none after construction.
 */
public final class GuardedGateway implements Gateway {
    /** No send was under way at a trip. */
    public static final long NO_SEND = Long.MIN_VALUE;

    private final KillSwitch killSwitch;
    private final Gateway gateway;
    private final ExecutionReportWriter refusals;
    private volatile long lastSendTickNs = NO_SEND;

    /**
     * @param gateway  sends
     * @param listener gets the refusals
     */
    public GuardedGateway(final KillSwitch killSwitch, final Gateway gateway, final ExecutionListener listener) {
        this.killSwitch = killSwitch;
        this.gateway = gateway;
        refusals = new ExecutionReportWriter(listener);
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        if (killSwitch.tripped()) {
            refusals.begin(ExecType.REJECTED, order.clientOrderId(), order.instrumentId())
                    .strategyId(order.strategyId())
                    .receiveTimeNs(nowNs)
                    .orderStatus(OrderStatus.REJECTED)
                    .rejectReason(RejectReason.KILL_SWITCH);
            refusals.publish(nowNs);
        } else {
            gateway.onNewOrder(order, nowNs);
            noteTrip();
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        if (killSwitch.tripped()) {
            refusals.refuseReplace(replace, RejectReason.KILL_SWITCH, nowNs);
        } else {
            gateway.onReplaceOrder(replace, nowNs);
            noteTrip();
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        gateway.onCancelOrder(cancel, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        gateway.onQueryOrder(query, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        gateway.onReconcile(request, nowNs);
    }

    /** {@code System.nanoTime} at the end of the last send that a trip found under way, or {@link #NO_SEND}. */
    public long lastSendTickNs() {
        return lastSendTickNs;
    }

    private void noteTrip() {
        if (killSwitch.tripped()) {
            lastSendTickNs = System.nanoTime();
        }
    }

    /** {@inheritDoc} What the gateway took before a trip and has not sent does not go out after it. */
    @Override
    public int doWork(final long nowNs) {
        if (killSwitch.tripped()) {
            gateway.dropUnsent(nowNs);
        }
        return gateway.doWork(nowNs);
    }

    @Override
    public boolean ready() {
        return gateway.ready();
    }

    @Override
    public String status() {
        return gateway.status();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
