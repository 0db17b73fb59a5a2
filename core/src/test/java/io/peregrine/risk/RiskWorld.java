package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SetLimitsEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.order.ReportOutcome;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The parts of the trade core that pre-trade risk looks at, put together as the core does it, with what happens to them as methods. */
final class RiskWorld {
    static final int STRATEGIES = 3;
    static final int OPEN_MAX = 12;
    static final Instruments INSTRUMENTS = new Instruments(List.of(
            new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 3, 1, 1, 1, 100_000_000, 0),
            new Instrument(1, Venue.BINANCE_SPOT, "ETH/USDT", "ETHUSDT", "ETH", "USDT", 2, 3, 1, 1, 1, 100_000_000, 0),
            new Instrument(2, Venue.KRAKEN, "BTC/USD", "XBT/USD", "BTC", "USD", 2, 3, 1, 1, 1, 100_000_000, 0)));
    static final OrderSettings ORDERS = new OrderSettings(1_000_000, 5_000_000_000L, 0, 3, OPEN_MAX);

    final Instruments instruments;
    final OrderTable orders;
    final OrderTracker tracker;
    final PositionBook positions;
    final InlineSignals[] markets;
    final RiskLimits limits;
    final Balances balances;
    final Breakers breakers;
    final Exposure exposure;
    final PreTradeRisk risk;
    final OrderRequest request = new OrderRequest();
    long nowNs = 1_700_000_000_000_000_000L;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrapped = new MessageHeaderDecoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final ExecutionReportDecoder told = new ExecutionReportDecoder();
    private long updateId;
    private long executionId;

    RiskWorld(final RiskSettings settings) {
        this(INSTRUMENTS, settings);
    }

    RiskWorld(final Instruments instruments, final RiskSettings settings) {
        this.instruments = instruments;
        orders = new OrderTable(instruments, OPEN_MAX, 64, STRATEGIES);
        tracker = new OrderTracker(ORDERS, orders);
        positions = new PositionBook(instruments, STRATEGIES);
        markets = new InlineSignals[instruments.count()];
        Arrays.setAll(markets, i -> new InlineSignals());
        limits = new RiskLimits(instruments, STRATEGIES, settings.table(ORDERS.ordersPerSecondMax()));
        balances = new Balances(instruments, orders, positions, markets);
        exposure = new Exposure(instruments, orders, positions, markets, limits, balances);
        breakers = new Breakers(instruments, STRATEGIES - 1, settings);
        risk = new PreTradeRisk(instruments, orders, limits, markets, exposure, balances, breakers);
        for (final InlineSignals market : markets) {
            market.onBookState(BookState.LIVE);
        }
    }

    /** A bid and an ask of the same distance from this mid. */
    void mid(final int instrumentId, final long midPrice) {
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(instrumentId).updateId(++updateId)
                .bidPrice(midPrice - 1).bidQuantity(5).askPrice(midPrice + 1).askQuantity(5);
        markets[instrumentId].onQuote(new QuoteDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
        exposure.refresh(instrumentId);
    }

    void trade(final int instrumentId, final long price) {
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, header).instrumentId(instrumentId).price(price).quantity(1);
        markets[instrumentId].onTrade(new TradeDecoder().wrapAndApplyHeader(buffer, 0, wrapped));
    }

    boolean set(final LimitSetting change) {
        new SetLimitsEncoder().wrapAndApplyHeader(buffer, 0, header).changesCount(1).next()
                .value(change.value()).scopeId(change.scopeId()).riskLimit(change.limit()).riskScope(change.scope());
        final SetLimitsDecoder command = new SetLimitsDecoder().wrapAndApplyHeader(buffer, 0, wrapped);
        final boolean possible = limits.possible(command);
        if (possible) {
            limits.apply(command);
        }
        return possible;
    }

    OrderRequest request(
            final int strategy, final int instrumentId, final boolean buy, final OrderType type, final long quantity, final long price) {
        return request.set(strategy, instrumentId, buy ? Side.BUY : Side.SELL, type, quantity)
                .prices(type == OrderType.MARKET ? OrderRequest.NO_PRICE : price, OrderRequest.NO_PRICE)
                .terms(TimeInForce.GTC, false);
    }

    /** Sends what was asked for last. */
    void open(final long id) {
        tracker.open(request, id, nowNs);
        exposure.refresh(request.instrumentId());
    }

    /** The venue's word on an order; a null value for what it does not say. */
    ReportOutcome tell(final long id, final ExecType execType, final long price, final long quantity) {
        report.wrapAndApplyHeader(buffer, 0, header).timeNs(nowNs).venueTimeNs(nowNs).receiveTimeNs(nowNs).clientOrderId(id)
                .strategyId(0).price(NULL_VALUE).orderQuantity(NULL_VALUE).lastPrice(NULL_VALUE).lastQuantity(NULL_VALUE)
                .cumQuantity(NULL_VALUE).leavesQuantity(NULL_VALUE).feeE8(0)
                .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue()).venueCode(0).execType(execType).orderStatus(OrderStatus.NULL_VAL)
                .side(Side.NULL_VAL).orderType(OrderType.NULL_VAL).timeInForce(TimeInForce.NULL_VAL)
                .liquiditySide(LiquiditySide.NULL_VAL).rejectReason(RejectReason.NONE);
        report.venueOrderId().high(0).low(id);
        report.executionId().high(NULL_VALUE).low(NULL_VALUE);
        final var order = orders.get(id);
        if (execType == ExecType.TRADE) {
            report.lastPrice(price).lastQuantity(quantity).executionId().high(0).low(++executionId);
        } else if (execType == ExecType.REPLACED) {
            report.price(price).orderQuantity(quantity);
        }
        report.text("");
        final ReportOutcome outcome = tracker.apply(order, told.wrapAndApplyHeader(buffer, 0, wrapped), nowNs);
        if (outcome == ReportOutcome.FILL || outcome == ReportOutcome.OVERFILL) {
            positions.onFill(order.strategyId(), order.instrumentId(), order.side(), price, quantity, 0, -1);
            risk.onFill(order, nowNs);
        }
        exposure.refresh(order.instrumentId());
        return outcome;
    }
}
