package io.peregrine.trade;

import io.peregrine.command.CommandListener;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.journal.JournalListener;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.InputKind;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;
import io.peregrine.position.PositionBook;
import io.peregrine.position.PositionListener;
import io.peregrine.risk.Balances;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.LossLimits;
import io.peregrine.risk.PreTradeRisk;
import io.peregrine.risk.RiskLimits;
import io.peregrine.signal.InlineSignals;
import io.peregrine.signal.SignalListener;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.snapshot.SnapshotWriter;
import io.peregrine.strategy.Strategy;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * The deterministic trade core. Everything that happens to it comes in through its methods, each with its time, in one order; orders to the
 * gateway and records to the journal come out, and the same input always gives the same bytes.
 *
 * <p>Life: construct; read the journal into {@link #recovery}; {@link #start}; events and {@link #doWork}; {@link #stop}.
 *
 * <p><b>Threading:</b> one thread, the trade agent's; {@link #counters} may be read by any. A gateway may report from inside the call that
 * hands it a request. <b>Memory:</b> everything is made at construction. <b>Allocates:</b> none after warm-up, but when a strategy
 * changes its state. <b>Errors:</b> {@link TradeFault} where the journal can not be written; a core that threw must not be used any more.
 */
public final class TradeCore implements MarketDataListener, ExecutionListener, ReconciliationListener,
        SignalListener, CommandListener {
    /** What {@link #snapshot} writes; snapshots of another format are not to be restored. */
    public static final int SNAPSHOT_FORMAT = TradeSnapshot.FORMAT;
    /** The oldest format that is read from a journal's anchor. */
    public static final int ANCHOR_FORMAT_MIN = TradeSnapshot.ANCHOR_FORMAT_MIN;
    /** Time between two timers of the strategies. */
    public static final long TIMER_INTERVAL_NS = 100_000_000L;

    private final TradeState state;
    private final TradeCounters counters;
    private final PreTradeRisk risk;
    private final Breakers breakers;
    private final Halts halts;
    private final BreakerDesk breakerDesk;
    private final RiskDesk riskDesk;
    private final Exposure exposure;
    private final UsedLimits usedLimits;
    private final OrderDesk desk;
    private final CommandDesk commands;
    private final StopDesk stops;
    private final SelfTradeDesk selfTrades;
    private final StrategyHost host;
    private final ExecutionDesk executions;
    private final Reconciliation reconciliation;
    private final DeferredReports deferred;
    private final TradeRecovery recovery;
    private final InputRecords inputs;
    private final TradeSnapshot snapshot;
    private final StrategyWatch watch = new StrategyWatch();
    private boolean busy;
    private long nextTimerNs;

    /** Makes the strategies, too; see {@link io.peregrine.strategy.StrategyFactory} for what it throws. */
    public TradeCore(final TradeContext context) {
        final Instruments instruments = context.instruments();
        state = TradeState.of(context);
        counters = state.counters();
        final InlineSignals[] markets = state.markets().inline();
        final RiskLimits limits = state.limits();
        final Balances balances = new Balances(instruments, state.orders(), state.positions(), markets);
        exposure = new Exposure(instruments, state.orders(), state.positions(), markets, limits, balances);
        final LossLimits lossLimits = new LossLimits(instruments, state.positions(), markets, context.risk(), limits);
        breakers = new Breakers(instruments, context.strategies().size(), context.risk());
        risk = new PreTradeRisk(instruments, state.orders(), limits, markets, exposure, balances, breakers);
        final HeldStops held = new HeldStops(context, state, this::take);
        desk = new OrderDesk(context, state, risk, exposure, held);
        final ReplaceDesk replaces = new ReplaceDesk(context, state, desk, risk, exposure);
        host = new StrategyHost(context, state, desk, replaces, breakers, watch);
        stops = new StopDesk(context, state, held, desk, risk, host);
        selfTrades = new SelfTradeDesk(context, state, desk, replaces, risk, host, exposure);
        executions = new ExecutionDesk(instruments, state, desk, host, risk, exposure);
        reconciliation = new Reconciliation(context, state, held, desk, executions, risk);
        reconciliation.balances().told(balances);
        deferred = new DeferredReports(executions, reconciliation);
        final RiskMemory memory = new RiskMemory(breakers, lossLimits);
        recovery = new TradeRecovery(instruments, state, desk, host, memory, reconciliation, selfTrades);
        commands = new CommandDesk(instruments, state, desk, replaces, risk, host, recovery);
        halts = new Halts(state, desk, risk, host);
        breakerDesk = new BreakerDesk(instruments, state, desk, host, halts, breakers);
        usedLimits = new UsedLimits(instruments, limits, state.orders(), exposure, risk, lossLimits);
        riskDesk = new RiskDesk(context, state, exposure, usedLimits, lossLimits, breakers, breakerDesk);
        executions.listeners(reconciliation, riskDesk);
        snapshot = new TradeSnapshot(state, host, memory, reconciliation);
        inputs = new InputRecords(state.records());
        watch.journal(inputs);
    }

    /**
     * A core that only reads the journal, with strategies that do nothing: what {@link #recovery} makes of it is the same, and it must not
     * be started.
     */
    public static TradeCore reader(final TradeContext context) {
        return new TradeCore(new TradeContext(context.runId(), context.instruments(), context.strategies(), context.orders(),
                context.risk(), (buffer, offset, length) -> {
                    throw new IllegalStateException("a core that only reads wants to write");
                },
                context.gateway(), (settings, instruments) -> new Strategy() { }, context.capabilities()));
    }

    /** Takes what the journal holds of earlier runs, before {@link #start}; nothing is sent or written meanwhile. */
    public JournalListener recovery() {
        return recovery;
    }

    /** Who hears of positions, when {@link #recovery} has taken the journal and before {@link #start}. */
    public void listener(final PositionListener listener) {
        state.positions().listener(listener);
        reconciliation.balances().listener(listener);
    }

    /** Is an order with this id here? For the trade thread only. */
    public boolean knows(final long clientOrderId) {
        return state.orders().get(clientOrderId) != null;
    }

    /** From now on every input is journalled, before {@link #start}. */
    public void recordInputs() {
        inputs.on();
    }

    /** Takes a snapshot, before {@link #recovery} takes the journal from there on. */
    public SnapshotReader restoring() {
        return snapshot;
    }

    /** Writes all that {@link #recovery} made of the journal, before {@link #start}. */
    public void snapshot(final SnapshotWriter out) {
        snapshot.write(out);
    }

    /**
     * Trading begins. Each venue is asked for all that it holds, and for orders of earlier runs whose fate is not known; a strategy starts
     * when that is settled with its venues.
     */
    public void start(final long nowNs) {
        inputs.event(InputKind.START, RejectReason.NONE, nowNs);
        enter(Instrument.NULL_VALUE);
        riskDesk.begin(nowNs);
        nextTimerNs = nowNs + TIMER_INTERVAL_NS;
        recovery.begin(nowNs);
        leave(nowNs);
    }

    /** Trading ends: strategies hear nothing any more, and all open orders are cancelled. Reports are still taken. */
    public void stop(final long nowNs) {
        inputs.event(InputKind.STOP, RejectReason.NONE, nowNs);
        enter(Instrument.NULL_VALUE);
        halts.end();
        host.silence();
        desk.cancelAll(OrderDesk.ANY, OrderDesk.ANY, nowNs);
        leave(nowNs);
    }

    /** Everything is stopped for this reason and stays so: strategies stop, orders are cancelled, new ones refused. */
    public void halt(final RejectReason rule, final long nowNs) {
        inputs.event(InputKind.HALT, rule, nowNs);
        enter(Instrument.NULL_VALUE);
        halts.halt(rule, nowNs);
        leave(nowNs);
    }

    /** The kill switch was reset: orders are taken again, and strategies may be started. A halt for another reason stays. */
    public void resume(final long nowNs) {
        if (halts.killed()) {
            inputs.event(InputKind.RESUME, RejectReason.KILL_SWITCH, nowNs);
            enter(Instrument.NULL_VALUE);
            halts.resume(nowNs);
            leave(nowNs);
        }
    }

    /** Why no orders are taken at all, or NONE. */
    public RejectReason halted() {
        return risk.halted();
    }

    /** Have all venues told what they hold, and are all orders of earlier runs settled? */
    public boolean reconciled() {
        return recovery.reconciled();
    }

    /** By what another thread sees that a strategy does not come back. */
    public StrategyWatch watch() {
        return watch;
    }

    /** The circuit breakers; for the trade thread only. */
    public Breakers breakers() {
        return breakers;
    }

    /** Orders that have not come to their end, those whose fate is unknown included; for the trade thread only. */
    public int openOrderCount() {
        return state.orders().openCount();
    }

    /** How much of each limit is used. */
    public UsedLimits usedLimits() {
        return usedLimits;
    }

    public TradeCounters counters() {
        return counters;
    }

    /** For the trade thread only. */
    public PositionBook positions() {
        return state.positions();
    }

    /** Timeouts, the strategies' timers, the continuous risk check; returns the number of things done. */
    public int doWork(final long nowNs) {
        if (nowNs >= nextTimerNs || riskDesk.due(nowNs) || desk.due(nowNs) || selfTrades.due()) {
            inputs.event(InputKind.WORK, RejectReason.NONE, nowNs);
        }
        enter(Instrument.NULL_VALUE);
        int workCount = desk.doWork(nowNs);
        if (nowNs >= nextTimerNs) {
            nextTimerNs = nowNs + TIMER_INTERVAL_NS;
            workCount++;
            reconciliation.doWork(nowNs);
            recovery.doWork(nowNs);
            host.onTimer(nowNs);
        }
        workCount += riskDesk.doWork(nowNs);
        leave(nowNs);
        return workCount;
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        inputs.message(depth, nowNs, busy);
        enter(depth.receiveTimeNs());
        counters.increment(TradeCounter.TICKS);
        state.markets().get(depth.instrumentId()).onDepth(depth);
        exposure.refresh(depth.instrumentId());
        host.onDepth(depth, nowNs);
        leave(nowNs);
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        inputs.message(quote, nowNs, busy);
        enter(quote.receiveTimeNs());
        counters.increment(TradeCounter.TICKS);
        state.markets().get(quote.instrumentId()).onQuote(quote);
        exposure.refresh(quote.instrumentId());
        host.onQuote(quote, nowNs);
        leave(nowNs);
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        inputs.message(trade, nowNs, busy);
        enter(trade.receiveTimeNs());
        counters.increment(TradeCounter.TICKS);
        state.markets().get(trade.instrumentId()).onTrade(trade);
        stops.onTrade(trade, nowNs);
        host.onTrade(trade, nowNs);
        leave(nowNs);
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        inputs.message(status, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        state.records().bookStatus(status);
        state.markets().get(status.instrumentId()).onBookState(status.state());
        riskDesk.onBookStatus(status, nowNs);
        host.onBookStatus(status, nowNs);
        leave(nowNs);
    }

    @Override
    public void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
        inputs.message(latency, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        state.records().feedLatency(latency, nowNs);
        riskDesk.onFeedLatency(latency);
        leave(nowNs);
    }

    @Override
    public void onSignal(final SignalDecoder signal, final long nowNs) {
        inputs.message(signal, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        counters.increment(TradeCounter.SIGNALS);
        if (state.markets().onSignal(signal)) {
            host.onSignal(signal, nowNs);
        }
        leave(nowNs);
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        inputs.message(report, nowNs, busy);
        take(report, nowNs);
    }

    private void take(final ExecutionReportDecoder report, final long nowNs) {
        if (busy) {
            deferred.add(report);
            return;
        }
        enter(report.receiveTimeNs());
        executions.onExecutionReport(report, nowNs);
        leave(nowNs);
    }

    /** False where it has to wait for the end of what the core is busy with. */
    private boolean beginReport(final MessageDecoderFlyweight report, final long nowNs) {
        inputs.message(report, nowNs, busy);
        if (busy) {
            deferred.add(report);
            return false;
        }
        enter(Instrument.NULL_VALUE);
        counters.increment(TradeCounter.VENUE_REPORTS);
        return true;
    }

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        if (beginReport(order, nowNs)) {
            reconciliation.onOpenOrder(order, nowNs);
            leave(nowNs);
        }
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        if (beginReport(balance, nowNs)) {
            reconciliation.onBalance(balance, nowNs);
            leave(nowNs);
        }
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        if (beginReport(end, nowNs)) {
            reconciliation.onReconcileEnd(end, nowNs);
            leave(nowNs);
        }
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        if (beginReport(status, nowNs)) {
            reconciliation.onGatewayStatus(status, nowNs);
            leave(nowNs);
        }
    }

    @Override
    public void onStartStrategy(final StartStrategyDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.startStrategy(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onStopStrategy(final StopStrategyDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.stopStrategy(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onPlaceOrder(final PlaceOrderDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.placeOrder(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onCancelRequest(final CancelRequestDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.cancelRequest(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onReplaceRequest(final ReplaceRequestDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.replaceRequest(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onInstrumentUpdate(final InstrumentUpdateDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.instrumentUpdate(command);
        leave(nowNs);
    }

    @Override
    public void onResetBreaker(final ResetBreakerDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        riskDesk.reset(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onSetLimits(final SetLimitsDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        commands.setLimits(command, nowNs);
        leave(nowNs);
    }

    @Override
    public void onReconcile(final ReconcileDecoder command, final long nowNs) {
        inputs.message(command, nowNs, busy);
        enter(Instrument.NULL_VALUE);
        state.records().reconcile(command);
        reconciliation.onCommand(command.instrumentId(), command.accept() == BooleanType.TRUE, nowNs);
        leave(nowNs);
    }

    private void enter(final long receiveTimeNs) {
        if (busy) {
            throw new IllegalStateException("the trade core was called from inside one of its own events, or after it threw");
        }
        busy = true;
        watch.onEvent();
        desk.cause(receiveTimeNs);
    }

    /**
     * The end of an event: what it caused on this thread meanwhile, the strategies that it brought over their threshold, and the orders
     * that were held and need not be any more.
     */
    private void leave(final long nowNs) {
        settle(nowNs);
        for (int i = 0; i < SelfTradeDesk.REVIEWS_MAX && selfTrades.review(nowNs); i++) {
            settle(nowNs);
        }
        busy = false;
    }

    private void settle(final long nowNs) {
        deferred.drain(nowNs);
        if (reconciliation.takeReconciled()) {
            recovery.doWork(nowNs);
        }
        host.tripViolators();
        breakerDesk.settle(nowNs);
        deferred.drain(nowNs);
    }
}
