package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Adoption;
import io.peregrine.order.FlattenOrderId;
import io.peregrine.order.Order;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTimers;
import io.peregrine.order.OrderTracker;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.PreTradeRisk;
import io.peregrine.strategy.StrategyContext;

/**
 * Sends orders, cancels and queries: risk first, then the journal, then the gateway. Repeats what is not answered.
 *
 * <p>A request's record also says what it does to its order: {@code NewOrder} makes it PENDING_NEW, {@code CancelOrder} makes one that has
 * not ended PENDING_CANCEL. There is no report of either. {@link ReplaceDesk} sends replaces.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none. <b>Errors:</b> a refusal is a negative number, see
 * {@link StrategyContext#rejectReason}.
 */
final class OrderDesk implements OrderTimers.Listener {
    /** Any instrument, any strategy: the null value of an id in a command. */
    static final int ANY = CancelRequestDecoder.instrumentIdNullValue();
    private static final long ONE_E8 = 100_000_000L;

    private final Instruments instruments;
    private final OrderSettings settings;
    private final OrderListener gateway;
    private final OrderTable orders;
    private final OrderTracker tracker;
    private final Adoption adoption;
    private final PreTradeRisk risk;
    private final Exposure exposure;
    private final Records records;
    private final OrderRecords orderRecords;
    private final TradeCounters counters;
    private final OrderTimers timers;
    private final OrderRequest request = new OrderRequest();
    private final int strategyCount;
    private final long firstClientOrderId;
    private long nextClientOrderId;
    private long tickReceiveTimeNs = Instrument.NULL_VALUE;

    OrderDesk(
            final TradeContext context,
            final TradeState state,
            final PreTradeRisk risk,
            final Exposure exposure,
            final OrderListener gateway) {
        instruments = context.instruments();
        settings = context.orders();
        strategyCount = context.strategies().size();
        this.gateway = gateway;
        orders = state.orders();
        tracker = state.tracker();
        adoption = new Adoption(orders, tracker);
        records = state.records();
        orderRecords = state.orderRecords();
        counters = state.counters();
        this.risk = risk;
        this.exposure = exposure;
        timers = new OrderTimers(orders, this);
        firstClientOrderId = (long) context.runId() << Integer.SIZE;
        nextClientOrderId = firstClientOrderId + 1;
    }

    /** The event that causes what is sent from now on was received at this time; null value for none. */
    void cause(final long receiveTimeNs) {
        tickReceiveTimeNs = receiveTimeNs;
    }

    /** Receive time of the event that causes what is sent now, or null value. */
    long cause() {
        return tickReceiveTimeNs;
    }

    /** The next order's id, which no other order will have. */
    long takeClientOrderId() {
        return nextClientOrderId++;
    }

    /** To be filled in and given to {@link #submit} at once. */
    OrderRequest request() {
        return request;
    }

    /** The id that the next submitted order will have. */
    long nextClientOrderId() {
        return nextClientOrderId;
    }

    /** Was the order sent by an earlier run of the engine? */
    boolean recovered(final Order order) {
        return order.clientOrderId() < firstClientOrderId || FlattenOrderId.is(order.clientOrderId());
    }

    /** Checks, journals and sends {@link #request}; its client order id, or a negative reject code. */
    long submit(final long nowNs) {
        final long clientOrderId = takeClientOrderId();
        counters.increment(TradeCounter.ORDERS);
        counters.increment(TradeCounter.RISK_CHECKS);
        final boolean strategyKnown = request.strategyId() >= 0 && request.strategyId() <= strategyCount;
        RejectReason reason = strategyKnown ? risk.check(request, nowNs) : risk.refuse(RejectReason.UNKNOWN_STRATEGY);
        if (reason == RejectReason.SELF_TRADE && waitsForOwn()) {
            reason = risk.checkHeld(request, nowNs);
            if (reason == RejectReason.NONE) {
                return hold(clientOrderId, nowNs);
            }
        }
        if (reason != RejectReason.NONE) {
            records.orderRiskEvent(clientOrderId, request.instrumentId(), request.strategyId(), risk.verdict(), nowNs);
            refuse(clientOrderId, reason, nowNs);
            if (reason == RejectReason.SELF_TRADE && settings.selfTradePrevention() == SelfTradePrevention.CANCEL_BOTH) {
                cancelCrossed(nowNs);
            }
            return StrategyContext.refused(reason);
        }
        final Order order = tracker.open(request, clientOrderId, nowNs);
        exposure.refresh(order.instrumentId());
        send(order, nowNs);
        return clientOrderId;
    }

