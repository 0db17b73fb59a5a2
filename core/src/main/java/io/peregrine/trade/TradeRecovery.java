package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BalanceBaselineDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.LossStatusDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.ReconcileResultDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;

/**
 * Brings the core back to where the journal ends, and holds the strategies until the venue has said what became of the orders that were
 * open then. Orders, fills, positions and the strategies' states are read back without judging them again: they are facts.
 *
 * <p><b>Threading:</b> before the start the thread that reads the journal, then the trade thread.
 */
final class TradeRecovery implements JournalListener {
    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final StrategyHost host;
    private final RiskMemory risk;
    private final OrderRequest request = new OrderRequest();
    private final Reconciliation reconciliation;
    private final SelfTradeDesk selfTrades;
    /** What was asked for last by command, and its id until its first record: a run that was killed in between leaves it. */
    private final OrderRequest placed = new OrderRequest();
    private long placedId = Instrument.NULL_VALUE;
    private boolean reconciled;

    TradeRecovery(
            final Instruments instruments,
            final TradeState state,
            final OrderDesk desk,
            final StrategyHost host,
            final RiskMemory risk,
            final Reconciliation reconciliation,
            final SelfTradeDesk selfTrades) {
        this.instruments = instruments;
        this.state = state;
        this.desk = desk;
        this.host = host;
        this.risk = risk;
        this.reconciliation = reconciliation;
        this.selfTrades = selfTrades;
    }

    @Override
    public void onPlaceOrder(final long sequence, final PlaceOrderDecoder message) {
        placed.set(message.strategyId(), message.instrumentId(), message.side(), message.orderType(), message.quantity())
                .prices(message.price(), message.stopPrice())
                .terms(message.timeInForce(), message.postOnly() == BooleanType.TRUE);
        placedId = message.clientOrderId();
    }

    @Override
    public void onNewOrder(final long sequence, final NewOrderDecoder message) {
        begun(message.clientOrderId());
        state.tracker().recovery().restore(message, request);
    }

    @Override
    public void onCancelOrder(final long sequence, final CancelOrderDecoder message) {
        final Order order = state.orders().get(message.clientOrderId());
        if (order != null) {
            state.tracker().recovery().restoreCancel(order);
        }
    }

