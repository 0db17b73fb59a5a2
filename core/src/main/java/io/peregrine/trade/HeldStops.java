package io.peregrine.trade;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.Order;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderTable;

/**
 * Stands between the core and its gateways, and is the venue of the stop orders that the real one does not take: acknowledges, cancels and
 * tells of them, so that such an order goes by the same rules, records and recovery as any other. Once {@link StopDesk} has triggered one,
 * all about it goes to the gateway.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> none of its own: a held order is one in the order table that is a stop,
 * is not triggered, and is not for this venue. <b>Allocates:</b> none.
 */
final class HeldStops implements OrderListener {
    private final TradeContext context;
    private final OrderListener gateway;
    private final OrderTable orders;
    private final OrderRecords records;
    private final ExecutionListener core;

    /** @param core takes the reports, after the event that causes them */
    HeldStops(final TradeContext context, final TradeState state, final ExecutionListener core) {
        this.context = context;
        this.core = core;
        gateway = context.gateway();
        orders = state.orders();
        records = state.orderRecords();
    }

    /** Does the engine hold it, so that the venue knows nothing of it? */
    boolean holds(final Order order) {
        final OrderType type = order.orderType();
        return (type == OrderType.STOP || type == OrderType.STOP_LIMIT)
                && !order.triggered()
                && !context.capabilities(order.instrumentId()).takes(type);
    }

    /** Is there a stop of this instrument that the venue would not take? */
    boolean mayHold(final int instrumentId) {
        final OrderCapabilities capabilities = context.capabilities(instrumentId);
        return !capabilities.stop() || !capabilities.stopLimit();
    }

    @Override
    public void onNewOrder(final NewOrderDecoder message, final long nowNs) {
        final Order order = orders.get(message.clientOrderId());
        if (order != null && holds(order)) {
            report(order, ExecType.NEW, OrderStatus.NEW, nowNs);
        } else {
            gateway.onNewOrder(message, nowNs);
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder message, final long nowNs) {
        final Order order = orders.get(message.clientOrderId());
        if (order != null && holds(order)) {
            report(order, ExecType.CANCELED, OrderStatus.CANCELED, nowNs);
        } else {
            gateway.onCancelOrder(message, nowNs);
        }
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder message, final long nowNs) {
        final Order order = orders.get(message.clientOrderId());
        if (order != null && holds(order)) {
            report(order, ExecType.ORDER_STATUS, OrderStatus.NEW, nowNs);
        } else {
            gateway.onQueryOrder(message, nowNs);
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder message, final long nowNs) {
        gateway.onReplaceOrder(message, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder message, final long nowNs) {
        gateway.onReconcile(message, nowNs);
    }

    private void report(final Order order, final ExecType execType, final OrderStatus status, final long nowNs) {
        core.onExecutionReport(records.heldReport(order, execType, status, nowNs), nowNs);
    }
}