    /** Does what could trade with an own order wait until that one has gone? Of a fill-or-kill order nothing may be taken. */
    private boolean waitsForOwn() {
        return switch (settings.selfTradePrevention()) {
            case CANCEL_OLDEST -> true;
            case DECREMENT -> request.timeInForce() != TimeInForce.FOK;
            case CANCEL_NEWEST, CANCEL_BOTH -> false;
        };
    }

    /** Journals an order and hands it on. */
    void send(final Order order, final long nowNs) {
        final NewOrderDecoder newOrder = orderRecords.newOrder(order, tickReceiveTimeNs, nowNs);
        try {
            gateway.onNewOrder(newOrder, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a new order", failure);
        }
    }

    /** Accepts {@link #request} and keeps it here; {@link SelfTradeDesk} goes on with it at the end of the event. */
    private long hold(final long clientOrderId, final long nowNs) {
        final Order order = tracker.held().hold(request, clientOrderId, nowNs);
        counters.increment(TradeCounter.ORDERS_HELD);
        exposure.refresh(order.instrumentId());
        orderRecords.heldOrder(order, tickReceiveTimeNs, nowNs);
        return clientOrderId;
    }

    /** Asks for the cancel of all open orders that {@link #request} could trade with. */
    private void cancelCrossed(final long nowNs) {
        Order own = orders.open(request.instrumentId()).first();
        while (own != null) {
            final Order next = own.nextOpen();
            if (PreTradeRisk.couldTrade(request, own)) {
                cancel(own, nowNs);
            }
            own = next;
        }
    }

    /** An earlier run was asked for it and did nothing about it: it was never sent. */
    void drop(final OrderRequest placed, final long clientOrderId, final long nowNs) {
        counters.increment(TradeCounter.ORDERS_RISK_REJECTED);
        orderRecords.riskRejected(placed, clientOrderId, RejectReason.HALTED, nowNs);
    }

    private void refuse(final long clientOrderId, final RejectReason reason, final long nowNs) {
        counters.increment(TradeCounter.RISK_VIOLATIONS);
        counters.increment(TradeCounter.ORDERS_RISK_REJECTED);
        orderRecords.riskRejected(request, clientOrderId, reason, nowNs);
    }

    /** Asks for an order's cancel; false where it has ended, or is being cancelled already. */
    boolean cancel(final Order order, final long nowNs) {
        if (order.held()) {
            return tracker.held().cancel(order);
        }
        final boolean asked = order.status() == OrderStatus.PENDING_CANCEL || cancelRefused(order, nowNs);
        return !order.terminal() && !asked && sendCancel(order, nowNs);
    }

    /**
     * Was its cancel refused just now? A gateway on this thread refuses at once what it can not send, and a strategy that answers by asking
     * again would do so without an end, inside one event. The cancel is repeated by itself after a while.
     */
    private static boolean cancelRefused(final Order order, final long nowNs) {
        return order.cancelWanted() && order.changedTimeNs() == nowNs && order.status() != OrderStatus.UNKNOWN;
    }

    /** Asks for the cancel of all open orders of an instrument and of a strategy. */
    void cancelAll(final int instrumentId, final int strategyId, final long nowNs) {
        for (int i = 0, count = instruments.count(); i < count; i++) {
            if (instrumentId != ANY && instrumentId != i) {
                continue;
            }
            Order order = orders.open(i).first();
            while (order != null) {
                final Order next = order.nextOpen();
                if (strategyId == ANY || strategyId == order.strategyId()) {
                    cancel(order, nowNs);
                }
                order = next;
            }
        }
    }

    /** Sends a cancel for an order that the venue works although it was taken for rejected. */
    void cancelRevenant(final Order order, final long nowNs) {
        handOnCancel(order, nowNs);
    }

    /** Sends a cancel again whose fate is not known: it is idempotent. */
    void cancelAgain(final Order order, final long nowNs) {
        sendCancel(order, nowNs);
    }

    /** Takes over an order that the venue works and nobody here has sent. */
    Order adopt(final OpenOrderDecoder listed, final long nowNs) {
        final boolean own = listed.clientOrderId() != OpenOrderDecoder.clientOrderIdNullValue();
        final Order order = adoption.adopt(listed, request, own ? listed.clientOrderId() : nextClientOrderId++, nowNs);
        exposure.refresh(order.instrumentId());
        orderRecords.newOrder(order, Instrument.NULL_VALUE, nowNs);
        orderRecords.ownReport(order, ExecType.NEW, RejectReason.NONE, nowNs);
        return order;
    }

    /** Takes an order for its own that another process or thread sends; what becomes of it the venue is asked for. */
    void expect(final OpenOrderDecoder sent, final long nowNs) {
        final Order order = adoption.expect(sent, request, nowNs);
        exposure.refresh(order.instrumentId());
        orderRecords.newOrder(order, Instrument.NULL_VALUE, nowNs);
        lose(order, nowNs);
    }

    /** Asks the venue for the state of an order. */
    void query(final Order order, final long nowNs) {
        tracker.querySent(order, nowNs);
        counters.increment(TradeCounter.QUERIES);
        final QueryOrderDecoder query = orderRecords.queryOrder(order, nowNs);
        try {
            gateway.onQueryOrder(query, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a query", failure);
        }
    }

    /** An order of a strategy of an earlier run: it will be cancelled as soon as the venue says that it works. */
    void retire(final Order order) {
        tracker.wantCancel(order);
    }

    /** The order's fate is not known: it says so, and the venue is asked. */
    void lose(final Order order, final long nowNs) {
        if (tracker.lost(order, nowNs)) {
            counters.increment(TradeCounter.ORDERS_UNKNOWN);
            orderRecords.ownReport(order, ExecType.TIMEOUT, RejectReason.NONE, nowNs);
        }
        query(order, nowNs);
    }

    /** Has the deadline of an order come? */
    boolean due(final long nowNs) {
        return timers.due(nowNs);
    }

    int doWork(final long nowNs) {
        return timers.doWork(nowNs);
    }

    @Override
    public void onRequestDeadline(final Order order, final long nowNs) {
        switch (order.status()) {
            case PENDING_RISK -> tracker.held().changed();
            case PENDING_NEW, PENDING_REPLACE -> lose(order, nowNs);
            case PENDING_CANCEL -> {
                if (order.cancelCanBeRepeated(settings.retryAttempts())) {
                    cancelAgain(order, nowNs);
                } else {
                    lose(order, nowNs);
                }
            }
            case UNKNOWN -> {
                if (order.attempts() == settings.retryAttempts() + 1) {
                    records.orderEvent(order, Severity.SEVERE, RejectReason.UNKNOWN_ORDER,
                            order.attempts() * ONE_E8, nowNs);
                }
                query(order, nowNs);
            }
            default -> {
                if (order.status() == OrderStatus.TRIGGERED && !order.acknowledged()) {
                    lose(order, nowNs);
                } else if (order.cancelWanted()) {
                    sendCancel(order, nowNs);
                }
            }
        }
    }

    @Override
    public void onRestDeadline(final Order order, final long nowNs) {
        if (order.status() != OrderStatus.UNKNOWN) {
            cancel(order, nowNs);
        }
    }

    private boolean sendCancel(final Order order, final long nowNs) {
        if (!tracker.cancelSent(order, nowNs)) {
            return false;
        }
        handOnCancel(order, nowNs);
        return true;
    }

    private void handOnCancel(final Order order, final long nowNs) {
        counters.increment(TradeCounter.CANCELS);
        risk.onCancel(order, nowNs);
        final CancelOrderDecoder cancel = orderRecords.cancelOrder(order, tickReceiveTimeNs, nowNs);
        try {
            gateway.onCancelOrder(cancel, nowNs);
        } catch (final RuntimeException failure) {
            throw new TradeFault("the gateway threw on a cancel", failure);
        }
    }
}
