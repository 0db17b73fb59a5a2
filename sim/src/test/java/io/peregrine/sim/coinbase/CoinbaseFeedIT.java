package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.book.BookLayout;
import io.peregrine.book.BookSnapshot;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookState;
import io.peregrine.net.Network;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's feeds against the simulated venues over real sockets: two programs that share no line of wire code. */
class CoinbaseFeedIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int BUFFERED_MESSAGES = 10_000;
    private static final long TIMEOUT_NS = 30 * SECOND_NS;
    private static final FeedSettings SETTINGS = new FeedSettings(BUFFERED_MESSAGES, SECOND_NS, SECOND_NS / 10, 30 * SECOND_NS);
    private static final int COMPARED_LEVELS = 10;

    @TempDir
    private Path directory;
    private Simulator simulator;
    private String name;
    private JsonNode entry;
    private BookStore books;
    private Feed feed;

    @AfterEach
    void stop() {
        if (feed != null) {
            feed.close();
            books.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"coinbase,level2_batch,false", "coinbase,level2,true", "coinbase,full,true", "coinbase-advanced,,false",
        "coinbase-advanced,,true"})
    void theEnginesBooksAreTheVenuesBooks(final String venue, final String channel, final boolean withKey) throws Exception {
        connect(venue, channel, withKey);
        until(() -> bothLive() && count(0, "applied") > 25 && count(0, "trades") > 10 && count(1, "applied") > 15);
        send("/sim/flow", "{\"rate\":0}");
        final List<List<String>> truth = List.of(truth("BTC/USD"), truth("ETH/USD"));
        until(() -> truth.equals(List.of(ours(0), ours(1))));
        for (int id = 0; id < 2; id++) {
            assertTrue(bothLive());
            assertEquals(0, count(id, "gaps") + count(id, "crossed") + count(id, "decode_errors") + count(id, "resyncs"),
                    feed.counters(id).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"coinbase,full", "coinbase-advanced,"})
    void aLostMessageIsNoticedAndTheBooksAreLiveAgain(final String venue, final String channel) throws Exception {
        connect(venue, channel, true);
        until(() -> bothLive() && count(0, "applied") > 20);
        send("/sim/faults", venue.equals("coinbase")
                ? "{\"faults\":[{\"do\":\"drop\",\"message\":\"/\\\"type\\\":\\\"(open|done)\\\"/\",\"count\":2}]}"
                : "{\"faults\":[{\"do\":\"drop\",\"message\":\"book\",\"count\":2}]}");
        until(() -> count(0, "gaps") + count(1, "gaps") > 0);
        until(this::bothLive);
        final long before = count(0, "applied");
        until(() -> bothLive() && count(0, "applied") > before + 20);
        send("/sim/flow", "{\"rate\":0}");
        final List<String> truth = truth("BTC/USD");
        until(() -> truth.equals(ours(0)));
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        connect("coinbase-advanced", null, false);
        until(this::bothLive);
        send("/sim/faults", "{\"faults\":[{\"do\":\"disconnect\"}]}");
        until(() -> feed.status().disconnects() > 0);
        until(() -> feed.status().connects() > 1 && bothLive());
    }

    private void connect(final String venue, final String channel, final boolean withKey) throws IOException {
        name = venue;
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(venue, 0)).withFlow(FlowSettings.parse("rate=2000")));
        entry = JSON.readTree(simulator.firstLine()).path("venues").path(venue);
        final Venue id = venue.equals("coinbase") ? Venue.COINBASE_EXCHANGE : Venue.COINBASE_ADVANCED;
        final VenueProvider provider =
                VenueProvider.installed().stream().filter(candidate -> candidate.provides(id)).findFirst().orElseThrow();
        final URI stream = URI.create(entry.path("ws").asText());
        final String secret = entry.path(venue.equals("coinbase") ? "secret" : "privateKeyPem").asText();
        final Credentials credentials = withKey ? new Credentials(entry.path("apiKey").asText(),
                secret.getBytes(StandardCharsets.US_ASCII), entry.path("passphrase").asText(null)) : null;
        final VenueSettings settings = new VenueSettings(id, URI.create(entry.path("rest").asText()), stream, stream, credentials,
                List.of("BTC/USD", "ETH/USD"), channel == null ? Map.of() : Map.of("book_channel", channel));
        final List<Instrument> instruments = provider.loadInstruments(settings, 0);
        books = BookStore.create(directory.resolve("books").toFile(), instruments, new BookLayout(2048));
        feed = provider.feed(new FeedContext(settings, SETTINGS, instruments, books, new IgnoredMarketData(), Network.SOCKETS));
    }

    private boolean bothLive() {
        return books.book(0).state() == BookState.LIVE && books.book(1).state() == BookState.LIVE;
    }

    private long count(final int instrumentId, final String counter) {
        return feed.counters(instrumentId).get(counter);
    }

    /** The best levels of both sides as the engine has them. */
    private List<String> ours(final int instrumentId) {
        final BookSnapshot snapshot = new BookSnapshot(COMPARED_LEVELS);
        assertTrue(books.reader(instrumentId).read(snapshot));
        final List<String> levels = new ArrayList<>();
        for (int i = 0; i < snapshot.bidCount(); i++) {
            levels.add(level(snapshot.bidPrice(i), snapshot.priceDecimals(), snapshot.bidQuantity(i), snapshot.quantityDecimals()));
        }
        for (int i = 0; i < snapshot.askCount(); i++) {
            levels.add(level(snapshot.askPrice(i), snapshot.priceDecimals(), snapshot.askQuantity(i), snapshot.quantityDecimals()));
        }
        return levels;
    }

    /** The best levels of both sides as the venue has them. */
    private List<String> truth(final String pair) {
        final Listing.Snapshot snapshot = simulator.venue(name).thread()
                .call(() -> simulator.venue(name).exchange().listing(pair).snapshot(COMPARED_LEVELS)).join();
        final List<String> levels = new ArrayList<>();
        for (final long[] side : List.of(snapshot.bids(), snapshot.asks())) {
            for (int i = 0; i < side.length; i += 2) {
                levels.add(level(side[i], 8, side[i + 1], 8));
            }
        }
        return levels;
    }

    private static String level(final long price, final int priceDecimals, final long quantity, final int quantityDecimals) {
        return BigDecimal.valueOf(price, priceDecimals).stripTrailingZeros().toPlainString() + ' '
                + BigDecimal.valueOf(quantity, quantityDecimals).stripTrailingZeros().toPlainString();
    }

    /** Runs the feed until something is so. */
    private void until(final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TIMEOUT_NS,
                    () -> "not within the time: " + feed.status() + ' ' + feed.counters(0) + ' ' + feed.counters(1));
            for (int i = 0; i < 100; i++) {
                feed.doWork(EngineClock.nowNs());
            }
            Thread.onSpinWait();
        }
    }

    private void send(final String path, final String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            final HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(entry.path("rest").asText() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }
}
