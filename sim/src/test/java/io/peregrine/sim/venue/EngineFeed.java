package io.peregrine.sim.venue;

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

/** The engine's feed on a simulated venue over real sockets, run on the calling thread. */
public final class EngineFeed implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TIMEOUT_NS = 30 * SECOND_NS;
    private static final int BUFFERED_MESSAGES = 10_000;
    private static final int BOOK_PAGES = 2_048;
    private static final FeedSettings SETTINGS = new FeedSettings(BUFFERED_MESSAGES, SECOND_NS, SECOND_NS / 10, 30 * SECOND_NS);

    private final JsonNode entry;
    private final BookStore books;
    private final Feed feed;
    private final int instruments;

    /**
     * Connects, in time.
     *
     * @param directory where the books are kept
     * @param simulator of the venue
     * @param name      of the venue
     * @param symbols   the engine's
     * @param options   of the feed
     * @param withKey   log in with the simulator's key
     */
    public EngineFeed(final Path directory, final Simulator simulator, final String name, final List<String> symbols,
            final Map<String, String> options, final boolean withKey) throws IOException {
        entry = new ObjectMapper().readTree(simulator.firstLine()).path("venues").path(name);
        final Venue venue = Venue.byKey(name);
        final VenueProvider provider =
                VenueProvider.installed().stream().filter(candidate -> candidate.provides(venue)).findFirst().orElseThrow();
        final URI stream = URI.create(entry.path("ws").asText());
        final VenueSettings settings = new VenueSettings(venue, URI.create(entry.path("rest").asText()), stream, stream,
                withKey ? credentials() : null, symbols, options);
        final List<Instrument> listed = provider.loadInstruments(settings, 0);
        instruments = listed.size();
        books = BookStore.create(directory.resolve("books").toFile(), listed, new BookLayout(BOOK_PAGES));
        feed = provider.feed(new FeedContext(settings, SETTINGS, listed, books, new IgnoredMarketData(), Network.SOCKETS));
    }

    public Feed feed() {
        return feed;
    }

    public BookStore books() {
        return books;
    }

    /** Are all books LIVE? */
    public boolean live() {
        for (int id = 0; id < instruments; id++) {
            if (books.book(id).state() != BookState.LIVE) {
                return false;
            }
        }
        return true;
    }

    /** A counter of an instrument. */
    public long count(final int instrumentId, final String counter) {
        return feed.counters(instrumentId).get(counter);
    }

    /** The best levels of both sides, {@code "price quantity"}, bids before asks. */
    public List<String> levels(final int instrumentId, final int limit) {
        final BookSnapshot snapshot = new BookSnapshot(limit);
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

    /** A level as {@link #levels} writes it. */
    public static String level(final long price, final int priceDecimals, final long quantity, final int quantityDecimals) {
        return BigDecimal.valueOf(price, priceDecimals).stripTrailingZeros().toPlainString() + ' '
                + BigDecimal.valueOf(quantity, quantityDecimals).stripTrailingZeros().toPlainString();
    }

    /** Runs the feed until something is so. */
    public void until(final BooleanSupplier condition) {
        final long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TIMEOUT_NS, () -> "not within the time: " + feed.status() + ' ' + feed.counters(0));
            for (int i = 0; i < 100; i++) {
                feed.doWork(EngineClock.nowNs());
            }
            Thread.onSpinWait();
        }
    }

    /** Posts to the simulator. */
    public void send(final String path, final String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            final HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(entry.path("rest").asText() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Override
    public void close() {
        feed.close();
        books.close();
    }

    private Credentials credentials() {
        final String secret = entry.path(entry.has("secret") ? "secret" : "privateKeyPem").asText();
        return new Credentials(entry.path("apiKey").asText(), secret.getBytes(StandardCharsets.US_ASCII),
                entry.path("passphrase").asText(null));
    }
}
