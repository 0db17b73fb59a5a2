package io.peregrine.api.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedAddresses;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.FeedState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.net.Network;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.binance.BinanceProvider;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Binance feed with two connections at the simulated venue, by two addresses: one after the other is cut, and no book ceases to be LIVE,
 * no trade is lost or comes twice, and every comparison with a snapshot meanwhile finds the book equal.
 */
class TwoConnectionsIT {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_NS = 60 * SECOND_NS;

    @TempDir
    private Path directory;
    private final List<String> states = new ArrayList<>();

    @Test
    void theLossOfEitherIsNotFelt() throws Exception {
        final SimulatorSettings venue = SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0))
                .withSeed(11).withFlow(FlowSettings.parse("rate=300"));
        try (Simulator simulator = Simulator.start(venue);
                CuttingProxy first = new CuttingProxy(simulator.port(SimulatorSettings.BINANCE));
                CuttingProxy second = new CuttingProxy(simulator.port(SimulatorSettings.BINANCE))) {
            final URI rest = URI.create("http://127.0.0.1:" + simulator.port(SimulatorSettings.BINANCE));
            final VenueSettings settings = new VenueSettings(Venue.BINANCE_SPOT,
                    new FeedAddresses(List.of(rest), List.of(first.uri(), second.uri()), 2), first.uri(), null,
                    List.of("BTC/USDT", "ETH/USDT"), Map.of());
            final List<Instrument> instruments = new BinanceProvider().loadInstruments(settings, 0);
            try (BookStore books = BookStore.create(directory.resolve("books").toFile(), instruments, BookLayout.DEFAULT);
                    Feed feed = new BinanceProvider().feed(new FeedContext(settings,
                            new FeedSettings(10_000, 60 * SECOND_NS, SECOND_NS / 5, 0, 0, SECOND_NS / 4, false), instruments, books,
                            new States(), Network.SOCKETS))) {
                run(feed, () -> isLive(books) && feed.status().state() == FeedState.OVERLAPPING);
                states.clear();
                for (final CuttingProxy proxy : List.of(first, second, first)) {
                    final long connects = feed.status().connects();
                    final long audits = audits(feed);
                    // Long enough for the second to be mixed in, and for some comparisons.
                    final long untilNs = EngineClock.nowNs() + 3 * SECOND_NS / 2;
                    run(feed, () -> EngineClock.nowNs() - untilNs >= 0 && audits(feed) > audits);
                    proxy.cut();
                    run(feed, () -> feed.status().connects() == connects + 1 && feed.status().state() == FeedState.OVERLAPPING);
                }
                assertEquals(List.of(), states);
                for (final Instrument instrument : instruments) {
                    final Map<String, Long> counters = feed.counters(instrument.instrumentId());
                    for (final String fault : List.of("gaps", "resyncs", "trade_gaps", "audits_different", "audits_frozen")) {
                        assertEquals(0, counters.get(fault), fault);
                    }
                    assertTrue(counters.get("duplicates") > 0 && counters.get("trades") > 0, counters::toString);
                }
            }
        }
    }

    private static boolean isLive(final BookStore books) {
        return books.book(0).state() == BookState.LIVE && books.book(1).state() == BookState.LIVE;
    }

    private static long audits(final Feed feed) {
        return feed.counters(0).get("audits_equal") + feed.counters(1).get("audits_equal");
    }

    /** Drives the feed until something is so. */
    private void run(final Feed feed, final BooleanSupplier condition) {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            if (EngineClock.nowNs() - startNs > PATIENCE_NS) {
                throw new AssertionError(feed.status() + " " + states + feed.counters(0) + feed.counters(1));
            }
            if (feed.doWork(EngineClock.nowNs()) == 0) {
                Thread.yield();
            }
        }
    }

    /** Keeps the changes of the books' states. */
    private final class States implements MarketDataListener {
        @Override
        public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
            states.add(status.instrumentId() + " " + status.previousState() + ">" + status.state() + ' ' + status.reason());
        }

        @Override
        public void onDepth(final DepthDecoder depth, final long nowNs) {
        }

        @Override
        public void onQuote(final QuoteDecoder quote, final long nowNs) {
        }

        @Override
        public void onTrade(final TradeDecoder trade, final long nowNs) {
        }
    }
}
