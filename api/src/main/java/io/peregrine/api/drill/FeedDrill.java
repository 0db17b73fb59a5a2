package io.peregrine.api.drill;

import static io.peregrine.feed.BookCounter.AUDITS_EQUAL;
import static io.peregrine.feed.BookCounter.RESYNCS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.drill.PublishedBooks.Levels;
import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.sim.Venues;
import io.peregrine.sim.exchange.OffsetClock;
import io.peregrine.sim.exchange.SteppedClock;
import io.peregrine.sim.fault.FaultInjector;
import io.peregrine.sim.fault.FaultReport;
import io.peregrine.sim.fault.FaultScript;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One drill: a feed of the engine's on a simulated venue, faults between them, and after every message the question whether each LIVE book
 * is the venue's.
 *
 * <p><b>Threading:</b> confined; venue and feed run on the caller's thread, in simulated time.
 */
final class FeedDrill implements AutoCloseable {
    private static final long STEP_US = TimeUnit.MILLISECONDS.toMicros(5);
    /** After the first tenth all that is kept for good has been made. */
    private static final int SETTLING_PART = 10;
    private static final double EVENTS_PER_SECOND = 50;
    /** 2026-01-01. */
    private static final long START_US = TimeUnit.SECONDS.toMicros(1_767_225_600L);
    private static final long STALE_AFTER_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long STALE_US_MAX = TimeUnit.NANOSECONDS.toMicros(STALE_AFTER_NS) + TimeUnit.SECONDS.toMicros(1);
    private static final long LAG_US_MAX = TimeUnit.SECONDS.toMicros(1);
    /** As by default, but for what depends on the machine's clock, and with more audits; faster ones would use up Binance's snapshots. */
    private static final FeedSettings FEEDS = new FeedSettings(10_000, TimeUnit.SECONDS.toNanos(60), TimeUnit.SECONDS.toNanos(5),
            STALE_AFTER_NS, 0, TimeUnit.SECONDS.toNanos(10), false);
    private static final int LEVELS_MAX = 4_096;

    private final DrillVenue drilled;
    private final Optional<FaultScript> script;
    private final SteppedClock clock = new SteppedClock(START_US);
    private final SimulatedVenue venue;
    private final FaultInjector faults;
    private final DrillNetwork network;
    private final List<Instrument> instruments = new ArrayList<>();
    private final BookStore books;
    private final Feed feed;
    private final AuditAlarms alarms = new AuditAlarms(this::isRight);
    private final long[] prices = new long[LEVELS_MAX];
    private final long[] quantities = new long[LEVELS_MAX];
    private long checks;
    private long wrong;
    private String firstWrong = "";
    private long liveUs;
    private Recovery recovery;

    /**
     * @param script the faults; none to see that all is right without
     * @param seed   of the venue's order flow
     * @param folder for the books
     */
    FeedDrill(final DrillVenue drilled, final Optional<FaultScript> script, final long seed, final Path folder) {
        this(drilled, script, seed, folder, FEEDS, Map.of());
    }

    /**
     * @param feeds   the feed's settings
     * @param options of the venue, in the engine's configuration, in place of or beside those that the simulated venue names
     */
    FeedDrill(
            final DrillVenue drilled, final Optional<FaultScript> script, final long seed, final Path folder, final FeedSettings feeds,
            final Map<String, String> options) {
        this.drilled = drilled;
        this.script = script;
        final OffsetClock venueClock = new OffsetClock(clock);
        venue = Venues.open(drilled.key(), io.peregrine.sim.venue.VenueSettings.standard(seed, venueClock)
                .withFlow(FlowSettings.STANDARD.withRate(EVENTS_PER_SECOND)));
        faults = FaultInjector.before(venue, venueClock);
        venue.open();
        venue.exchange().listings().forEach(listing -> instruments.add(instrument(listing.market())));
        network = new DrillNetwork(venue, faults, clock);
        books = BookStore.create(folder.resolve(drilled.key() + ".cm").toFile(), instruments, BookLayout.DEFAULT);
        final VenueProvider provider = VenueProvider.installed().stream()
                .filter(candidate -> candidate.provides(drilled.venue())).findFirst().orElseThrow();
        final VenueSettings settings = new VenueSettings(drilled.venue(), URI.create("http://drill"), URI.create("ws://drill"),
                URI.create("ws://drill"), credentials(), instruments.stream().map(Instrument::symbol).toList(), with(options));
        feed = provider.feed(new FeedContext(settings, feeds, instruments, books, alarms, network));
    }

    private Map<String, String> with(final Map<String, String> options) {
        final Map<String, String> all = new HashMap<>(venue.clientOptions());
        all.putAll(options);
        return all;
    }

    /** As the venue tells how to log in. */
    private Credentials credentials() {
        final ObjectNode login = JsonNodeFactory.instance.objectNode();
        venue.describe(login);
        final String secret = login.path(login.has("secret") ? "secret" : "privateKeyPem").asText();
        return new Credentials(login.path("apiKey").asText(), secret.getBytes(StandardCharsets.UTF_8),
                login.has("passphrase") ? login.path("passphrase").asText() : null);
    }

    private Instrument instrument(final Market market) {
        final int priceDecimals = decimals(market.tickSize());
        final int quantityDecimals = decimals(market.lotSize());
        return new Instrument(instruments.size(), drilled.venue(), market.pair(), venue.symbol(market), market.baseAsset(),
                market.quoteAsset(), priceDecimals, quantityDecimals, mantissa(market.tickSize(), priceDecimals),
                mantissa(market.lotSize(), quantityDecimals), 0, Long.MAX_VALUE, 0);
    }

