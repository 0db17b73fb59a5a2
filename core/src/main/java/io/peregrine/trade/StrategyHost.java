package io.peregrine.trade;

import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BreakerState;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.StrategyState;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.Order;
import io.peregrine.risk.Breaker;
import io.peregrine.risk.Breakers;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategySettings;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs the strategies: who is told what, who runs, and what happens to one that throws or breaks too many rules.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none but when a strategy changes its state. <b>Errors:</b> a
 * strategy that throws is FAILED; {@link TradeFault} goes through. One whose call was ended for its time is FAILED, held by its circuit
 * breaker, and made anew where it is started again.
 */
final class StrategyHost {
    private static final long ONE_E8 = 100_000_000L;

    private final Breakers breakers;
    private final StrategyWatch watch;
    private final TradeContext context;
    private final StrategySlot[] slots;
    private final StrategySlot[][] byInstrument;
    private final OrderDesk desk;
    private final Records records;
    private final TradeCounters counters;
    private final int violationThreshold;

    private DepthDecoder depth;
    private QuoteDecoder quote;
    private TradeDecoder trade;
    private SignalDecoder signal;
    private BookStatusDecoder bookStatus;
    private ExecutionReportDecoder report;
    private Order order;

    private enum Event { RENEWAL, START, STOP, DEPTH, QUOTE, TRADE, SIGNAL, BOOK_STATUS, EXECUTION_REPORT, TIMER }

    StrategyHost(final TradeContext context, final TradeState state, final OrderDesk desk, final ReplaceDesk replaces,
            final Breakers breakers, final StrategyWatch watch) {
        this.context = context;
        this.watch = watch;
        this.desk = desk;
        this.breakers = breakers;
        records = state.records();
        counters = state.counters();
        violationThreshold = context.risk().violationThreshold();
        final List<StrategySettings> settings = context.strategies();
        slots = new StrategySlot[settings.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new StrategySlot(settings.get(i), strategy(settings.get(i)), context, state, desk, replaces, watch);
        }
        byInstrument = new StrategySlot[context.instruments().count()][];
        for (int i = 0; i < byInstrument.length; i++) {
            byInstrument[i] = subscribers(i);
        }
    }

    private Strategy strategy(final StrategySettings settings) {
        return context.strategyFactory().create(settings, context.instruments());
    }

    private StrategySlot[] subscribers(final int instrumentId) {
        return List.of(slots).stream()
                .filter(slot -> IntStream.of(slot.settings().instrumentIds()).anyMatch(id -> id == instrumentId))
                .toArray(StrategySlot[]::new);
    }

    /** The strategy, or null where there is none with this id. */
    StrategySlot slot(final int strategyId) {
        return strategyId >= 1 && strategyId <= slots.length ? slots[strategyId - 1] : null;
    }

    int count() {
        return slots.length;
    }

    void onDepth(final DepthDecoder message, final long nowNs) {
        depth = message;
        callAll(byInstrument[message.instrumentId()], Event.DEPTH, nowNs);
    }

    void onQuote(final QuoteDecoder message, final long nowNs) {
        quote = message;
        callAll(byInstrument[message.instrumentId()], Event.QUOTE, nowNs);
    }

    void onTrade(final TradeDecoder message, final long nowNs) {
        trade = message;
        callAll(byInstrument[message.instrumentId()], Event.TRADE, nowNs);
    }

    void onSignal(final SignalDecoder message, final long nowNs) {
        signal = message;
        callAll(byInstrument[message.instrumentId()], Event.SIGNAL, nowNs);
    }

    void onBookStatus(final BookStatusDecoder message, final long nowNs) {
        bookStatus = message;
        callAll(byInstrument[message.instrumentId()], Event.BOOK_STATUS, nowNs);
    }

    void onExecutionReport(final Order reported, final ExecutionReportDecoder message, final long nowNs) {
        final StrategySlot slot = slot(reported.strategyId());
        if (slot != null && slot.running()) {
            order = reported;
            report = message;
            call(slot, Event.EXECUTION_REPORT, nowNs);
        }
    }

    void onTimer(final long nowNs) {
        callAll(slots, Event.TIMER, nowNs);
    }

    /** Starts one that does not run. */
    void start(final StrategySlot slot, final String reason, final long nowNs) {
        slot.wanted(true);
        if (!slot.running()) {
            changeState(slot, StrategyState.RUNNING, reason, nowNs);
            if (slot.spent()) {
                call(slot, Event.RENEWAL, nowNs);
            }
            if (slot.running()) {
                call(slot, Event.START, nowNs);
            }
        }
    }

