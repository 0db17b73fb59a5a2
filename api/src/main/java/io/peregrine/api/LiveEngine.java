package io.peregrine.api;

import io.peregrine.api.view.BookDepth;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.book.BookReader;
import io.peregrine.book.BookSnapshot;
import io.peregrine.command.CommandProxy;
import io.peregrine.command.OrderTicket;
import io.peregrine.feed.FeedState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalTailer;
import io.peregrine.latency.Stage;
import io.peregrine.message.EngineMode;

import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.Engine;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.trade.TradeCounter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A real engine as the API sees it.
 *
 * <p><b>Threading:</b> thread-safe; a reader of a book is made for each call.
 */
final class LiveEngine implements EngineAccess {
    private static final double PERCENT = 100;

    private static final Set<FeedState> CONNECTED = Set.of(FeedState.CONNECTED, FeedState.REPLACING);

    private final Engine engine;

    LiveEngine(final Engine engine) {
        this.engine = engine;
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
    public RiskSettings riskLimits() {
        return engine.settings().risk();
    }

    @Override
    public List<VenueStatus> venues() {
        return engine.venues().stream().map(venue -> new VenueStatus(venue.venue(),
                CONNECTED.contains(venue.feed().state()), venue.gatewayReady(), venue.gatewayStatus())).toList();
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
        final Map<String, Long> counters = new LinkedHashMap<>();
        for (final TradeCounter counter : TradeCounter.values()) {
            counters.put(counter.key(), engine.counters().get(counter));
        }
        counters.putAll(engine.drops());
        return counters;
    }

    @Override
    public Histogram latency(final Venue venue, final Stage stage) {
        return engine.latency(venue, stage);
    }

    @Override
    public BookDepth book(final int instrumentId, final int depth) {
        final Instrument instrument = engine.instruments().get(instrumentId);
        final BookReader reader = engine.books(instrument.venue()).reader(instrumentId);
        final BookSnapshot snapshot = new BookSnapshot(depth);
        if (!reader.read(snapshot)) {
            return null;
        }
        final int bids = Math.min(depth, snapshot.bidCount());
        final int asks = Math.min(depth, snapshot.askCount());
        return new BookDepth(instrumentId, snapshot.state(), snapshot.updateId(), snapshot.receiveTimeNs(),
                column(bids, snapshot::bidPrice), column(bids, snapshot::bidQuantity),
                column(asks, snapshot::askPrice), column(asks, snapshot::askQuantity));
    }

    private static long[] column(final int levels, final IntToLongFunction level) {
        return IntStream.range(0, levels).mapToLong(level::applyAsLong).toArray();
    }

    @Override
    public JournalSource journal() {
        final JournalTailer tailer = engine.tailerFromStart();
        return new JournalSource() {
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
    public long cancelAll(final int strategyId) {
        return engine.commands().cancelAll(CommandProxy.ANY, strategyId == ANY_STRATEGY ? CommandProxy.ANY : strategyId);
    }
}