    private static int decimals(final long step) {
        int decimals = Decimal.SCALE;
        for (long rest = step; decimals > 0 && rest % 10 == 0; rest /= 10) {
            decimals--;
        }
        return decimals;
    }

    private static long mantissa(final long value, final int decimals) {
        return value / Decimals.power(Decimal.SCALE - decimals);
    }

    /** Runs for so long, the faults from the beginning. */
    FeedDrillResult run(final long durationUs) {
        script.ifPresent(faults::load);
        recovery = new Recovery(script, clock.nowUs());
        final long endUs = clock.nowUs() + durationUs;
        final long settledUs = clock.nowUs() + durationUs / SETTLING_PART;
        long heapBytes = 0;
        while (clock.nowUs() < endUs) {
            step();
            if (heapBytes == 0 && clock.nowUs() >= settledUs) {
                heapBytes = liveHeapBytes();
            }
        }
        return result(liveHeapBytes() - heapBytes);
    }

    private void step() {
        final long fromUs = clock.nowUs();
        final long dueUs = venue.thread().step();
        if (feed.doWork(network.nowNs()) > 0) {
            check();
        }
        final int live = liveCount();
        recovery.onStep(fromUs, live == instruments.size() && areCurrent());
        clock.set(Math.max(fromUs + 1, Math.min(dueUs, fromUs + STEP_US)));
        liveUs += (clock.nowUs() - fromUs) * live;
    }

    /** Has everything that the venue published arrived, but for the last second? */
    private boolean areCurrent() {
        for (final Instrument instrument : instruments) {
            if (network.openBooks().stream().noneMatch(published -> published.lagUs(instrument.venueSymbol()) <= LAG_US_MAX)) {
                return false;
            }
        }
        return true;
    }

    private static long liveHeapBytes() {
        System.gc();
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** How often something happened to the books, all together. */
    long counted(final BookCounter counter) {
        return instruments.stream().mapToLong(instrument -> feed.counters(instrument.instrumentId()).get(counter.key())).sum();
    }

    /** One of the books, to be damaged on purpose. */
    OrderBook book(final int instrumentId) {
        return books.book(instrumentId);
    }

    private FeedDrillResult result(final long heapGrowthBytes) {
        long hits = 0;
        for (final JsonNode fault : FaultReport.of(faults).path("faults")) {
            hits += fault.path("hits").asLong();
        }
        final long ranUs = clock.nowUs() - START_US;
        return new FeedDrillResult(drilled.key(), script.map(FaultScript::name).orElse("none"), TimeUnit.MICROSECONDS.toSeconds(ranUs),
                feed.status().messages(), checks, wrong, firstWrong.isEmpty() ? alarms.firstFalse() : firstWrong, hits, counted(RESYNCS),
                Math.round(1_000.0 * liveUs / instruments.size() / ranUs) / 10.0, recovery.toLiveMsMax(), counted(AUDITS_EQUAL),
                alarms.count(), alarms.falseCount(), heapGrowthBytes);
    }

    private void check() {
        for (final Instrument instrument : instruments) {
            final OrderBook book = books.book(instrument.instrumentId());
            if (book.state() == BookState.LIVE) {
                checks++;
                check(instrument, book);
            }
        }
    }

    private void check(final Instrument instrument, final OrderBook book) {
        final Levels levels = levels(instrument, book, PublishedBooks.DEPTH);
        for (final PublishedBooks published : network.openBooks()) {
            if (published.allows(instrument.venueSymbol(), levels, STALE_US_MAX)) {
                return;
            }
        }
        if (wrong++ == 0) {
            firstWrong = instrument.venueSymbol() + " at " + clock.instant() + ": " + levels;
        }
    }

    /** Has this book all that the venue published until a second ago, in every level, and nothing else? */
    boolean isRight(final int instrumentId) {
        final Instrument instrument = instruments.get(instrumentId);
        final OrderBook book = books.book(instrumentId);
        final long unit = Decimals.power(Decimal.SCALE - instrument.priceDecimals());
        final long bidMin = book.knownBidPrice() == Long.MIN_VALUE ? Long.MIN_VALUE : book.knownBidPrice() * unit;
        final long askMax = book.knownAskPrice() == Long.MAX_VALUE ? Long.MAX_VALUE : book.knownAskPrice() * unit;
        final Levels levels = levels(instrument, book, LEVELS_MAX);
        return network.openBooks().stream()
                .anyMatch(published -> published.isWhole(instrument.venueSymbol(), levels, bidMin, askMax, LAG_US_MAX));
    }

    private Levels levels(final Instrument instrument, final OrderBook book, final int depth) {
        return new Levels(levels(instrument, book.copyBids(prices, quantities, depth)),
                levels(instrument, book.copyAsks(prices, quantities, depth)));
    }

    private long[] levels(final Instrument instrument, final int count) {
        final long[] levels = new long[2 * count];
        for (int i = 0; i < count; i++) {
            levels[2 * i] = prices[i] * Decimals.power(Decimal.SCALE - instrument.priceDecimals());
            levels[2 * i + 1] = quantities[i] * Decimals.power(Decimal.SCALE - instrument.quantityDecimals());
        }
        return levels;
    }

    private int liveCount() {
        int count = 0;
        for (int i = 0; i < instruments.size(); i++) {
            count += books.book(i).state() == BookState.LIVE ? 1 : 0;
        }
        return count;
    }

    @Override
    public void close() {
        feed.close();
        books.close();
        venue.close();
    }
}
