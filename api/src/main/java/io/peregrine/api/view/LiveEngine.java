package io.peregrine.api.view;

import io.peregrine.book.BookSnapshot;
import io.peregrine.book.BookStore;
import io.peregrine.command.CommandProxy;
import io.peregrine.command.OrderTicket;
import io.peregrine.feed.FeedStatus;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalTailer;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.OrderLedger;
import io.peregrine.latency.Stage;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.InstrumentStatus;
import io.peregrine.runtime.InstrumentTerms;
import io.peregrine.runtime.KillSwitchStatus;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.trade.TradeCounter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * The API's access to an engine of this process.
 *
 * <p>Books are read in the engine's mapped memory, which is gone once the engine is closed: {@link #detach} first. After that there are no
 * books and no venues, the rest stays as the engine left it, and the journal can be read to its end.
 *
 * <p><b>Threading:</b> thread-safe; {@link #detach} waits for reads under way. <b>Allocates:</b> what it returns, and a reader for each
 * look into a book.
 */
public final class LiveEngine implements EngineAccess {
    private static final double PERCENT = 100;

    private final Engine engine;
    private final ReadWriteLock memory = new ReentrantReadWriteLock();
    private boolean detached;

    public LiveEngine(final Engine engine) {
        this.engine = engine;
    }

    /** From now on, the engine's mapped memory is not touched. To be called before the engine is closed. */
    public void detach() {
        memory.writeLock().lock();
        detached = true;
        memory.writeLock().unlock();
    }

    @Override
    public EngineMode mode() {
        return engine.mode();
    }

    @Override
    public String state() {
        return engine.state().name();
    }

    @Override
    public long runId() {
        return engine.runId();
    }

    @Override
    public long startTimeNs() {
        return engine.startTimeNs();
    }

    @Override
    public Instruments instruments() {
        return engine.instruments();
    }

    @Override
    public List<StrategySettings> strategies() {
        return engine.settings().strategies();
    }

    @Override
    public KillSwitch killSwitch() {
        return engine.killSwitch();
    }

    @Override
    public KillSwitchStatus killSwitchStatus() {
        return engine.killSwitchStatus();
    }

    @Override
    public RiskSettings riskLimits() {
        return engine.settings().risk();
    }

    @Override
    public List<LimitSetting> limitSettings() {
        return engine.settings().risk().table(engine.settings().orders().ordersPerSecondMax());
    }

    @Override
    public UsedLimits usedLimits() {
        return engine.usedLimits();
    }

    @Override
    public List<VenueStatus> venues() {
        return whileMapped(() -> engine.venues().stream().map(LiveEngine::status).toList(), List.of());
    }

    @Override
    public InstrumentTerms terms(final int instrumentId) {
        return engine.terms(instrumentId);
    }

    @Override
    public List<AgentStatus> agents() {
        return engine.agents().stream().map(agent -> new AgentStatus(agent.name(), PERCENT * agent.use())).toList();
    }

    @Override
    public long tickCount() {
        return engine.counters().get(TradeCounter.TICKS);
    }

    @Override
    public long riskCheckCount() {
        return engine.counters().get(TradeCounter.RISK_CHECKS);
    }

    @Override
    public long riskViolationCount() {
        return engine.counters().get(TradeCounter.RISK_VIOLATIONS);
    }

    @Override
    public Map<String, Long> counters() {
        final Map<String, Long> counters = new TreeMap<>(engine.drops());
        for (final TradeCounter counter : TradeCounter.values()) {
            counters.put(counter.key(), engine.counters().get(counter));
        }
        whileMapped(engine::venues, List.<io.peregrine.runtime.VenueStatus>of()).forEach(venue -> add(counters, venue));
        return counters;
    }

    @Override
    public Histogram latency(final Venue venue, final Stage stage) {
        return engine.latency(venue, stage);
    }

    @Override
    public OrderLedger.Stamps orderStamps(final long orderId) {
        return engine.orderStamps(orderId);
    }

    @Override
    public BookDepth book(final int instrumentId, final int depth) {
        return whileMapped(() -> read(instrumentId, depth), null);
    }

    @Override
    public JournalSource journal() {
        final JournalTailer tailer = engine.tailerFromStart();
        return new JournalSource() {
            @Override
            public void removed(final SnapshotReader state) {
                final JournalAnchor anchor = engine.removed();
                if (anchor != null) {
                    anchor.state(state);
                }
            }

            @Override
            public int poll(final JournalListener listener, final int limit) {
                return tailer.poll(listener, limit);
            }

            @Override
            public void close() {
                tailer.close();
            }
        };
    }

    @Override
    public long startStrategy(final int strategyId) {
        return engine.commands().startStrategy(strategyId);
    }

    @Override
    public long stopStrategy(final int strategyId) {
        return engine.commands().stopStrategy(strategyId);
    }

    @Override
    public long placeOrder(final OrderTicket ticket) {
        return engine.commands().placeOrder(ticket);
    }

    @Override
    public long cancel(final long orderId) {
        return engine.commands().cancel(orderId);
    }

    @Override
    public long replace(final long orderId, final long price, final long quantity) {
        return engine.commands().replace(orderId, price, quantity);
    }

    @Override
    public long setLimits(final List<LimitSetting> changes) {
        return engine.commands().setLimits(changes);
    }

    @Override
    public long cancelAll(final int strategyId) {
        return engine.commands().cancelAll(CommandProxy.ANY, strategyId == ANY_STRATEGY ? CommandProxy.ANY : strategyId);
    }

    @Override
    public long reconcile(final Venue venue, final boolean accept) {
        final int instrumentId = venue == null ? CommandProxy.ANY : engine.instruments().of(venue).getFirst().instrumentId();
        return engine.commands().reconcile(instrumentId, accept);
    }

    @Override
    public long resetBreaker(final RiskScope scope, final int scopeId, final String reason) {
        return engine.commands().resetBreaker(scope, scopeId, reason);
    }

    private <T> T whileMapped(final Supplier<T> read, final T absent) {
        memory.readLock().lock();
        try {
            return detached ? absent : read.get();
        } finally {
            memory.readLock().unlock();
        }
    }

    private BookDepth read(final int instrumentId, final int depth) {
        final Instrument instrument = engine.instruments().get(instrumentId);
        final BookStore books = engine.books(instrument.venue());
        final BookSnapshot snapshot = new BookSnapshot(depth);
        if (!books.reader(instrumentId).readPatiently(snapshot)) {
            return null;
        }
        final int bids = snapshot.bidCount();
        final int asks = snapshot.askCount();
        return new BookDepth(instrumentId, snapshot.state(), snapshot.updateId(), snapshot.receiveTimeNs(),
                column(bids, snapshot::bidPrice), column(bids, snapshot::bidQuantity),
                column(asks, snapshot::askPrice), column(asks, snapshot::askQuantity));
    }

    private static long[] column(final int levels, final IntToLongFunction level) {
        return IntStream.range(0, levels).mapToLong(level).toArray();
    }

    private static VenueStatus status(final io.peregrine.runtime.VenueStatus venue) {
        final FeedStatus feed = venue.feed();
        final String error = feed.lastError().isEmpty() ? "" : " (last error: " + feed.lastError() + ")";
        return new VenueStatus(venue.venue(), feed.state().connected(), venue.gatewayReady(),
                "feed " + feed.state() + error + ", orders " + venue.gatewayStatus(), venue.clock(),
                venue.instruments().stream().map(LiveEngine::status).toList());
    }

    private static BookStatus status(final InstrumentStatus book) {
        return new BookStatus(
                book.instrument().instrumentId(), book.state(), book.reason(), book.stateTimeNs(), book.counters());
    }

    /** A venue's own counters, with its name before them. */
    private static void add(final Map<String, Long> counters, final io.peregrine.runtime.VenueStatus venue) {
        final String prefix = venue.venue().key() + '_';
        final FeedStatus feed = venue.feed();
        counters.put(prefix + "connects", feed.connects());
        counters.put(prefix + "disconnects", feed.disconnects());
        counters.put(prefix + "bytes", feed.bytes());
        counters.put(prefix + "messages", feed.messages());
        counters.put(prefix + "snapshot_requests", feed.snapshotRequests());
        counters.put(prefix + "snapshot_failures", feed.snapshotFailures());
        venue.instruments().forEach(
                instrument -> instrument.counters().forEach((name, count) -> counters.merge(prefix + name, count, Long::sum)));
    }
}