    @Override
    public void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
        final Order order = state.orders().get(message.clientOrderId());
        if (message.newClientOrderId() != ReplaceOrderDecoder.newClientOrderIdNullValue()) {
            state.tracker().recovery().restore(message, request);
            if (order != null) {
                state.tracker().recovery().restoreReplaceByNew(order);
            }
        } else if (order != null) {
            state.tracker().recovery().restoreReplace(order, message);
        }
    }

    @Override
    public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
        begun(message.clientOrderId());
        final Order order = state.orders().get(message.clientOrderId());
        if (order != null && state.tracker().recovery().restore(order, message)) {
            risk.onTime(message.timeNs());
            state.rememberFill(message);
            state.positions().onFill(message);
            reconciliation.restoreFill(message.instrumentId(), message.venueTimeNs());
        }
    }

    @Override
    public void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
        reconciliation.restoreStart(message.timeNs());
    }

    @Override
    public void onReconcileResult(final long sequence, final ReconcileResultDecoder message) {
        reconciliation.restore(message.instrumentId(), message.fillsKnownNs());
    }

    @Override
    public void onBalanceBaseline(final long sequence, final BalanceBaselineDecoder message) {
        reconciliation.balances().restoreBaseline(message.instrumentId(), message.assetId(), message.baselineE8());
    }

    @Override
    public void onDifference(final long sequence, final DifferenceDecoder message) {
        if (message.kind() == DifferenceKind.UNKNOWN_FILL) {
            state.rememberFill(message);
        } else if (message.kind() == DifferenceKind.BALANCE) {
            final boolean agreed = message.action() == DifferenceAction.AGREED;
            reconciliation.balances().restoreDifference(
                    message.instrumentId(), message.assetId(), agreed ? 0 : message.venueE8() - message.engineE8());
        }
    }

    @Override
    public void onBreakerStatus(final long sequence, final BreakerStatusDecoder message) {
        risk.restore(message);
    }

    @Override
    public void onSetLimits(final long sequence, final SetLimitsDecoder message) {
        state.limits().apply(message);
    }

    @Override
    public void onLossStatus(final long sequence, final LossStatusDecoder message) {
        risk.restore(message);
    }

    @Override
    public void onStrategyStatus(final long sequence, final StrategyStatusDecoder message) {
        final StrategySlot slot = host.slot(message.strategyId());
        if (slot != null) {
            slot.wanted(message.state() == StrategyState.RUNNING);
        }
    }

    private void begun(final long clientOrderId) {
        if (clientOrderId == placedId) {
            placedId = Instrument.NULL_VALUE;
        }
    }

    boolean reconciled() {
        return reconciled;
    }

    /**
     * The journal is read: asks for all orders that are open in it. Those of strategies are to be cancelled, because a strategy begins with
     * none; those that were placed by hand go on working. What was held for other orders was never sent and is dropped, and so is what had
     * been asked for when the last run was killed, and had no record of its own yet. And asks each venue for all that it holds.
     */
    void begin(final long nowNs) {
        if (placedId != Instrument.NULL_VALUE) {
            desk.drop(placed, placedId, nowNs);
            placedId = Instrument.NULL_VALUE;
        }
        for (int i = 0, count = instruments.count(); i < count; i++) {
            Order order = state.orders().open(i).first();
            while (order != null) {
                final Order next = order.nextOpen();
                if (order.held()) {
                    selfTrades.drop(order, nowNs);
                } else {
                    if (order.strategyId() != 0) {
                        desk.retire(order);
                    }
                    desk.lose(order, nowNs);
                }
                order = next;
            }
        }
        reconciliation.begin(nowNs);
        doWork(nowNs);
    }

    /** Starts the strategies that should run, each when its venues have told what they hold and no order of an earlier run is unsettled. */
    void doWork(final long nowNs) {
        if (reconciled) {
            return;
        }
        for (int id = 1; id <= host.count(); id++) {
            final StrategySlot slot = host.slot(id);
            if (slot.wanted() && !slot.running() && host.held(slot) == RejectReason.NONE && settled(slot)) {
                host.start(slot, "engine start", nowNs);
            }
        }
        reconciled = allSettled();
    }

    /** Starts a strategy by command, now or as soon as everything is settled; not at all while trading is halted. */
    void start(final StrategySlot slot, final RejectReason halted, final long nowNs) {
        if (slot.running()) {
            return;
        }
        if (halted != RejectReason.NONE) {
            host.refuseStart(slot, "trading is halted: " + halted, nowNs);
        } else if (host.held(slot) != RejectReason.NONE) {
            host.refuseStart(slot, "its circuit breaker is HALTED: " + host.held(slot), nowNs);
        } else if (reconciled || settled(slot)) {
            host.start(slot, "by command", nowNs);
        } else {
            slot.wanted(true);
            host.refuseStart(slot, "waits until the venue has told what it holds", nowNs);
        }
    }

    private boolean settled(final StrategySlot slot) {
        for (final int instrumentId : slot.settings().instrumentIds()) {
            if (!settled(instrumentId)) {
                return false;
            }
        }
        return true;
    }

    private boolean allSettled() {
        for (int i = 0, count = instruments.count(); i < count; i++) {
            if (!settled(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean settled(final int instrumentId) {
        if (!reconciliation.reconciled(instrumentId)) {
            return false;
        }
        for (Order order = state.orders().open(instrumentId).first(); order != null; order = order.nextOpen()) {
            if (desk.recovered(order) && (order.status() == OrderStatus.UNKNOWN || order.strategyId() != 0)) {
                return false;
            }
        }
        return true;
    }
}
