package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.StrategyState;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Position;
import io.peregrine.signal.InlineSignals;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;

/**
 * One strategy in the core: its state, and what it sees of the world.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class StrategySlot implements StrategyContext {
    private final StrategySettings settings;
    private final StrategyWatch watch;
    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final ReplaceDesk replaces;
    private final int violationThreshold;
    private final long violationWindowNs;

    private Strategy strategy;
    private boolean spent;
    /** Set without a call, for which there may be no room. */
    private Throwable coreFailure;
    private StrategyState strategyState = StrategyState.STOPPED;
    private boolean wanted;
    private long violations;
    private long windowStartNs;
    private long nowNs;

    StrategySlot(
            final StrategySettings settings,
            final Strategy strategy,
            final TradeContext context,
            final TradeState state,
            final OrderDesk desk,
            final ReplaceDesk replaces,
            final StrategyWatch watch) {
        this.watch = watch;
        this.settings = settings;
        this.strategy = strategy;
        this.state = state;
        this.desk = desk;
        this.replaces = replaces;
        instruments = context.instruments();
        violationThreshold = context.risk().violationThreshold();
        violationWindowNs = context.risk().monitors().breakers().violationWindowNs();
        wanted = settings.autoStart();
    }

    StrategySettings settings() {
        return settings;
    }

    Strategy strategy() {
        return strategy;
    }

    /** Its call was ended somewhere: what is in it can not be relied on, and a replay has something else in it. */
    void spend() {
        spent = true;
    }

    boolean spent() {
        return spent;
    }

    /** What ended the core's work for it somewhere, so that the core can not go on, whatever the strategy makes of it; null for nothing. */
    Throwable coreFailure() {
        return coreFailure;
    }

    /** It begins anew as another object. */
    void renew(final Strategy newStrategy) {
        strategy = newStrategy;
        spent = false;
    }

    boolean running() {
        return strategyState == StrategyState.RUNNING;
    }

    StrategyState strategyState() {
        return strategyState;
    }

    void strategyState(final StrategyState newState) {
        strategyState = newState;
        if (newState == StrategyState.RUNNING) {
            violations = 0;
        }
    }

    /** Should it run, as soon as the core trades? */
    boolean wanted() {
        return wanted;
    }

    void wanted(final boolean newWanted) {
        wanted = newWanted;
    }

    void now(final long newNowNs) {
        nowNs = newNowNs;
    }

    /** Has it broken the rules so often that it is to be stopped? */
    boolean overThreshold() {
        return running() && violations >= violationThreshold;
    }

    long violations() {
        return violations;
    }

    /**
     * Pre-trade risk refused an order in its name. What is not its doing does not count: the state of the market or of the engine, the
     * order rate that it shares with others, and the others' orders that it can not see.
     */
    void onRefused(final RejectReason reason, final long timeNs) {
        final boolean blameless = switch (reason) {
            case BOOK_NOT_LIVE, HALTED, INSTRUMENT_HALTED, INSTRUMENT_CHANGED, OPEN_ORDERS, ORDER_RATE, SELF_TRADE, TOO_LATE,
                REQUEST_PENDING, REDUCE_ONLY, CIRCUIT_BREAKER, TRADING_HOURS, INSUFFICIENT_BALANCE, SHORT_SALE, MARGIN,
                MESSAGE_RATIO -> true;
            default -> false;
        };
        if (blameless) {
            return;
        }
        if (violations == 0 || timeNs - windowStartNs >= violationWindowNs) {
            violations = 0;
            windowStartNs = timeNs;
        }
        violations++;
    }

    int id() {
        return settings.strategyId();
    }

    @Override
    public int strategyId() {
        watch.use();
        return settings.strategyId();
    }

    @Override
    public long nowNs() {
        watch.use();
        return nowNs;
    }

    @Override
    public Instruments instruments() {
        watch.use();
        return instruments;
    }

    @Override
    public InlineSignals market(final int instrumentId) {
        watch.use();
        final InlineSignals market = state.markets().get(instrumentId);
        return market.live() ? market : null;
    }

    @Override
    public long signal(final int instrumentId, final int signalId) {
        watch.use();
        return state.markets().signal(instrumentId, signalId);
    }

    @Override
    public Position position(final int instrumentId) {
        watch.use();
        return state.positions().position(settings.strategyId(), instrumentId);
    }

    @Override
    public Order order(final long clientOrderId) {
        watch.use();
        final Order order = state.orders().get(clientOrderId);
        return order != null && order.strategyId() == settings.strategyId() ? order : null;
    }

    @Override
    public long submitLimit(
            final int instrumentId, final Side side, final long price, final long quantity, final TimeInForce timeInForce) {
        request(instrumentId, side, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE).terms(timeInForce, false);
        return submit();
    }

    @Override
    public long submitPostOnly(final int instrumentId, final Side side, final long price, final long quantity) {
        request(instrumentId, side, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE).terms(TimeInForce.GTC, true);
        return submit();
    }

    @Override
    public long submitMarket(final int instrumentId, final Side side, final long quantity) {
        request(instrumentId, side, OrderType.MARKET, quantity);
        return submit();
    }

    @Override
    public long submitStop(final int instrumentId, final Side side, final long stopPrice, final long limitPrice, final long quantity) {
        final OrderType type = limitPrice == OrderRequest.NO_PRICE ? OrderType.STOP : OrderType.STOP_LIMIT;
        request(instrumentId, side, type, quantity).prices(limitPrice, stopPrice);
        return submit();
    }

    @Override
    public boolean cancel(final long clientOrderId) {
        final Order order = order(clientOrderId);
        try {
            return order != null && desk.cancel(order, nowNs);
        } catch (final VirtualMachineError | LinkageError | TradeFault failure) {
            coreFailure = failure;
            throw failure;
        }
    }

    @Override
    public long replace(final long clientOrderId, final long price, final long quantity) {
        final Order order = order(clientOrderId);
        if (order == null) {
            return StrategyContext.refused(RejectReason.UNKNOWN_ORDER);
        }
        if (!running() || overThreshold()) {
            return StrategyContext.refused(RejectReason.HALTED);
        }
        try {
            return counted(replaces.replace(order, price, quantity, nowNs));
        } catch (final VirtualMachineError | LinkageError | TradeFault failure) {
            coreFailure = failure;
            throw failure;
        }
    }

    private OrderRequest request(final int instrumentId, final Side side, final OrderType orderType, final long quantity) {
        watch.use();
        return desk.request().set(settings.strategyId(), instrumentId, side, orderType, quantity);
    }

    private long submit() {
        if (!running() || overThreshold()) {
            return StrategyContext.refused(RejectReason.HALTED);
        }
        try {
            return counted(desk.submit(nowNs));
        } catch (final VirtualMachineError | LinkageError | TradeFault failure) {
            coreFailure = failure;
            throw failure;
        }
    }

    private long counted(final long result) {
        if (result < 0) {
            onRefused(StrategyContext.rejectReason(result), nowNs);
        }
        return result;
    }
}
