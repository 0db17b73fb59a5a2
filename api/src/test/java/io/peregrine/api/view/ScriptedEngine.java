package io.peregrine.api.view;

import io.peregrine.command.OrderTicket;
import io.peregrine.emergency.CancelReport;
import io.peregrine.emergency.CancelState;
import io.peregrine.emergency.FlattenReport;
import io.peregrine.emergency.FlattenState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalListener;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.ClockStatus;
import io.peregrine.latency.Stage;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.EngineMode;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.InstrumentTerms;
import io.peregrine.runtime.KillSwitchStatus;
import io.peregrine.strategy.StrategySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * The far side of the API for its tests: its journal is what the test writes with {@link #journal(Consumer)}, its books are what the test
 * puts, and a command does what the test has scripted. There is no trading in it.
 */
public final class ScriptedEngine implements EngineAccess {
    /** Price 2 decimals, quantity 5 decimals. */
    public static final Instrument BTC = new Instrument(
            0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, 900_000_000, 50_000_000);
    public static final Instrument ETH = new Instrument(
            1, Venue.BINANCE_SPOT, "ETH/USDT", "ETHUSDT", "ETH", "USDT", 2, 4, 1, 1, 1, 900_000_000, 5_000_000);
    public static final Instrument ETH_BTC = new Instrument(
            2, Venue.BINANCE_SPOT, "ETH/BTC", "ETHBTC", "ETH", "BTC", 5, 4, 1, 1, 1, 900_000_000, 0);

    private final Instruments instruments = new Instruments(List.of(BTC, ETH, ETH_BTC));
    private final List<StrategySettings> strategies = List.of(
            new StrategySettings(1, "mm-btc", "market-making", new int[] {0}, Map.of("spread_ticks", "4"), false),
            new StrategySettings(2, "momentum-eth", "momentum", new int[] {1}, Map.of(), false));
    private final Map<Integer, BookDepth> books = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Consumer<JournalRecords>> journal = new ConcurrentLinkedQueue<>();
    private final KillSwitch killSwitch = newKillSwitch();
    private final AtomicLong correlationIds = new AtomicLong();
    private final long startTimeNs = io.peregrine.time.EngineClock.nowNs();
    /** What the engine makes of a command; by default nothing ever happens. */
    public volatile Commands commands = new Commands() {
    };

    /** The scripted side of the commands. */
    public interface Commands {
        default void onPlaceOrder(final long correlationId, final OrderTicket ticket) {
        }

        default void onCancel(final long orderId) {
        }

        default void onReplace(final long orderId, final long price, final long quantity) {
        }

        default void onCancelAll(final int strategyId) {
        }

        default void onStrategy(final int strategyId, final boolean start) {
        }

        default void onReset(final RiskScope scope, final int scopeId, final String reason) {
        }

        default void onReconcile(final long correlationId, final Venue venue, final boolean accept) {
        }

        /** Is the ring full? */
        default boolean full() {
            return false;
        }
    }

    private static KillSwitch newKillSwitch() {
        try {
            return KillSwitch.open(Files.createTempDirectory("kill-switch"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends to the journal. */
    public void journal(final Consumer<JournalRecords> record) {
        journal.add(record);
    }

    /** A LIVE book with one level a side. */
    public void top(final int instrumentId, final long bid, final long ask) {
        books.put(instrumentId, new BookDepth(instrumentId, BookState.LIVE, System.nanoTime(), io.peregrine.time.EngineClock.nowNs(),
                new long[] {bid}, new long[] {100_000}, new long[] {ask}, new long[] {100_000}));
    }

    public void book(final BookDepth depth) {
        books.put(depth.instrumentId(), depth);
    }

    @Override
    public EngineMode mode() {
        return EngineMode.SIMULATED;
    }

    @Override
    public String state() {
        return "RUNNING";
    }

    @Override
    public long runId() {
        return 1;
    }

    @Override
    public long startTimeNs() {
        return startTimeNs;
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

    @Override
    public List<StrategySettings> strategies() {
        return strategies;
    }

    @Override
    public KillSwitch killSwitch() {
        return killSwitch;
    }

    @Override
    public KillSwitchStatus killSwitchStatus() {
        return new KillSwitchStatus(killSwitch.status(), false, 0, List.of(new CancelReport(
                "kraken", CancelState.DONE, 3, 0, 1_000, 2_000, 4, 1, "POST /0/private/CancelAll: HTTP 503", 0,
                List.of(new FlattenReport("BTC/USD", FlattenState.ENDED, new BigDecimal("0.021"), new BigDecimal("-0.02"),
                        new BigDecimal("-0.02"), "")))));
    }

    @Override
    public RiskSettings riskLimits() {
        return new RiskSettings(10_000_00000000L, 5, 10_00000000L, 50_000_00000000L, 1_000_000_000L, 5);
    }

    @Override
    public List<LimitSetting> limitSettings() {
        return riskLimits().table(100);
    }

    @Override
    public UsedLimits usedLimits() {
        return null;
    }

    @Override
    public long setLimits(final List<LimitSetting> changes) {
        return BACK_PRESSURE;
    }

    @Override
    public List<VenueStatus> venues() {
        return List.of(new VenueStatus(Venue.BINANCE_SPOT, true, true, "logged on",
                new ClockStatus(1_270_000_000, 2_000_000, 3_000_000, 400_000), instruments.all().stream()
                        .filter(instrument -> instrument.venue() == Venue.BINANCE_SPOT)
                        .map(instrument -> new BookStatus(instrument.instrumentId(), BookState.LIVE, BookReason.SNAPSHOT_APPLIED, 5,
                                Map.of("transitions_syncing_live", 1L)))
                        .toList()));
    }

    @Override
    public InstrumentTerms terms(final int instrumentId) {
        return new InstrumentTerms(InstrumentState.HALTED, "the venue has a break", 1_700_000_000_000_000_000L, 1, 0, 1);
    }

    @Override
    public List<AgentStatus> agents() {
        return List.of(new AgentStatus("trade", 12.5));
    }

    @Override
    public long tickCount() {
        return 1000;
    }

    @Override
    public long riskCheckCount() {
        return 40;
    }

    @Override
    public long riskViolationCount() {
        return 10;
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("resyncs", 2L);
    }

    @Override
    public Histogram latency(final Venue venue, final Stage stage) {
        if (stage != Stage.DECODE && stage != Stage.TICK_TO_ORDER) {
            return null;
        }
        final Histogram histogram = new Histogram(1, 60_000_000_000L, 3);
        for (int i = 1; i <= 1000; i++) {
            histogram.recordValue(i * (stage == Stage.DECODE ? 1L : 10L));
        }
        return histogram;
    }

    @Override
    public io.peregrine.latency.OrderLedger.Stamps orderStamps(final long orderId) {
        return new io.peregrine.latency.OrderLedger.Stamps(orderId, orderId + 100, orderId + 300);
    }

    @Override
    public BookDepth book(final int instrumentId, final int depth) {
        return books.get(instrumentId);
    }

    @Override
    public long resetBreaker(final RiskScope scope, final int scopeId, final String reason) {
        return command(id -> commands.onReset(scope, scopeId, reason));
    }

    @Override
    public JournalSource journal() {
        return new JournalSource() {
            private JournalRecords records;

            @Override
            public int poll(final JournalListener listener, final int limit) {
                if (records == null) {
                    records = new JournalRecords(listener);
                }
                int count = 0;
                for (Consumer<JournalRecords> next = journal.poll(); next != null; next = journal.poll()) {
                    next.accept(records);
                    count++;
                }
                return count;
            }

            @Override
            public void close() {
                journal.clear();
            }
        };
    }

    @Override
    public long startStrategy(final int strategyId) {
        return command(id -> commands.onStrategy(strategyId, true));
    }

    @Override
    public long stopStrategy(final int strategyId) {
        return command(id -> commands.onStrategy(strategyId, false));
    }

    @Override
    public long placeOrder(final OrderTicket ticket) {
        return command(id -> commands.onPlaceOrder(id, ticket));
    }

    @Override
    public long cancel(final long orderId) {
        return command(id -> commands.onCancel(orderId));
    }

    @Override
    public long replace(final long orderId, final long price, final long quantity) {
        return command(id -> commands.onReplace(orderId, price, quantity));
    }

    @Override
    public long cancelAll(final int strategyId) {
        return command(id -> commands.onCancelAll(strategyId));
    }

    @Override
    public long reconcile(final Venue venue, final boolean accept) {
        return command(id -> commands.onReconcile(id, venue, accept));
    }

    private long command(final Consumer<Long> command) {
        if (commands.full()) {
            return BACK_PRESSURE;
        }
        final long correlationId = correlationIds.incrementAndGet();
        command.accept(correlationId);
        return correlationId;
    }
}
