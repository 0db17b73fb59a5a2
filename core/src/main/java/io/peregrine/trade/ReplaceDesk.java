package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.Order;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTracker;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.PreTradeRisk;
import io.peregrine.strategy.StrategyContext;

/**
 * Replaces working limit orders in the way that their venue has: in place, or cancelled and sent anew in one request. Either is checked by
 * pre-trade risk like an order and journalled before it is sent; its record says what it does: {@code ReplaceOrder} without a new client
 * order id makes the order PENDING_REPLACE; with one it makes the order PENDING_CANCEL and the new one PENDING_NEW.
 *
 * <p>A new order is for what the old one had left when it was replaced. What the old one fills until its cancel comes in addition, so that
 * both are reserved until then.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none. <b>Errors:</b> a refusal is journalled as a report
 * REPLACE_REJECTED of the core's own and is a negative number, see {@link StrategyContext#rejectReason}.
 */
final class ReplaceDesk {
    private static final long NO_ID = ReplaceOrderDecoder.newClientOrderIdNullValue();

    private final TradeContext context;
    private final OrderListener gateway;
    private final OrderTracker tracker;
    private final OrderDesk desk;
    private final PreTradeRisk risk;
    private final Exposure exposure;
    private final Records records;
    private final OrderRecords orderRecords;
    private final TradeCounters counters;

    ReplaceDesk(
            final TradeContext context, final TradeState state, final OrderDesk desk, final PreTradeRisk risk, final Exposure exposure) {
        this.context = context;
        this.desk = desk;
        this.risk = risk;
        this.exposure = exposure;
        gateway = context.gateway();
        tracker = state.tracker();
        records = state.records();
        orderRecords = state.orderRecords();
        counters = state.counters();
    }

    /**
     * Gives a working order another price, another whole quantity, or both.
     *
     * @param price    {@link Instrument#NULL_VALUE} to leave it as it is
     * @param quantity what was filled included; {@link Instrument#NULL_VALUE} to leave it as it is
     * @return the client order id that goes on: the order's or, where the venue takes a new one instead, that one's; or a negative code
     */
    long replace(final Order order, final long price, final long quantity, final long nowNs) {
        counters.increment(TradeCounter.REPLACES);
        final long newPrice = price == Instrument.NULL_VALUE ? order.price() : price;
        final long newQuantity = quantity == Instrument.NULL_VALUE ? order.orderQuantity() : quantity;
        final RejectReason reason = refusal(order, newQuantity);
        if (reason != RejectReason.NONE) {
            return refused(order, reason, nowNs);
        }
        if (newPrice == order.price() && newQuantity == order.orderQuantity()) {
            return order.clientOrderId();
        }
        counters.increment(TradeCounter.RISK_CHECKS);
        return inPlace(order, newPrice, newQuantity)
                ? replaceInPlace(order, newPrice, newQuantity, nowNs)
                : replaceByNew(order, newPrice, newQuantity, nowNs);
    }

    /**
     * Makes a working order smaller in its place. There is nothing to check, since it only gets smaller and what is left is as large as the
     * venue wants.
     *
     * @return false where that can not be done, or not now
     */
    boolean reduce(final Order order, final long newQuantity, final long nowNs) {
        final Instrument instrument = context.instruments().get(order.instrumentId());
        final long left = newQuantity - order.cumQuantity();
        if (refusal(order, newQuantity) != RejectReason.NONE || !inPlace(order, order.price(), newQuantity)
                || left < instrument.quantityMin() || Instrument.notional(order.price(), left) < instrument.notionalMin()) {
            return false;
        }
        counters.increment(TradeCounter.REPLACES);
        tracker.replaceSent(order, order.price(), newQuantity, nowNs);
        exposure.refresh(order.instrumentId());
        send(orderRecords.replaceOrder(order, NO_ID, order.price(), newQuantity, desk.cause(), nowNs), nowNs);
        return true;
    }

    private RejectReason refusal(final Order order, final long newQuantity) {
        if (order.terminal() || order.cancelWanted()) {
            return RejectReason.TOO_LATE;
        }
        if (order.orderType() != OrderType.LIMIT || style(order) == ReplaceStyle.NONE) {
            return RejectReason.UNSUPPORTED;
        }
        if (order.status() != OrderStatus.NEW && order.status() != OrderStatus.PARTIALLY_FILLED) {
            return RejectReason.REQUEST_PENDING;
        }
        return newQuantity <= order.cumQuantity() ? RejectReason.QUANTITY_RANGE : RejectReason.NONE;
    }

    private ReplaceStyle style(final Order order) {
        return context.capabilities(order.instrumentId()).replace();
    }

    private boolean inPlace(final Order order, final long newPrice, final long newQuantity) {
        return switch (style(order)) {
            case IN_PLACE -> true;
            case IN_PLACE_DOWN -> newPrice == order.price() && newQuantity < order.orderQuantity();
            case NEW_ORDER, NONE -> false;
        };
    }

    private long replaceInPlace(final Order order, final long newPrice, final long newQuantity, final long nowNs) {
        final RejectReason reason = risk.checkReplace(order, request(order, newPrice, newQuantity), nowNs);
        if (reason != RejectReason.NONE) {
            return broken(order, reason, nowNs);
        }
        tracker.replaceSent(order, newPrice, newQuantity, nowNs);
        exposure.refresh(order.instrumentId());
        send(orderRecords.replaceOrder(order, NO_ID, newPrice, newQuantity, desk.cause(), nowNs), nowNs);
        return order.clientOrderId();
    }

    private long replaceByNew(final Order order, final long newPrice, final long newQuantity, final long nowNs) {
        final OrderRequest request = request(order, newPrice, newQuantity - order.cumQuantity());
        final RejectReason reason = risk.check(request, nowNs);
        if (reason != RejectReason.NONE) {
            return broken(order, reason, nowNs);
        }
        counters.increment(TradeCounter.ORDERS);
        counters.increment(TradeCounter.CANCELS);
        final long newClientOrderId = desk.takeClientOrderId();
        tracker.open(request, newClientOrderId, nowNs);
        tracker.replaceByNewSent(order, nowNs);
        exposure.refresh(order.instrumentId());
        send(orderRecords.replaceOrder(order, newClientOrderId, newPrice, request.quantity(), desk.cause(), nowNs), nowNs);
        return newClientOrderId;
    }

    private OrderRequest request(final Order order, final long price, final long quantity) {
        return desk.request().set(order.strategyId(), order.instrumentId(), order.side(), order.orderType(), quantity)
                .prices(price, order.stopPrice())
                .terms(order.timeInForce(), order.postOnly());
    }

    private void send(final ReplaceOrderDecoder replace, final long nowNs) {
        try {
            gateway.onReplaceOrder(replace, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a replace", failure);
        }
    }

    private long broken(final Order order, final RejectReason reason, final long nowNs) {
        counters.increment(TradeCounter.RISK_VIOLATIONS);
        records.orderRiskEvent(order.clientOrderId(), order.instrumentId(), order.strategyId(), risk.verdict(), nowNs);
        return refused(order, reason, nowNs);
    }

    private long refused(final Order order, final RejectReason reason, final long nowNs) {
        counters.increment(TradeCounter.REPLACES_REFUSED);
        orderRecords.ownReport(order, ExecType.REPLACE_REJECTED, reason, nowNs);
        return StrategyContext.refused(reason);
    }
}