    /** It does not run, and says why. */
    void refuseStart(final StrategySlot slot, final String reason, final long nowNs) {
        changeState(slot, StrategyState.STOPPED, reason, nowNs);
    }

    /** Stops one that runs, and cancels its orders in any case. */
    void stop(final StrategySlot slot, final String reason, final long nowNs) {
        slot.wanted(false);
        if (slot.running()) {
            changeState(slot, StrategyState.STOPPED, reason, nowNs);
            call(slot, Event.STOP, nowNs);
        }
        cancelOrders(slot, nowNs);
    }

    void stopAll(final String reason, final long nowNs) {
        for (final StrategySlot slot : slots) {
            if (slot.running()) {
                stop(slot, reason, nowNs);
            } else {
                slot.wanted(false);
            }
        }
    }

    /** The engine ends: no strategy is told anything any more, but none is marked as stopped, so that it runs again at the next start. */
    void silence() {
        for (final StrategySlot slot : slots) {
            slot.strategyState(StrategyState.STOPPED);
        }
    }

    /** Trips the circuit breakers of those that broke too many rules. */
    void tripViolators() {
        for (final StrategySlot slot : slots) {
            if (slot.overThreshold()) {
                breakers.trip(RiskScope.STRATEGY, slot.id(), BreakerState.HALTED, RejectReason.VIOLATIONS,
                        violationThreshold * ONE_E8, slot.violations() * ONE_E8);
            }
        }
    }

    /** Why a strategy may not start: what its circuit breaker has halted it for, or NONE. */
    RejectReason held(final StrategySlot slot) {
        final Breaker breaker = breakers.get(RiskScope.STRATEGY, slot.id());
        return breaker.state() == BreakerState.HALTED ? breaker.cause() : RejectReason.NONE;
    }

    private void callAll(final StrategySlot[] called, final Event event, final long nowNs) {
        for (final StrategySlot slot : called) {
            if (slot.running()) {
                call(slot, event, nowNs);
            }
        }
    }

    private void call(final StrategySlot slot, final Event event, final long nowNs) {
        slot.now(nowNs);
        watch.enter(slot.id());
        String failure = null;
        try {
            tell(slot, event);
        } catch (final Throwable thrown) {
            failure = words(thrown);
        }
        if (slot.coreFailure() != null) {
            watch.abandon();
            throw slot.coreFailure() instanceof final TradeFault fault ? fault
                    : new TradeFault("the core failed while it acted for strategy " + slot.id(), slot.coreFailure());
        }
        if (watch.leave(failure != null)) {
            expire(slot, nowNs);
        } else if (failure != null) {
            fail(slot, failure, nowNs);
        }
    }

    private void tell(final StrategySlot slot, final Event event) {
        switch (event) {
            case RENEWAL -> slot.renew(strategy(slot.settings()));
            case START -> slot.strategy().onStart(slot);
            case STOP -> slot.strategy().onStop(slot);
            case DEPTH -> slot.strategy().onDepth(slot, depth);
            case QUOTE -> slot.strategy().onQuote(slot, quote);
            case TRADE -> slot.strategy().onTrade(slot, trade);
            case SIGNAL -> slot.strategy().onSignal(slot, signal);
            case BOOK_STATUS -> slot.strategy().onBookStatus(slot, bookStatus);
            case EXECUTION_REPORT -> slot.strategy().onExecutionReport(slot, order, report);
            case TIMER -> slot.strategy().onTimer(slot);
        }
    }

    /** Still within the call: the words may be made by the strategy's own code. */
    private static String words(final Throwable failure) {
        try {
            return String.valueOf(failure.toString());
        } catch (final Throwable silent) {
            return failure.getClass().getName();
        }
    }

    /** It did not come back in time: it has failed, and is not started again until a person has reset its circuit breaker. */
    private void expire(final StrategySlot slot, final long nowNs) {
        slot.spend();
        fail(slot, StrategyTimeout.INSTANCE.toString(), nowNs);
        breakers.latch(RiskScope.STRATEGY, slot.id(), RejectReason.EXECUTION_TIMEOUT, 0, 0);
    }

    private void fail(final StrategySlot slot, final String reason, final long nowNs) {
        counters.increment(TradeCounter.STRATEGY_FAILURES);
        slot.wanted(false);
        changeState(slot, StrategyState.FAILED, reason, nowNs);
        cancelOrders(slot, nowNs);
    }

    private void changeState(final StrategySlot slot, final StrategyState to, final String reason, final long nowNs) {
        slot.strategyState(to);
        records.strategyStatus(slot.id(), to, reason, nowNs);
    }

    private void cancelOrders(final StrategySlot slot, final long nowNs) {
        desk.cancelAll(OrderDesk.ANY, slot.id(), nowNs);
    }
}
