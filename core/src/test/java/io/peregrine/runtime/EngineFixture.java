package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.EngineMode;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.SampleMessages;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.StrategyFactory;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.time.EngineClock;
import io.peregrine.transport.TransportSettings;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/** An engine on a {@link ScriptedVenue}, and the ways to wait for it. */
final class EngineFixture {
    static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    final ScriptedVenue venue = new ScriptedVenue();
    final TakerStrategy strategy = new TakerStrategy();
    List<String> symbols = List.of("BTC/USDT", "ETH/USDT");
    List<EngineExtension> extensions = List.of();
    LongSupplier clock = EngineClock::nowNs;
    Credentials credentials = new Credentials("key", new byte[] {1});
    EngineMode mode = EngineMode.SIMULATED;
    JournalSettings journal = JournalSettings.STANDARD;
    long executionTimeoutNs = EngineSettings.EXECUTION_TIMEOUT_NS;
    boolean flatten;
    StrategyFactory strategies = (settings, instruments) -> strategy;
    List<StrategySettings> strategySettings = List.of(new StrategySettings(1, "taker", "taker", new int[] {0}, Map.of(), true));

    EngineContext context() {
        return new EngineContext(
                List.of(venue), strategies, extensions, TransportSettings.EMBEDDED, clock);
    }

    EngineSettings settings(final Path directory, final ThreadPlan plan) {
        final URI nowhere = URI.create("ws://127.0.0.1:1");
        final VenueSettings venueSettings = new VenueSettings(Venue.BINANCE_SPOT, nowhere, nowhere, nowhere, credentials, symbols);
        return new EngineSettings(
                mode,
                directory,
                List.of(venueSettings),
                strategySettings,
                new FeedSettings(100, SECOND_NS, SECOND_NS, 0),
                new OrderSettings(1_000_000, 5 * SECOND_NS, 0, 3, 1_024),
                new RiskSettings(1_000_000_00000000L, 100.0, 1_000_000_00000000L, 1_000_000_000_00000000L, SECOND_NS, 1_000_000),
                new ThreadSettings(plan, new int[0], ""), 1_000, 0, journal, executionTimeoutNs, flatten);
    }

    Engine launch(final Path directory, final ThreadPlan plan) {
        return Engine.launch(settings(directory, plan), context());
    }

    /** Drives a stepped engine, or waits for one with threads, until it is so. */
    static void await(final Engine engine, final BooleanSupplier condition) {
        final long deadlineNs = EngineClock.nowNs() + TIMEOUT_NS;
        final boolean stepped = engine.settings().threads().plan() == ThreadPlan.STEPPED;
        while (!condition.getAsBoolean()) {
            assertTrue(EngineClock.nowNs() - deadlineNs < 0, () -> "waited in vain; engine " + engine.state() + " " + engine.failure());
            if (stepped) {
                engine.doWork();
            } else {
                Thread.yield();
            }
        }
    }

    static ScriptedVenue.Step live(final int instrumentId) {
        final UnsafeBuffer buffer =
                SampleMessages.bookStatus(instrumentId, BookState.SYNCING, BookState.LIVE, BookReason.SNAPSHOT_APPLIED);
        final BookStatusDecoder status = new BookStatusDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        return (listener, nowNs) -> listener.onBookStatus(status, nowNs);
    }

    static ScriptedVenue.Step depth(final int instrumentId, final long updateId) {
        final UnsafeBuffer buffer = SampleMessages.depth(instrumentId, updateId);
        final DepthDecoder depth = new DepthDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        return (listener, nowNs) -> listener.onDepth(depth, nowNs);
    }
}
