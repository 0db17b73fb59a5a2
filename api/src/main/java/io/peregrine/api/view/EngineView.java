package io.peregrine.api.view;

import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileResultDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.Severity;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.risk.LimitSetting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * The engine as its journal tells it: the one place where REST, the WebSocket and the dashboard get orders, fills, positions, strategies
 * and risk events from. What is not in the journal has not happened.
 *
 * <p><b>Threading:</b> thread-safe by one lock. One tailer thread calls the {@link JournalListener} methods; any thread reads. The engine's
 * agents never touch the lock. <b>Memory:</b> bounded: all open orders, the last {@value #TERMINAL_ORDERS_MAX} others,
 * {@value #FILLS_MAX} fills. <b>Units:</b> nanoseconds on the engine's clock.
 */
public final class EngineView implements JournalListener {
    private static final int TERMINAL_ORDERS_MAX = 20_000;
    private static final int FILLS_MAX = 20_000;

    private final EngineAccess engine;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final OrderLog orders;
    private final OrderProjection projection;
    private final Portfolio portfolio;
    private final RiskLog risk = new RiskLog();
    private final BreakerLog breakers = new BreakerLog();
    private final LimitWatch limits;
    private final LimitTable limitTable;
    private final StrategyLog strategies;
    private final ReconciliationLog reconciliations;
    private final CommandLog commands = new CommandLog();
    private final Deque<Fill> fills = new ArrayDeque<>();
    private ViewListener listener;
    private Consumer<RiskEvent> riskListener = event -> { };

    /**
     * @param engine        whose journal
     * @param windowSeconds performance window of the strategies
     */
    public EngineView(final EngineAccess engine, final int windowSeconds) {
        this(engine, windowSeconds, TERMINAL_ORDERS_MAX);
    }

    EngineView(final EngineAccess engine, final int windowSeconds, final int terminalOrdersMax) {
        this.engine = engine;
        orders = new OrderLog(terminalOrdersMax);
        projection = new OrderProjection(engine.instruments(), orders);
        strategies = new StrategyLog(engine.strategies());
        portfolio = new Portfolio(engine.instruments(), new Valuation(engine), strategies.idMax() + 1, windowSeconds);
        reconciliations = new ReconciliationLog(engine.instruments());
        limitTable = new LimitTable(engine);
        limits = new LimitWatch(engine, limitTable.limits());
    }

    /** Whose view this is. */
    public EngineAccess engine() {
        return engine;
    }

    /** Who hears of risk events beside the listener, under the view's lock; one, set before the tailer starts. */
    public void riskListener(final Consumer<RiskEvent> newRiskListener) {
        riskListener = newRiskListener;
    }

    /** Who hears of changes; one, set before the tailer starts. */
    public void listener(final ViewListener viewListener) {
        listener = viewListener;
    }

    /**
     * A message of the state that removed records made: of it positions, fees and limits are shown, and nothing of the orders and fills
     * before. Before the first record.
     */
    void onRemoved(final DirectBuffer buffer, final int offset, final int length) {
        update(() -> {
            portfolio.onRemoved(buffer, offset);
            limitTable.onRemoved(buffer, offset);
            breakers.onRemoved(buffer, offset);
        });
    }

    @Override
    public void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
        update(() -> {
            orders.resetCounts();
            strategies.reset();
            commands.reset();
            reconciliations.reset();
            limitTable.reset();
        });
    }

    @Override
    public void onBreakerStatus(final long sequence, final BreakerStatusDecoder message) {
        update(() -> breakers.onStatus(message));
    }

    @Override
    public void onPlaceOrder(final long sequence, final PlaceOrderDecoder message) {
        update(() -> {
            if (message.clientOrderId() != PlaceOrderDecoder.clientOrderIdNullValue()) {
                commands.onPlaced(message.correlationId(), message.clientOrderId());
                publish(projection.onPlaceOrder(message));
            }
        });
    }

    @Override
    public void onNewOrder(final long sequence, final NewOrderDecoder message) {
        update(() -> publish(projection.onNewOrder(message)));
    }

    @Override
    public void onCancelOrder(final long sequence, final CancelOrderDecoder message) {
        update(() -> publish(projection.onCancelOrder(message)));
    }

    @Override
    public void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
        update(() -> {
            publish(projection.onReplaceOrder(message));
            publish(projection.onReplacement(message));
        });
    }

    @Override
    public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
        final String text = message.text();
        update(() -> {
            final Fill fill = projection.fill(message);
            if (fill != null) {
                onFill(fill);
            }
            publish(projection.onExecutionReport(message, text));
            reconciliations.onExecutionReport(message);
            if (fill != null && listener != null) {
                listener.onFill(fill);
            }
        });
    }

    @Override
    public void onRiskEvent(final long sequence, final RiskEventDecoder message) {
        final RiskNotice notice = RiskNotice.of(sequence, message);
        update(() -> publish(notice));
    }

    @Override
    public void onSetLimits(final long sequence, final SetLimitsDecoder message) {
        update(() -> {
            limitTable.onSetLimits(message);
        });
    }

    @Override
    public void onStrategyStatus(final long sequence, final StrategyStatusDecoder message) {
        final String reason = message.reason();
        final RiskNotice failure = RiskNotice.of(sequence, message, reason);
        update(() -> {
            strategies.onStatus(message.strategyId(), message.state(), reason, message.timeNs());
            if (failure != null) {
                publish(failure);
            }
            if (listener != null && strategies.contains(message.strategyId())) {
                listener.onStrategy(message.strategyId(), message.timeNs());
            }
        });
    }

    @Override
    public void onBookStatus(final long sequence, final BookStatusDecoder message) {
        update(() -> {
            if (listener != null && engine.instruments().contains(message.instrumentId())) {
                listener.onBookStatus(message.instrumentId(), message.state(), message.reason(), message.timeNs());
            }
        });
    }

    @Override
    public void onSignal(final long sequence, final SignalDecoder message) {
        update(() -> {
            if (listener != null && engine.instruments().contains(message.instrumentId())) {
                listener.onSignal(message.instrumentId(), message.signalId(), message.value(), message.timeNs());
            }
        });
    }

    @Override
    public void onReconcile(final long sequence, final ReconcileDecoder message) {
        update(() -> reconciliations.onCommand(message));
    }

    @Override
    public void onReconcileRequest(final long sequence, final ReconcileRequestDecoder message) {
        update(() -> reconciliations.onRequest(message));
    }

    @Override
    public void onReconcileResult(final long sequence, final ReconcileResultDecoder message) {
        final String text = message.text();
        update(() -> {
            final Venue venue = reconciliations.onResult(message, text);
            if (venue != null && listener != null) {
                listener.onReconciliation(venue, message.timeNs());
            }
        });
    }

    @Override
    public void onDifference(final long sequence, final DifferenceDecoder message) {
        update(() -> {
            final Difference difference = reconciliations.onDifference(sequence, message);
            if (difference != null && listener != null) {
                listener.onDifference(difference);
            }
        });
    }

    /** One point of the strategies' equity curves; the tailer calls it once a second. */
    void sample() {
        update(portfolio::sample);
    }

    /**
     * Runs with the view standing still: what is read inside, and who is told of later changes, fit together.
     */
    public <T> T atomically(final Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** The order with this engine id, or null. */
    public Order order(final long id) {
        return atomically(() -> copy(orders.find(id)));
    }

    /** The engine's id of the order that was placed with this caller's id, or null. */
    public Long orderId(final String clientOrderId) {
        return atomically(() -> orders.idOf(clientOrderId));
    }

    /** Orders, newest first. */
    public List<Order> orders(final OrderFilter filter) {
        return atomically(() -> {
            final List<Order> list = new ArrayList<>();
            final Iterator<Order> newestFirst = orders.all().headMap(filter.before(), false).descendingMap().values().iterator();
            while (newestFirst.hasNext() && list.size() < filter.limit()) {
                final Order order = newestFirst.next();
                if (filter.accepts().test(order)) {
                    list.add(order.copy());
                }
            }
            return list;
        });
    }

    public OrderCounts orderCounts() {
        return atomically(orders::counts);
    }

    /** What became of the orders of one venue. */
    public OrderFlow orderFlow(final Venue venue) {
        return atomically(() -> orders.flow(id -> engine.instruments().get(id).venue() == venue));
    }

    /** Orders that have not ended. */
    public int openOrderCount() {
        return atomically(orders::openCount);
    }

    /** Fills, newest first. */
    public List<Fill> fills(final Predicate<Fill> accepts, final int limit) {
        return atomically(() -> {
            final List<Fill> list = new ArrayList<>();
            final Iterator<Fill> newestFirst = fills.descendingIterator();
            while (newestFirst.hasNext() && list.size() < limit) {
                final Fill fill = newestFirst.next();
                if (accepts.test(fill)) {
                    list.add(fill);
                }
            }
            return list;
        });
    }

    /** Everything that was ever traded. */
    public List<PositionState> positions() {
        return atomically(portfolio::positions);
    }

    /** Some of the positions together, in dollars. */
    public PositionTotal total(final List<PositionState> positions) {
        return atomically(() -> portfolio.total(positions));
    }

    public PositionState position(final int strategyId, final int instrumentId) {
        return atomically(() -> portfolio.position(strategyId, instrumentId));
    }

    /** The configured strategies, in order of id. */
    public List<StrategyInfo> strategies() {
        return atomically(() -> engine.strategies().stream().map(settings -> info(settings.strategyId())).toList());
    }

    /** One configured strategy. */
    public StrategyInfo strategy(final int strategyId) {
        return atomically(() -> info(strategyId));
    }

    /** How orders placed by hand did. */
    public Performance manualPerformance() {
        return atomically(() -> portfolio.performance(0));
    }

    /** Newest first, of at least this severity, that occurred after this journal sequence. */
    public List<RiskEvent> riskEvents(final Severity atLeast, final long since, final int limit) {
        return atomically(() -> risk.events(atLeast, since, limit));
    }

    /** What is held of each instrument, signed, in dollars; NaN where it can not be valued. */
    public double[] exposures() {
        return atomically(portfolio::exposures);
    }

    /** Checks, violations, and how near the limits are. */
    public RiskSummary riskSummary() {
        return atomically(() -> RiskSummary.of(engine.riskCheckCount(), engine.riskViolationCount(),
                limits.uses(portfolio.positions(), orders.open()), engine.killSwitch().tripped()));
    }

    /** Every limit of risk that there is, by scope. */
    public List<LimitState> limits() {
        return atomically(limitTable::states);
    }

    /** May this limit be set so? */
    public boolean limitPossible(final LimitSetting change) {
        return atomically(() -> limitTable.possible(change));
    }

    /** Does the journal show that the command with this correlation id, which changes limits, has acted? */
    public boolean limitsApplied(final long correlationId) {
        return atomically(() -> limitTable.applied(correlationId));
    }

    /** The circuit breakers that are not NORMAL, from the widest scope. */
    public List<BreakerInfo> breakers() {
        return atomically(breakers::tripped);
    }

    /** One circuit breaker. */
    public BreakerInfo breaker(final RiskScope scope, final int scopeId) {
        return atomically(() -> breakers.get(scope, scopeId));
    }

    /** How the reconciliation with each venue stands. */
    public List<ReconciliationState> reconciliations() {
        return atomically(reconciliations::states);
    }

    /** How the reconciliation with a venue of the engine's instruments stands. */
    public ReconciliationState reconciliation(final Venue venue) {
        return atomically(() -> reconciliations.state(venue));
    }

    /** The order that the command with this correlation id made, or null as long as the journal does not show it. */
    public Order placed(final long correlationId) {
        return atomically(() -> {
            final Long id = commands.placed(correlationId);
            return id == null ? null : copy(orders.find(id));
        });
    }

    /**
     * Waits for the journal to show something.
     *
     * @param probe     its answer, or null as long as there is none
     * @param timeoutMs at most so long
     * @return the answer, or null after the time is over
     */
    public <T> T await(final Supplier<T> probe, final long timeoutMs) throws InterruptedException {
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
            T answer = probe.get();
            while (answer == null && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
                answer = probe.get();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private void update(final Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void publish(final Order order) {
        if (order != null && listener != null) {
            listener.onOrder(order);
        }
    }

    private void publish(final RiskNotice notice) {
        final RiskEvent event = risk.onNotice(notice);
        riskListener.accept(event);
        if (listener != null) {
            listener.onRiskEvent(event);
        }
    }

    private void onFill(final Fill fill) {
        if (fills.size() == FILLS_MAX) {
            fills.removeFirst();
        }
        fills.addLast(fill);
        portfolio.onFill(fill);
    }

    private StrategyInfo info(final int strategyId) {
        return strategies.info(strategyId, orders.openCount(strategyId), portfolio.performance(strategyId));
    }

    private static Order copy(final Order order) {
        return order == null ? null : order.copy();
    }
}
