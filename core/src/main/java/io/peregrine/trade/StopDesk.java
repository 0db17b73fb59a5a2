package io.peregrine.trade;

import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.Order;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.risk.PreTradeRisk;

/**
 * Triggers the stop orders that the engine holds ({@link HeldStops}): a buy when the venue trades at its stop price or above, a sell at or
 * below, on the same venue and only while the book is LIVE. It is then sent as a market or limit order under its own client order id; its
 * second {@code NewOrder} record says so, and is written before the bytes leave.
 *
 * <p>Trades that the engine did not see, while it was down or the book not LIVE, do not trigger; the next one beyond the price does. What
 * a triggered order could become was reserved when it was accepted; a halt, a halted instrument or an order of our own that it would trade
 * with refuse it then, the order rate does not.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class StopDesk {
    private final TradeState state;
    private final HeldStops stops;
    private final OrderListener gateway;
    private final OrderDesk desk;
    private final PreTradeRisk risk;
    private final StrategyHost host;
    private final OrderTable orders;
    private final OrderTracker tracker;
    private final OrderRecords records;

    StopDesk(
            final TradeContext context,
            final TradeState state,
            final HeldStops stops,
            final OrderDesk desk,
            final PreTradeRisk risk,
            final StrategyHost host) {
        this.state = state;
        this.stops = stops;
        this.desk = desk;
        this.risk = risk;
        this.host = host;
        gateway = context.gateway();
        orders = state.orders();
        tracker = state.tracker();
        records = state.orderRecords();
    }

    void onTrade(final TradeDecoder trade, final long nowNs) {
        final int instrumentId = trade.instrumentId();
        if (!stops.mayHold(instrumentId) || !state.markets().get(instrumentId).live()) {
            return;
        }
        Order order = orders.open(instrumentId).first();
        while (order != null) {
            final Order next = order.nextOpen();
            if (order.status() == OrderStatus.NEW && stops.holds(order) && reached(order, trade.price())) {
                trigger(order, nowNs);
            }
            order = next;
        }
    }

    private static boolean reached(final Order order, final long price) {
        return order.side() == Side.BUY ? price >= order.stopPrice() : price <= order.stopPrice();
    }

    private void trigger(final Order order, final long nowNs) {
        final RejectReason reason = risk.checkTriggered(request(order));
        tracker.triggerSent(order, nowNs);
        state.counters().increment(TradeCounter.STOPS_TRIGGERED);
        if (reason != RejectReason.NONE) {
            state.counters().increment(TradeCounter.RISK_VIOLATIONS);
            state.counters().increment(TradeCounter.ORDERS_REJECTED);
            state.records().orderRiskEvent(
                    order.clientOrderId(), order.instrumentId(), order.strategyId(), risk.verdict(), nowNs);
            tracker.triggerRefused(order, nowNs);
            host.onExecutionReport(order, records.ownReport(order, ExecType.REJECTED, reason, nowNs), nowNs);
            return;
        }
        send(records.triggeredOrder(order, desk.cause(), nowNs), nowNs);
        host.onExecutionReport(order, records.ownReport(order, ExecType.TRIGGERED, RejectReason.NONE, nowNs), nowNs);
    }

    private OrderRequest request(final Order order) {
        final OrderRequest request = desk.request()
                .set(order.strategyId(), order.instrumentId(), order.side(), triggeredType(order), order.leavesQuantity())
                .prices(order.price(), OrderRequest.NO_PRICE)
                .terms(order.timeInForce(), false);
        request.reserveAt(order.reservePrice());
        return request;
    }

    /** What a stop becomes. */
    static OrderType triggeredType(final Order order) {
        return order.orderType() == OrderType.STOP ? OrderType.MARKET : OrderType.LIMIT;
    }

    private void send(final NewOrderDecoder order, final long nowNs) {
        try {
            gateway.onNewOrder(order, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a triggered stop", failure);
        }
    }
}
