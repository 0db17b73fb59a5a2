package io.peregrine.bench.tick;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.JournalPosition;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.StageTimer;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.strategy.quoting.MarketMaker;
import io.peregrine.time.EngineClock;
import io.peregrine.trade.TradeContext;
import io.peregrine.trade.TradeCore;
import io.peregrine.venue.binance.feed.BinanceFeedHandler;
import io.peregrine.venue.binance.gateway.BinanceGatewaySettings;
import io.peregrine.venue.binance.gateway.BinanceSession;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The engine's way from a message to an order, wired as its inline plan wires it: feed handler, stage timer, trade core with the market
 * maker, order entry session; books in a Chronicle Map, journal in a Chronicle Queue, both in files.
 *
 * <p>The limits of risk and of the venue's request rate are checked as ever, but lie so high that none is reached.
 *
 * <p><b>Threading:</b> confined to the harness's thread. <b>Memory:</b> owns the mapped files. <b>Units:</b> engine clock.
 * <b>Allocates:</b> none per tick once warm.
 */
final class OrderPath implements AutoCloseable {
    private static final FeedSettings FEED = new FeedSettings(1_000_000, Long.MAX_VALUE, 1_000_000_000L, 0);
    private static final OrderSettings ORDERS = new OrderSettings(1_000_000, 5_000_000_000L, 0, 3, 64);
    private static final RiskSettings RISK =
            new RiskSettings(Long.MAX_VALUE / 4, 100, Long.MAX_VALUE / 1000, Long.MAX_VALUE / 4, 100_000_000, Integer.MAX_VALUE);
    /** Of the venue's three kinds, each over a short time. */
    private static final List<BinanceRateLimit> RATE_LIMITS = List.of(
            new BinanceRateLimit(Type.REQUEST_WEIGHT, 1, 1 << 20),
            new BinanceRateLimit(Type.ORDERS, 1, 1 << 20),
            new BinanceRateLimit(Type.ORDERS, 2, 1 << 20));
    private static final Map<String, String> QUOTES = Map.of(
            MarketMaker.HALF_SPREAD_TICKS, "1.5", MarketMaker.REQUOTE_TICKS, "1", MarketMaker.ORDER_SIZE, "0.01");

    private final RecordedTicks ticks;
    private final AnsweringVenue venue = new AnsweringVenue();
    private final LatencyRecorder latency = new LatencyRecorder();
    private final BookStore books;
    private final ChronicleJournal journal;
    private final CoreAccount account = new CoreAccount();
    private final BinanceSession session;
    private final TradeCore core;
    private final BinanceFeedHandler handler;
    private int earlySnapshot = -1;

    /** Everything in files in this directory. */
    OrderPath(final RecordedTicks ticks, final Path directory) {
        this.ticks = ticks;
        final Instruments instruments = new Instruments(List.of(ticks.instrument()));
        final Credentials key = new Credentials("k".repeat(64), "s".repeat(64).getBytes(StandardCharsets.US_ASCII));
        session = new BinanceSession(
                new BinanceGatewaySettings(URI.create("ws://memory"), URI.create("http://memory"), key, 5000, 1_000_000_000L, 4096, RATE_LIMITS),
                instruments, this::onExecutionReport, new ReconciliationWriter(account, 0), latency,
                BinanceSession.Channels.of(venue));
        journal = new ChronicleJournal(directory.resolve("journal"), JournalPosition.START);
        final StrategySettings strategy =
                new StrategySettings(1, "quotes", MarketMaker.TYPE, new int[] {ticks.instrument().instrumentId()}, QUOTES, true);
        core = new TradeCore(new TradeContext(1, instruments, List.of(strategy), ORDERS, RISK, journal, session, TickQuotes::new,
                Collections.nCopies(instruments.count(), OrderCapabilities.PLAIN)));
        account.core(core);
        books = BookStore.create(directory.resolve("books").toFile(), instruments.all(), BookLayout.DEFAULT);
        final StageTimer timer =
                new StageTimer(StageTimer.Side.BOTH, new LatencyRecorder[] {latency}, core, EngineClock::nowNs);
        handler = new BinanceFeedHandler(ticks.venue(), instruments.all(), books, timer, (instrumentId, nowNs) -> true, FEED);
    }

    /** Everything that comes into the core is journalled, before {@link #start}. */
    void journalInputs() {
        core.recordInputs();
    }

    /** Logs on and starts the strategy. */
    void start() {
        final long nowNs = EngineClock.nowNs();
        venue.logOn(session, nowNs);
        account.started();
        core.start(nowNs);
        venue.answer(session);
        if (!core.reconciled()) {
            throw new IllegalStateException("the venue in memory did not tell what it holds");
        }
    }

    /** The session begins anew: the book is empty until its snapshot comes. */
    void connect() {
        earlySnapshot = -1;
        handler.onConnected(EngineClock.nowNs());
        venue.answer(session);
    }

    /** One message, from its bytes to the bytes of whatever it causes. */
    void onTick(final int tick, final long nowNs) {
        if (ticks.kind(tick) == TickKind.SNAPSHOT) {
            earlySnapshot = tick;
        } else {
            handler.onMessage(ticks.buffer(), ticks.offset(tick), ticks.length(tick), nowNs, nowNs);
        }
    }

    /** What is not in a tick's time: the venue's answers and all timers. */
    void betweenTicks(final long nowNs) {
        venue.answer(session);
        if (earlySnapshot >= 0 && handler.awaitsSnapshot(0)) {
            final int tick = earlySnapshot;
            earlySnapshot = -1;
            handler.onSnapshot(0, ticks.buffer(), ticks.offset(tick), ticks.length(tick), nowNs, nowNs);
        }
        handler.doWork(nowNs);
        core.doWork(nowNs);
        session.doWork(nowNs);
        venue.answer(session);
    }

    /** Trading ends: what is open is cancelled. */
    void stop() {
        core.stop(EngineClock.nowNs());
        venue.answer(session);
    }

    RecordedTicks ticks() {
        return ticks;
    }

    AnsweringVenue venue() {
        return venue;
    }

    LatencyRecorder latency() {
        return latency;
    }

    TradeCore core() {
        return core;
    }

    BookCounters feed() {
        return handler.counters(0);
    }

    /** Sequence of the journal's last record. */
    long journalSequence() {
        return journal.sequence();
    }

    @Override
    public void close() {
        session.close();
        journal.close();
        books.close();
    }

    private void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        core.onExecutionReport(report, nowNs);
    }
}
