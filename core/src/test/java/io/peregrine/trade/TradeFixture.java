package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BalanceEncoder;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.CancelRequestEncoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.DepthEncoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.FeedLatencyEncoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.GatewayStatusEncoder;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.InstrumentUpdateEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.PlaceOrderEncoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileEncoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReconcileEndEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ReplaceRequestEncoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.ResetBreakerEncoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SetLimitsEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StartStrategyEncoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.StopStrategyEncoder;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.order.UnknownOrders;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.StrategyFactory;
import io.peregrine.strategy.StrategySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A trade core between a journal and a gateway that only remember. Both write into one {@link #transcript}, in lines that begin with
 * {@code journal} or {@code gateway}, so that a test sees what came first.
 */
public final class TradeFixture implements OrderListener {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final long ORDER_TIMEOUT_NS = 5 * SECOND_NS;
    public static final long FILL_TIMEOUT_NS = 60 * SECOND_NS;
    public static final int RETRIES = 3;
    public static final OrderSettings ORDERS = settings(UnknownOrders.REPORT);
    public static final RiskSettings RISK =
            new RiskSettings(10_000_00000000L, 5.0, 10_00000000L, 50_000_00000000L, SECOND_NS, 5);
    /** 100.00 USDT a unit, ticks of 0.01, lots of 0.001. */
    public static final int BTC = 0;
    public static final int ETH = 1;
    public static final int RUN_ID = 7;
    /** BTC's venue takes stops and replaces in place; ETH's takes none and replaces by a new order but downwards. */
    public static final List<OrderCapabilities> CAPABILITIES = List.of(
            new OrderCapabilities(true, true, ReplaceStyle.IN_PLACE),
            new OrderCapabilities(false, false, ReplaceStyle.IN_PLACE_DOWN),
            OrderCapabilities.PLAIN);

    public final List<String> transcript = new ArrayList<>();
    public final List<byte[]> records = new ArrayList<>();
    public final TradeContext context;
    public final TradeCore core;
    /** Since when the first venue was asked for fills, the last time. */
    public long fillsSinceNs;
    public long nowNs = 1_700_000_000 * SECOND_NS;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private final JournalLines lines = new JournalLines();
    private OrderListener venue = new SilentVenue();
    private long executionId = 1000;
    private long updateId;
    private boolean reconciles = true;

    public TradeFixture() {
        this(RUN_ID, ORDERS, RISK, List.of(), null);
    }

    public TradeFixture(
            final int runId,
            final OrderSettings orders,
            final RiskSettings risk,
            final List<StrategySettings> strategies,
            final StrategyFactory factory) {
        final StrategyFactory strategyFactory = factory == null ? Strategies::create : factory;
        context = new TradeContext(
                runId, instruments(), strategies, orders, risk, this::onRecord, this, strategyFactory, CAPABILITIES);
        core = new TradeCore(context);
    }

    /** One strategy with this parameters on BTC, stopped. */
    public static StrategySettings strategy(final int id, final String type, final Map<String, String> parameters) {
        return new StrategySettings(id, type + "-" + id, type, new int[] {BTC}, parameters, false);
    }

    public static Instruments instruments() {
        return new Instruments(List.of(
                new Instrument(BTC, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 3, 1, 1, 1, 100_000, 500_000),
                new Instrument(ETH, Venue.BINANCE_SPOT, "ETH/USDT", "ETHUSDT", "ETH", "USDT", 2, 4, 5, 10, 10, 90_000_000, 5_000_000),
                new Instrument(2, Venue.BINANCE_COINM, "BTC/USD", "BTCUSD_PERP", "BTC", "USD", 1, 0, 1, 1, 1, 1000, 0)));
    }

    /** The gateway also does this with each request. */
    public TradeFixture venue(final OrderListener newVenue) {
        venue = newVenue;
        return this;
    }

    /** Settings with this policy, and without reconciliations but those that something causes. */
    public static OrderSettings settings(final UnknownOrders policy) {
        return new OrderSettings(100, ORDER_TIMEOUT_NS, FILL_TIMEOUT_NS, RETRIES, 64, 0, policy);
    }

    /** The test answers reconciliations; otherwise each is answered at once by nothing, completely. */
    public TradeFixture reconcilesByHand() {
        reconciles = false;
        return this;
    }

    public TradeFixture start() {
        core.start(nowNs);
        return this;
    }

    /** Started, with a LIVE book of 99.99 to 100.01. */
    public TradeFixture live() {
        start();
        book(BTC, BookState.LIVE);
        quote(BTC, 9_999, 10_001);
        transcript.clear();
        return this;
    }

    public void after(final long durationNs) {
        nowNs += durationNs;
        core.doWork(nowNs);
    }

    /** Since the last call. */
    public List<String> take() {
        final List<String> taken = List.copyOf(transcript);
        transcript.clear();
        return taken;
    }

    public static long id(final int number) {
        return ((long) RUN_ID << 32) + number;
    }

    /** Why the last report in the journal refuses, if it does. */
    public RejectReason lastReason() {
        return new ExecutionReportDecoder()
                .wrapAndApplyHeader(new UnsafeBuffer(records.getLast()), 0, new MessageHeaderDecoder())
                .rejectReason();
    }

    public long position(final int instrumentId) {
        return core.positions().total(instrumentId).quantity();
    }

    /** Is it among the open orders? Asked as the journal would be: by what the core itself wrote of it. */
    public boolean working(final long clientOrderId) {
        return lines.open(records, clientOrderId);
    }

    public long counter(final TradeCounter counter) {
        return core.counters().get(counter);
    }

    // Market data

    public void book(final int instrumentId, final BookState state) {
        new BookStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).timeNs(nowNs).updateId(++updateId)
                .state(state).previousState(BookState.SYNCING).reason(BookReason.RECOVERED);
        core.onBookStatus(new BookStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    /** Market data of the first venue is late from now on, or in time again. */
    public void feedLatency(final boolean late) {
        new FeedLatencyEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(BTC).timeNs(nowNs).thresholdNs(10_000_000)
                .delayNs(20_000_000).late(late ? BooleanType.TRUE : BooleanType.FALSE);
        core.onFeedLatency(new FeedLatencyDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void quote(final int instrumentId, final long bid, final long ask) {
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).venueTimeNs(nowNs).receiveTimeNs(nowNs).updateId(++updateId)
                .bidPrice(bid).bidQuantity(1000).askPrice(ask).askQuantity(1000);
        core.onQuote(new QuoteDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void depth(final int instrumentId, final long bid, final long ask) {
        final DepthEncoder depth = new DepthEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).venueTimeNs(nowNs).receiveTimeNs(nowNs).updateId(++updateId);
        for (int i = 0; i < 5; i++) {
            depth.bidPrice(i, bid - i).bidQuantity(i, 1000).askPrice(i, ask + i).askQuantity(i, 1000);
        }
        core.onDepth(new DepthDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void trade(final int instrumentId, final long price) {
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, header)
                .instrumentId(instrumentId).venueTimeNs(nowNs).receiveTimeNs(nowNs).tradeId(++updateId)
                .price(price).quantity(100).aggressorSide(Side.BUY);
        core.onTrade(new TradeDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    // Commands

    /** The venue's reference data say this of an instrument. */
    public void instrument(final int instrumentId, final InstrumentState state) {
        new InstrumentUpdateEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(1).timeNs(nowNs).instrumentId(instrumentId)
                .state(state);
        core.onInstrumentUpdate(new InstrumentUpdateDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void place(final int instrumentId, final Side side, final long quantity, final long price) {
        place(0, instrumentId, side, OrderType.LIMIT, quantity, price);
    }

    public void place(
            final int strategyId, final int instrumentId, final Side side, final OrderType type, final long quantity, final long price) {
        place(strategyId, instrumentId, side, type, quantity, price, NULL_VALUE);
    }

    public void place(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final OrderType type,
            final long quantity,
            final long price,
            final long stopPrice) {
        new PlaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(1).timeNs(nowNs).instrumentId(instrumentId).strategyId(strategyId)
                .price(price).stopPrice(stopPrice).quantity(quantity).clientOrderId(NULL_VALUE)
                .side(side).orderType(type).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE).userOrderId("mine");
        core.onPlaceOrder(new PlaceOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void cancel(final long clientOrderId) {
        cancel(clientOrderId, OrderDesk.ANY, OrderDesk.ANY);
    }

    public void cancel(final long clientOrderId, final int instrumentId, final int strategyId) {
        new CancelRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(2).timeNs(nowNs).clientOrderId(clientOrderId).instrumentId(instrumentId).strategyId(strategyId);
        core.onCancelRequest(new CancelRequestDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void replace(final long clientOrderId, final long price, final long quantity) {
        new ReplaceRequestEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(5).timeNs(nowNs).clientOrderId(clientOrderId).price(price).quantity(quantity);
        core.onReplaceRequest(new ReplaceRequestDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void resetBreaker(final RiskScope scope, final int scopeId, final String reason) {
        new ResetBreakerEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(6).timeNs(nowNs).targetId(scopeId).scope(scope)
                .reason(reason);
        core.onResetBreaker(new ResetBreakerDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void limits(final LimitSetting... changes) {
        final SetLimitsEncoder.ChangesEncoder group = new SetLimitsEncoder().wrapAndApplyHeader(buffer, 0, header)
                .correlationId(6).timeNs(nowNs).changesCount(changes.length);
        for (final LimitSetting change : changes) {
            group.next().value(change.value()).scopeId(change.scopeId()).riskLimit(change.limit()).riskScope(change.scope());
        }
        core.onSetLimits(new SetLimitsDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void startStrategy(final int strategyId) {
        new StartStrategyEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(3).timeNs(nowNs).strategyId(strategyId);
        core.onStartStrategy(new StartStrategyDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void stopStrategy(final int strategyId) {
        new StopStrategyEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(4).timeNs(nowNs).strategyId(strategyId);
        core.onStopStrategy(new StopStrategyDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    // Reports

    public void report(final long clientOrderId, final ExecType execType) {
        report(clientOrderId, execType, RejectReason.NONE);
    }

    public void report(final long clientOrderId, final ExecType execType, final RejectReason reason) {
        deliver(encode(clientOrderId, execType).rejectReason(reason));
    }

    public void told(final long clientOrderId, final OrderStatus status, final long cumQuantity) {
        deliver(encode(clientOrderId, ExecType.ORDER_STATUS).orderStatus(status).cumQuantity(cumQuantity));
    }

    /** The venue's answer to a query that says the order's terms, too. */
    public void toldTerms(
            final long clientOrderId, final OrderStatus status, final long cumQuantity, final long price, final long quantity) {
        deliver(encode(clientOrderId, ExecType.ORDER_STATUS)
                .orderStatus(status).cumQuantity(cumQuantity).price(price).orderQuantity(quantity));
    }

    public void replaced(final long clientOrderId, final long price, final long quantity) {
        deliver(encode(clientOrderId, ExecType.REPLACED).price(price).orderQuantity(quantity));
    }

    public void canceledAfter(final long clientOrderId, final long cumQuantity) {
        deliver(encode(clientOrderId, ExecType.CANCELED).cumQuantity(cumQuantity));
    }

    public void fill(final long clientOrderId, final long quantity, final long price) {
        fill(clientOrderId, quantity, price, executionId++);
    }

    public void fill(final long clientOrderId, final long quantity, final long price, final long id) {
        final ExecutionReportEncoder report = encode(clientOrderId, ExecType.TRADE).lastQuantity(quantity).lastPrice(price);
        report.executionId().high(0).low(id);
        deliver(report);
    }

    private ExecutionReportEncoder encode(final long clientOrderId, final ExecType execType) {
        final ExecutionReportEncoder report = new ExecutionReportEncoder().wrapAndApplyHeader(buffer, 0, header);
        report.timeNs(NULL_VALUE).venueTimeNs(nowNs).receiveTimeNs(nowNs).clientOrderId(clientOrderId)
                .instrumentId(BTC).strategyId(ExecutionReportEncoder.strategyIdNullValue())
                .price(NULL_VALUE).orderQuantity(NULL_VALUE).lastPrice(NULL_VALUE).lastQuantity(NULL_VALUE)
                .cumQuantity(NULL_VALUE).leavesQuantity(NULL_VALUE).feeE8(0)
                .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue()).venueCode(0)
                .execType(execType).orderStatus(OrderStatus.NULL_VAL).side(Side.NULL_VAL).orderType(OrderType.NULL_VAL)
                .timeInForce(TimeInForce.NULL_VAL).liquiditySide(LiquiditySide.NULL_VAL).rejectReason(RejectReason.NONE);
        report.venueOrderId().high(0).low(clientOrderId + 500);
        report.executionId().high(NULL_VALUE).low(NULL_VALUE);
        return report;
    }

    private void deliver(final ExecutionReportEncoder report) {
        report.text("from the venue");
        core.onExecutionReport(new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    // Reconciliation

    public void reconcile(final int instrumentId, final boolean accept) {
        new ReconcileEncoder().wrapAndApplyHeader(buffer, 0, header).correlationId(5).timeNs(nowNs).instrumentId(instrumentId)
                .accept(accept ? BooleanType.TRUE : BooleanType.FALSE);
        core.onReconcile(new ReconcileDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    public void gateway(final boolean ready) {
        new GatewayStatusEncoder().wrapAndApplyHeader(buffer, 0, header).receiveTimeNs(nowNs).instrumentId(BTC)
                .ready(ready ? BooleanType.TRUE : BooleanType.FALSE).text("");
        core.onGatewayStatus(new GatewayStatusDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    /** The venue holds so much of an asset, by its id: 0 BTC, 1 USDT, 2 ETH. */
    public void balance(final long reconciliationId, final int assetId, final long amountE8) {
        new BalanceEncoder().wrapAndApplyHeader(buffer, 0, header).receiveTimeNs(nowNs).reconciliationId(reconciliationId)
                .instrumentId(BTC).assetId(assetId).freeE8(amountE8).lockedE8(0);
        core.onBalance(new BalanceDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    /** The venue works a buy order of BTC at 99.00; its id there is {@code venueOrderId}. */
    public void listed(
            final long reconciliationId, final long clientOrderId, final long venueOrderId, final long quantity, final long cumQuantity) {
        final OpenOrderEncoder order = new OpenOrderEncoder().wrapAndApplyHeader(buffer, 0, header).receiveTimeNs(nowNs)
                .reconciliationId(reconciliationId).instrumentId(BTC).clientOrderId(clientOrderId).price(9_900).quantity(quantity)
                .cumQuantity(cumQuantity).side(Side.BUY).orderType(OrderType.LIMIT);
        order.venueOrderId().high(0).low(venueOrderId);
        core.onOpenOrder(new OpenOrderDecoder().wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
    }

    /** A fill on the venue's list, which names the order by the venue's id only. */
    public void listedFill(final long venueOrderId, final long quantity, final long price, final long id) {
        final ExecutionReportEncoder report = encode(NULL_VALUE, ExecType.TRADE).lastQuantity(quantity).lastPrice(price).side(Side.BUY);
        report.venueOrderId().high(0).low(venueOrderId);
        report.executionId().high(0).low(id);
        deliver(report);
    }

    public void reconciled(final int instrumentId, final long reconciliationId, final boolean complete, final int openOrders) {
        final UnsafeBuffer end = new UnsafeBuffer(new byte[256]);
        new ReconcileEndEncoder().wrapAndApplyHeader(end, 0, new MessageHeaderEncoder()).receiveTimeNs(nowNs)
                .reconciliationId(reconciliationId).instrumentId(instrumentId).openOrderCount(openOrders).fillCount(0)
                .complete(complete ? BooleanType.TRUE : BooleanType.FALSE).text("");
        core.onReconcileEnd(new ReconcileEndDecoder().wrapAndApplyHeader(end, 0, new MessageHeaderDecoder()), nowNs);
    }

    // What comes out

    private void onRecord(final DirectBuffer record, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        record.getBytes(offset, bytes);
        records.add(bytes);
        transcript.add("journal " + lines.line(new UnsafeBuffer(bytes)));
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
        transcript.add("gateway NewOrder #" + (int) order.clientOrderId() + " " + order.side() + " " + order.quantity()
                + (order.stopPrice() == NULL_VALUE ? "" : " from " + order.stopPrice())
                + (order.price() == NULL_VALUE ? " at market" : " @ " + order.price())
                + (order.postOnly() == BooleanType.TRUE ? " post-only" : ""));
        venue.onNewOrder(order, timeNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long timeNs) {
        transcript.add("gateway CancelOrder #" + (int) cancel.clientOrderId());
        venue.onCancelOrder(cancel, timeNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long timeNs) {
        final long newId = replace.newClientOrderId();
        transcript.add("gateway ReplaceOrder #" + (int) replace.clientOrderId() + (newId == NULL_VALUE ? "" : " by #" + (int) newId) + " "
                + replace.quantity() + " @ " + replace.price());
        venue.onReplaceOrder(replace, timeNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long timeNs) {
        transcript.add("gateway Reconcile " + (int) request.reconciliationId());
        if (request.instrumentId() == BTC) {
            fillsSinceNs = request.fillsSinceNs();
        }
        if (reconciles) {
            reconciled(request.instrumentId(), request.reconciliationId(), true, 0);
        }
        venue.onReconcile(request, timeNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long timeNs) {
        transcript.add("gateway QueryOrder #" + (int) query.clientOrderId());
        venue.onQueryOrder(query, timeNs);
    }
}
