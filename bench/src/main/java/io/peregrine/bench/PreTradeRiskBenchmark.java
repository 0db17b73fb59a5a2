package io.peregrine.bench;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.position.PositionBook;
import io.peregrine.risk.Balances;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.LimitTerms;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.PreTradeRisk;
import io.peregrine.risk.RiskLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.signal.InlineSignals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Pre-trade risk of one order that passes all rules: 1,000 instruments, 10 strategies, a position and two open orders in each instrument,
 * every limit set at all four scopes, balances known, decimals as of BTC at Binance and Kraken. The instrument, strategy and side of each
 * order are random. As in the engine, an order comes on a tick of its instrument, and one request is filled in anew for it; both before
 * the time begins. The times are those of one call, the clock's two readings included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PreTradeRiskBenchmark {
    private static final int STRATEGIES = 10;
    private static final int OPEN_MAX = 4_096;
    private static final long MID = 10_000;
    private static final long STEP_NS = 1_000_000;

    /** How many instruments there are. */
    @Param("1000")
    int instrumentCount;

    private final OrderRequest request = new OrderRequest();
    private final SplittableRandom random = new SplittableRandom(1);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final QuoteEncoder quoteEncoder = new QuoteEncoder();
    private final QuoteDecoder quoteDecoder = new QuoteDecoder();
    private InlineSignals[] markets;
    private PreTradeRisk risk;
    private long updateId;
    private long nowNs = 1_700_000_000_000_000_000L;

    /** Instruments, their markets, positions and orders, and all limits. */
    @Setup
    public void open() {
        final List<Instrument> list = new ArrayList<>();
        for (int i = 0; i < instrumentCount; i++) {
            final boolean binance = i % 2 == 0;
            list.add(new Instrument(i, binance ? Venue.BINANCE_SPOT : Venue.KRAKEN, "A" + i + "/USD", "A" + i + "USD", "A" + i, "USD",
                    binance ? 2 : 1, binance ? 5 : 8, 1, 1, 1, 1_000_000, 0));
        }
        final Instruments instruments = new Instruments(list);
        final RiskSettings settings = new RiskSettings(Long.MAX_VALUE / 4, 100, Long.MAX_VALUE / 1_000, Long.MAX_VALUE / 4, 1_000_000_000L,
                1_000_000, MonitorSettings.STANDARD, limits(instruments));
        final OrderSettings orderSettings = new OrderSettings(1_000_000, 1_000_000_000L, 0, 3, OPEN_MAX);
        final OrderTable orders = new OrderTable(instruments, OPEN_MAX, 64, STRATEGIES + 1);
        final OrderTracker tracker = new OrderTracker(orderSettings, orders);
        final PositionBook positions = new PositionBook(instruments, STRATEGIES + 1);
        markets = new InlineSignals[instrumentCount];
        Arrays.setAll(markets, i -> new InlineSignals());
        final RiskLimits limits = new RiskLimits(instruments, STRATEGIES + 1, settings.table(1_000_000));
        final Balances balances = new Balances(instruments, orders, positions, markets);
        final Exposure exposure = new Exposure(instruments, orders, positions, markets, limits, balances);
        risk = new PreTradeRisk(instruments, orders, limits, markets, exposure, balances, new Breakers(instruments, STRATEGIES, settings));
        long id = 0;
        for (int i = 0; i < instrumentCount; i++) {
            market(markets[i], i);
            positions.onFill(1 + i % STRATEGIES, i, Side.BUY, MID, 1_000, 0, -1);
            for (final Side side : new Side[] {Side.BUY, Side.SELL}) {
                fill(1 + i % STRATEGIES, i, side, 500, side == Side.BUY ? MID - 50 : MID + 50);
                request.reserveAt(request.price());
                tracker.open(request, ++id, nowNs);
            }
            balances.told(instruments.get(i).venue(), instruments.assetId("A" + i), Long.MAX_VALUE / 4, 0);
        }
        balances.told(Venue.BINANCE_SPOT, instruments.assetId("USD"), Long.MAX_VALUE / 4, 0);
        balances.told(Venue.KRAKEN, instruments.assetId("USD"), Long.MAX_VALUE / 4, 0);
        exposure.refreshAll();
    }

    /** A tick of an instrument, and what a strategy asks for then. */
    @Setup(Level.Invocation)
    public void tick() {
        final int instrumentId = random.nextInt(instrumentCount);
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        quote(markets[instrumentId], instrumentId);
        fill(1 + random.nextInt(STRATEGIES), instrumentId, side, 1_000 + random.nextInt(100),
                side == Side.BUY ? MID - random.nextInt(40) : MID + random.nextInt(40));
        nowNs += STEP_NS;
    }

    /** The clock's two readings alone: what is in each of the other times. */
    @Benchmark
    public long clock() {
        return nowNs;
    }

    /** One order. */
    @Benchmark
    public RejectReason check() {
        final RejectReason reason = risk.check(request, nowNs);
        if (reason != RejectReason.NONE) {
            throw new IllegalStateException("refused: " + reason);
        }
        return reason;
    }

    private void fill(final int strategy, final int instrumentId, final Side side, final long quantity, final long price) {
        request.set(strategy, instrumentId, side, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE)
                .terms(TimeInForce.GTC, false);
    }

    private void market(final InlineSignals market, final int instrumentId) {
        market.onBookState(BookState.LIVE);
        quote(market, instrumentId);
        new TradeEncoder().wrapAndApplyHeader(buffer, 0, headerEncoder).instrumentId(instrumentId).price(MID).quantity(1);
        market.onTrade(new TradeDecoder().wrapAndApplyHeader(buffer, 0, headerDecoder));
    }

    private void quote(final InlineSignals market, final int instrumentId) {
        quoteEncoder.wrapAndApplyHeader(buffer, 0, headerEncoder).instrumentId(instrumentId).updateId(++updateId)
                .bidPrice(MID - 1).bidQuantity(5).askPrice(MID + 1).askQuantity(5);
        market.onQuote(quoteDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder));
    }

    /** Every limit that an order may meet, at each scope, too large to bite. */
    private static List<LimitSetting> limits(final Instruments instruments) {
        final List<LimitSetting> limits = new ArrayList<>();
        for (final LimitTerms terms : LimitTerms.values()) {
            if (!terms.in(RiskScope.VENUE)) {
                continue;
            }
            final RiskLimit limit = terms.limit();
            final long value = switch (terms) {
                case TRADING_HOURS -> 1_440;
                case DUPLICATE_INTERVAL -> 1_000;
                case PRICE_COLLAR, LAST_TRADE_COLLAR -> RiskSettings.PRICE_COLLAR_E8;
                default -> terms.most();
            };
            limits.add(LimitSetting.total(limit, value));
            limits.add(new LimitSetting(limit, RiskScope.VENUE, Venue.BINANCE_SPOT.ordinal(), value));
            limits.add(new LimitSetting(limit, RiskScope.VENUE, Venue.KRAKEN.ordinal(), value));
            for (int id = 1; id <= STRATEGIES; id++) {
                limits.add(new LimitSetting(limit, RiskScope.STRATEGY, id, value));
            }
            for (int id = 0; id < instruments.count(); id++) {
                limits.add(new LimitSetting(limit, RiskScope.INSTRUMENT, id, value));
            }
        }
        return limits;
    }
}
