package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookState;
import io.peregrine.net.Network;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's feed against the simulated venue over real sockets: two programs that share no line of wire code. */
class KrakenFeedIT {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TIMEOUT_NS = 30 * SECOND_NS;
    private static final FeedSettings SETTINGS = new FeedSettings(1000, SECOND_NS, SECOND_NS / 10, 30 * SECOND_NS);

    @TempDir
    private Path directory;
    private Simulator simulator;
    private URI address;
    private BookStore books;
    private Feed feed;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("kraken", 0)).withFlow(FlowSettings.parse("rate=2000")));
        address = URI.create(Fixtures.parse(simulator.firstLine()).at("/venues/kraken/rest").asText());
    }

    @AfterEach
    void stop() {
        if (feed != null) {
            feed.close();
            books.close();
        }
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "100", "1000"})
    void everyChecksumOfABusyMarketIsRight(final String depth) throws IOException {
        connect(depth);
        until(() -> count(0, "checksums_ok") > 300 && count(0, "trades") > 5 && count(1, "checksums_ok") > 100);
        for (int id = 0; id < 2; id++) {
            assertEquals(BookState.LIVE, books.book(id).state());
            assertEquals(0, count(id, "checksums_bad") + count(id, "crossed") + count(id, "decode_errors") + count(id, "resyncs"));
            assertEquals(0, count(id, "trade_gaps"));
        }
        assertTrue(books.book(0).bidCount() <= Integer.parseInt(depth));
    }

    @Test
    void aLostMessageIsNoticedAndTheBookIsLiveAgain() throws Exception {
        connect("10");
        until(() -> count(0, "checksums_ok") > 100);
        fault("{\"faults\":[{\"do\":\"drop\",\"message\":\"book\",\"count\":3}]}");
        until(() -> count(0, "checksums_bad") + count(1, "checksums_bad") > 0);
        until(this::bothLive);
        final long before = count(0, "checksums_ok");
        until(() -> count(0, "checksums_ok") > before + 50);
        assertTrue(bothLive());
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        connect("10");
        until(this::bothLive);
        fault("{\"faults\":[{\"do\":\"disconnect\"}]}");
        until(() -> feed.status().disconnects() > 0);
        until(() -> feed.status().connects() > 1 && bothLive());
        assertEquals(0, count(0, "checksums_bad") + count(1, "checksums_bad"));
    }

    private void connect(final String depth) throws IOException {
        final VenueProvider provider = VenueProvider.installed().stream()
                .filter(candidate -> candidate.provides(Venue.KRAKEN)).findFirst().orElseThrow();
        final URI stream = URI.create("ws" + address.toString().substring("http".length()));
        final VenueSettings venue = new VenueSettings(
                Venue.KRAKEN, address, stream, stream, null, List.of("BTC/USD", "ETH/USD"), Map.of("depth", depth));
        final List<Instrument> instruments = provider.loadInstruments(venue, 0);
        books = BookStore.create(directory.resolve("books").toFile(), instruments, new BookLayout(2048));
        feed = provider.feed(new FeedContext(venue, SETTINGS, instruments, books, new IgnoredMarketData(), Network.SOCKETS));
    }

    private boolean bothLive() {
        return books.book(0).state() == BookState.LIVE && books.book(1).state() == BookState.LIVE;
    }

    private long count(final int instrumentId, final String counter) {
        return feed.counters(instrumentId).get(counter);
    }

    /** Runs the feed until something is so. */
    private void until(final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TIMEOUT_NS, () -> "not within the time: " + feed.status() + ' ' + feed.counters(0));
            for (int i = 0; i < 100; i++) {
                feed.doWork(EngineClock.nowNs());
            }
            Thread.onSpinWait();
        }
    }


    private void fault(final String script) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            final HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address.resolve("/sim/faults"))
                    .POST(HttpRequest.BodyPublishers.ofString(script)).build(), HttpResponse.BodyHandlers.ofString());
            final JsonNode body = Fixtures.parse(answer.body());
            assertEquals(200, answer.statusCode(), body::toString);
        }
    }
}
