package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.HeldOrders;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.PreTradeRisk;

/**
 * Goes on with the orders that wait for own ones to end ({@link HeldOrders}), oldest first: asks for the cancel of all that one could trade
 * with; sends it once they have ended, by the venue's word, and pre-trade risk agrees again; refuses it when that took too long, or when a
 * newer one came that it could trade with, since here the oldest gives way. It does so at the end of an event, when no strategy runs.
 *
 * <p>With {@link SelfTradePrevention#DECREMENT} one meets those that it could trade with in the order in which a market would let it:
 * the best price first, then the oldest. What is not larger than what is left of it is cancelled, and it gets smaller by what was open of
 * that when it has ended; one that is larger is reduced in its place, or cancelled where its venue does not reduce, and nothing is left.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class SelfTradeDesk {
    /** Reviews at the end of one event: strategies that answer a refusal with the next order could go on for ever. */
    static final int REVIEWS_MAX = 8;

    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final PreTradeRisk risk;
    private final StrategyHost host;
    private final Exposure exposure;
    private final OrderTable orders;
    private final HeldOrders held;
    private final ReplaceDesk replaces;
    private final boolean decrement;
    private final OrderRequest request = new OrderRequest();

    SelfTradeDesk(
            final TradeContext context,
            final TradeState state,
            final OrderDesk desk,
            final ReplaceDesk replaces,
            final PreTradeRisk risk,
            final StrategyHost host,
            final Exposure exposure) {
        instruments = context.instruments();
        decrement = context.orders().selfTradePrevention() == SelfTradePrevention.DECREMENT;
        this.replaces = replaces;
        this.state = state;
        this.desk = desk;
        this.risk = risk;
        this.host = host;
        this.exposure = exposure;
        orders = state.orders();
        held = state.tracker().held();
    }

    /**
     * Looks through the held orders, if there is reason to.
     *
     * @return was anything done, so that what it caused is to be taken and this called again?
     */
    boolean review(final long nowNs) {
        if (!held.takeDue()) {
            return false;
        }
        // Those that strategies add meanwhile are for the next time.
        final long end = desk.nextClientOrderId();
        boolean done = false;
        for (int i = 0, count = instruments.count(); i < count; i++) {
            Order order = orders.open(i).first();
            while (order != null) {
                final Order next = order.nextOpen();
                if (order.held() && order.clientOrderId() < end) {
                    done |= review(order, nowNs);
                }
                order = next;
            }
        }
        return done;
    }

    /** Is something left to be done by the next event? */
    boolean due() {
        return held.due();
    }

    /** An earlier run of the engine held it: what it waited for is not certain any more, and it was never sent. */
    void drop(final Order order, final long nowNs) {
        risk.refuse(RejectReason.SELF_TRADE);
        refuse(order, RejectReason.SELF_TRADE, nowNs);
    }

    private boolean review(final Order order, final long nowNs) {
        if (order.cancelWanted() || order.heldQuantity() == 0) {
            cancel(order, order.cancelWanted() ? RejectReason.NONE : RejectReason.SELF_TRADE, nowNs);
            return true;
        }
        request.set(order.strategyId(), order.instrumentId(), order.side(), order.orderType(), order.heldQuantity())
                .prices(order.price(), order.stopPrice())
                .terms(order.timeInForce(), order.postOnly());
        return decrement ? reviewDecrement(order, nowNs) : reviewOldest(order, nowNs);
    }

    private boolean reviewOldest(final Order order, final long nowNs) {
        final boolean waits = waits();
        if (displaced(order) || waits && held.timeUp(order, nowNs)) {
            drop(order, nowNs);
            return true;
        }
        if (waits) {
            held.stays();
            return cancelCrossed(nowNs);
        }
        release(order, nowNs);
        return true;
    }

    private boolean reviewDecrement(final Order order, final long nowNs) {
        if (held.timeUp(order, nowNs) && waits()) {
            drop(order, nowNs);
            return true;
        }
        final boolean done = meet(order, nowNs);
        if (order.held() && waits()) {
            held.stays();
            return done;
        }
        if (order.held()) {
            request.quantity(order.heldQuantity());
            release(order, nowNs);
        }
        return true;
    }

    /** Takes from it, and from each that it could trade with, the smaller one's quantity; true where anything was done. */
    private boolean meet(final Order order, final long nowNs) {
        boolean done = false;
        long left = order.heldQuantity();
        for (Order own = next(order, null); own != null && left > 0; own = next(order, own)) {
            if (held.isGoingFor(own, order)) {
                left -= own.leavesQuantity();
            } else if (own.held()) {
                left -= meetHeld(order, own, left, nowNs);
                done = true;
            } else if (!own.cancelWanted()) {
                done |= meetOpen(order, own, left, nowNs);
                left -= own.leavesQuantity();
            }
        }
        if (order.heldQuantity() == 0) {
            cancel(order, RejectReason.SELF_TRADE, nowNs);
        }
        return done;
    }

    /** Neither was sent. */
    private long meetHeld(final Order order, final Order own, final long left, final long nowNs) {
        final long both = Math.min(left, own.heldQuantity());
        held.decrement(order, both);
        held.decrement(own, both);
        if (own.heldQuantity() == 0) {
            cancel(own, RejectReason.SELF_TRADE, nowNs);
        }
        return both;
    }

    private boolean meetOpen(final Order order, final Order own, final long left, final long nowNs) {
        if (own.leavesQuantity() > left && replaces.reduce(own, own.orderQuantity() - left, nowNs)) {
            // All that is left of the new one is gone now, whatever becomes of those that go for it.
            held.decrement(order, order.heldQuantity());
            return true;
        }
        if (!desk.cancel(own, nowNs)) {
            return false;
        }
        held.goesFor(own, order);
        return true;
    }

    /** The one that it would trade with after this one, or first: of all at the venue, and of those held that are older. */
    private Order next(final Order order, final Order after) {
        Order best = null;
        for (Order own = orders.open(request.instrumentId()).first(); own != null; own = own.nextOpen()) {
            final boolean there = !own.held() || own.clientOrderId() < order.clientOrderId();
            if (there && PreTradeRisk.couldTrade(request, own)
                    && (after == null || before(after, own)) && (best == null || before(own, best))) {
                best = own;
            }
        }
        return best;
    }

    /** Would the market let the first one trade before the second? */
    private boolean before(final Order first, final Order second) {
        final long firstPrice = price(first);
        final long secondPrice = price(second);
        if (firstPrice != secondPrice) {
            return request.side() == Side.BUY ? firstPrice < secondPrice : firstPrice > secondPrice;
        }
        return first.clientOrderId() < second.clientOrderId();
    }

    /** A market order takes any price. */
    private long price(final Order own) {
        if (own.orderType() != OrderType.MARKET) {
            return own.price();
        }
        return request.side() == Side.BUY ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    private void cancel(final Order order, final RejectReason reason, final long nowNs) {
        state.counters().increment(TradeCounter.ORDERS_CANCELED);
        end(order, OrderStatus.CANCELED, ExecType.CANCELED, reason, nowNs);
    }

    /** Is there a newer one that it could trade with? */
    private boolean displaced(final Order order) {
        for (Order newer = order.nextOpen(); newer != null; newer = newer.nextOpen()) {
            if (newer.held() && PreTradeRisk.couldTrade(request, newer)) {
                return true;
            }
        }
        return false;
    }

    private boolean waits() {
        for (Order own = orders.open(request.instrumentId()).first(); own != null; own = own.nextOpen()) {
            if (!own.held() && PreTradeRisk.couldTrade(request, own)) {
                return true;
            }
        }
        return false;
    }

    private boolean cancelCrossed(final long nowNs) {
        boolean done = false;
        Order own = orders.open(request.instrumentId()).first();
        while (own != null) {
            final Order next = own.nextOpen();
            if (!own.held() && !own.cancelWanted() && PreTradeRisk.couldTrade(request, own)) {
                done |= desk.cancel(own, nowNs);
            }
            own = next;
        }
        return done;
    }

    private void release(final Order order, final long nowNs) {
        state.counters().increment(TradeCounter.RISK_CHECKS);
        final RejectReason reason = risk.checkReleased(order, request, nowNs);
        if (reason != RejectReason.NONE) {
            refuse(order, reason, nowNs);
            return;
        }
        held.release(order, request.reservePrice(), nowNs);
        exposure.refresh(order.instrumentId());
        desk.send(order, nowNs);
    }

    private void refuse(final Order order, final RejectReason reason, final long nowNs) {
        state.counters().increment(TradeCounter.RISK_VIOLATIONS);
        state.counters().increment(TradeCounter.ORDERS_RISK_REJECTED);
        state.records().orderRiskEvent(order.clientOrderId(), order.instrumentId(), order.strategyId(), risk.verdict(), nowNs);
        end(order, OrderStatus.RISK_REJECTED, ExecType.RISK_REJECTED, reason, nowNs);
    }

    private void end(final Order order, final OrderStatus status, final ExecType execType, final RejectReason reason, final long nowNs) {
        held.end(order, status, nowNs);
        exposure.refresh(order.instrumentId());
        host.onExecutionReport(order, state.orderRecords().ownReport(order, execType, reason, nowNs), nowNs);
    }
}
