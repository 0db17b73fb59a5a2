package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BreakerState;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.risk.Breaker;
import io.peregrine.risk.Breakers;

/**
 * Lets circuit breakers act, between two events: what is journalled, which orders are cancelled, which strategies stop.
 *
 * <p>HALTED cancels the open orders that the breaker covers; REDUCE_ONLY those by which a position could grow. A strategy's breaker that is
 * HALTED stops the strategy; one that covers everything and is latched stops all of them.
 *
 * <p><b>Threading:</b> confined to the trade thread, inside an event of the core. <b>Allocates:</b> none but when a strategy changes its
 * state.
 */
final class BreakerDesk {
    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final StrategyHost host;
    private final Halts halts;
    private final Breakers breakers;

    BreakerDesk(
            final Instruments instruments, final TradeState state, final OrderDesk desk, final StrategyHost host, final Halts halts,
            final Breakers breakers) {
        this.instruments = instruments;
        this.state = state;
        this.desk = desk;
        this.host = host;
        this.halts = halts;
        this.breakers = breakers;
    }

    /** Trading begins, with the breakers as the journal left them. */
    void begin() {
        final Breaker total = breakers.get(RiskScope.TOTAL, 0);
        if (total.latched()) {
            halts.restoreLimit(total.cause());
        }
    }

    /** Makes the states so that were asked for in this event. */
    void settle(final long nowNs) {
        for (Breaker breaker = breakers.take(nowNs); breaker != null; breaker = breakers.take(nowNs)) {
            state.counters().increment(TradeCounter.RISK_VIOLATIONS);
            state.records().breakerEvent(breaker, breaker.cause(), nowNs);
            state.records().breaker(breaker, nowNs);
            act(breaker, nowNs);
        }
    }

    /** Lets those cool down whose time has come, and cancels again what those that have tripped do not let work. */
    void check(final long nowNs) {
        if (!breakers.active()) {
            return;
        }
        for (int i = 0; i < breakers.count(); i++) {
            if (breakers.get(i).state() != BreakerState.NORMAL) {
                cancelCovered(breakers.get(i), nowNs);
            }
        }
        for (Breaker breaker = breakers.cool(nowNs); breaker != null; breaker = breakers.cool(nowNs)) {
            state.records().breakerCooled(breaker, RejectReason.CIRCUIT_BREAKER, nowNs);
            state.records().breaker(breaker, nowNs);
        }
    }

    /**
     * A person resets one.
     *
     * @return why it had tripped; NONE where it had not, or where there is none such
     */
    RejectReason reset(final ResetBreakerDecoder command, final long nowNs) {
        state.records().resetBreaker(command);
        final Breaker breaker = breakers.get(command.scope(), command.targetId());
        if (breaker == null) {
            return RejectReason.NONE;
        }
        final RejectReason cause = breaker.cause();
        if (breakers.reset(breaker)) {
            if (breaker.scope() == RiskScope.TOTAL) {
                halts.releaseLimit();
            }
            state.records().breakerCooled(breaker, cause, nowNs);
            state.records().breaker(breaker, nowNs);
        }
        return cause;
    }

    private void act(final Breaker breaker, final long nowNs) {
        if (breaker.state() == BreakerState.HALTED && breaker.scope() == RiskScope.TOTAL && breaker.latched()) {
            halts.haltByLimit(breaker.cause(), nowNs);
            return;
        }
        final StrategySlot slot = breaker.scope() == RiskScope.STRATEGY ? host.slot(breaker.scopeId()) : null;
        if (slot != null && breaker.state() == BreakerState.HALTED) {
            host.stop(slot, "circuit breaker: " + breaker.cause(), nowNs);
        } else {
            cancelCovered(breaker, nowNs);
        }
    }

    private void cancelCovered(final Breaker breaker, final long nowNs) {
        for (int i = 0, count = instruments.count(); i < count; i++) {
            if (breaker.state() == BreakerState.HALTED) {
                cancelAll(breaker, i, nowNs);
            } else {
                cancelIncreasing(breaker, i, Side.BUY, nowNs);
                cancelIncreasing(breaker, i, Side.SELL, nowNs);
            }
        }
    }

    private void cancelAll(final Breaker breaker, final int instrumentId, final long nowNs) {
        Order order = state.orders().open(instrumentId).first();
        while (order != null) {
            final Order next = order.nextOpen();
            if (breakers.covers(breaker, order.strategyId(), instrumentId)) {
                desk.cancel(order, nowNs);
            }
            order = next;
        }
    }

    /** The oldest orders of a side may go on working as far as they only close the position that is there. */
    private void cancelIncreasing(final Breaker breaker, final int instrumentId, final Side side, final long nowNs) {
        final long quantity = breaker.scope() == RiskScope.STRATEGY
                ? state.positions().position(breaker.scopeId(), instrumentId).quantity()
                : state.positions().total(instrumentId).quantity();
        long room = side == Side.BUY ? -quantity : quantity;
        Order order = state.orders().open(instrumentId).first();
        while (order != null) {
            final Order next = order.nextOpen();
            if (order.side() == side && breakers.covers(breaker, order.strategyId(), instrumentId)) {
                room -= order.reservedQuantity();
                if (room < 0) {
                    desk.cancel(order, nowNs);
                }
            }
            order = next;
        }
    }
}
