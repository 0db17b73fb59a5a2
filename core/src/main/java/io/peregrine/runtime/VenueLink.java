package io.peregrine.runtime;

import io.peregrine.book.BookSnapshot;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedState;
import io.peregrine.feed.FeedTap;
import io.peregrine.feed.MarketPulse;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.GuardedGateway;
import io.peregrine.gateway.PaperGateway;
import io.peregrine.gateway.RefusingGateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.VenueClock;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.net.Network;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.InstrumentListing;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One venue of an engine: what its parts are made from, and the parts.
 *
 * <p><b>Threading:</b> put together at start by one thread; then {@link #status} and {@link #summary} by any.
 */
final class VenueLink {
    private final VenueSettings settings;
    private final VenueProvider provider;
    private final List<Instrument> instruments;
    private final BookStore books;
    private final MarketPulse pulse;
    private final VenueClock clock = new VenueClock();
    private final Map<Integer, InstrumentTerms> terms = new ConcurrentHashMap<>();
    private Feed feed;
    private Gateway gateway;
    private GuardedGateway guarded;

    /** @param loadTimeNs when the instruments were loaded */
    VenueLink(
            final VenueSettings settings, final VenueProvider provider, final List<Instrument> instruments, final BookStore books,
            final MarketPulse pulse, final long loadTimeNs) {
        this.settings = settings;
        this.provider = provider;
        this.instruments = instruments;
        this.books = books;
        this.pulse = pulse;
        instruments.forEach(instrument -> terms.put(instrument.instrumentId(), InstrumentTerms.loaded(loadTimeNs)));
    }

    Venue venue() {
        return settings.venue();
    }

    /** The venue's name in configuration and logs. */
    String key() {
        return venue().key();
    }

    List<Instrument> instruments() {
        return instruments;
    }

    /** The venue's clock, as its feed estimates it. */
    VenueClock clock() {
        return clock;
    }

    /** Asks the venue for its instruments again; waits for the answer. */
    List<InstrumentListing> relist() throws IOException {
        return provider.relist(settings, instruments);
    }

    InstrumentTerms terms(final Instrument instrument) {
        return terms.get(instrument.instrumentId());
    }

    /** From the thread that refreshes them alone. */
    void terms(final Instrument instrument, final InstrumentTerms newTerms) {
        terms.put(instrument.instrumentId(), newTerms);
    }

    BookStore books() {
        return books;
    }

    /** Makes the feed, not connected yet. */
    Feed openFeed(final EngineParts parts, final MarketDataListener listener) {
        feed = provider.feed(new FeedContext(
                settings, parts.settings().feeds(), instruments, books, listener, Network.SOCKETS, FeedTap.NONE, clock, pulse));
        return feed;
    }

    /** Orders are filled on paper. */
    void usePaper(final PaperGateway paper) {
        gateway = paper;
    }

    /** Makes the venue's gateway, not connected yet. */
    Gateway openGateway(
            final EngineParts parts, final ExecutionListener listener, final ReconciliationListener account,
            final LatencyRecorder latency) {
        final GatewayContext context = new GatewayContext(settings, parts.settings().feeds().reconnectIntervalNs(), parts.instruments(),
                listener, account, instruments.getFirst().instrumentId(), latency);
        final Gateway sender = settings.credentials() == null
                ? new RefusingGateway(listener, context.newAccountWriter(), "market data only: no API key")
                : provider.gateway(context);
        guarded = parts.guarded(sender, listener);
        gateway = guarded;
        return gateway;
    }

    /** The gateway to the venue behind the kill switch, where there is one. */
    Optional<GuardedGateway> guarded() {
        return Optional.ofNullable(guarded);
    }

    VenueStatus status() {
        final List<InstrumentStatus> statuses = new ArrayList<>();
        for (final Instrument instrument : instruments) {
            statuses.add(status(instrument));
        }
        return new VenueStatus(venue(), feed.status(), gateway.ready(), gateway.status(), statuses, clock.status());
    }

    /** What a person would call a change of the connection. */
    Connection connection() {
        return new Connection(feed.status().state(), feed.status().lastError(), gateway.ready());
    }

    /** The venue in one line, for the log. */
    String summary() {
        return "venue " + venue().key() + ": feed " + feed.status().state() + reason(feed.status().lastError()) + ", gateway "
                + gateway.status();
    }

    /** The state of the venue's connections. */
    record Connection(FeedState feed, String lastError, boolean gatewayReady) {
    }

    private InstrumentStatus status(final Instrument instrument) {
        final BookSnapshot book = new BookSnapshot(1);
        // Of a writer that stands still within an update the gate is what was read last, which is whole.
        books.reader(instrument.instrumentId()).readPatiently(book);
        final InstrumentTerms known = terms(instrument);
        final Map<String, Long> counters = new LinkedHashMap<>(feed.counters(instrument.instrumentId()));
        counters.put("reference_refreshes", known.refreshes());
        counters.put("reference_failures", known.failures());
        counters.put("reference_changes", known.changes());
        return new InstrumentStatus(instrument, book.state(), book.reason(), book.stateTimeNs(), book.updateId(), book.receiveTimeNs(),
                counters, known);
    }

    private static String reason(final String lastError) {
        return lastError.isEmpty() ? "" : " (last error: " + lastError + ")";
    }
}
