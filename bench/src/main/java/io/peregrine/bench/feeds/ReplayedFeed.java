package io.peregrine.bench.feeds;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketPulse;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.VenueClock;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.net.Fetcher;
import io.peregrine.net.HttpAnswer;
import io.peregrine.net.HttpListener;
import io.peregrine.net.Network;
import io.peregrine.net.WebSocket;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A venue's own feed, as the engine makes it, on a loopback socket; snapshots over REST come out of the capture.
 *
 * <p><b>Threading:</b> confined to the engine's thread.
 */
final class ReplayedFeed implements AutoCloseable {
    private static final FeedSettings SETTINGS =
            new FeedSettings(100_000, TimeUnit.SECONDS.toNanos(60), TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(30));

    private final RecordedVenue recorded;
    private final BookStore books;
    private final Feed feed;
    private TimedHandler handler;

    ReplayedFeed(final RecordedVenue recorded, final int port, final Schedule schedule, final long warmup, final Path folder) {
        this.recorded = recorded;
        books = BookStore.create(folder.resolve(recorded.venue().key() + ".books").toFile(), recorded.instruments(), BookLayout.DEFAULT);
        final VenueSettings settings = new VenueSettings(recorded.venue(), URI.create("http://127.0.0.1"),
                URI.create("ws://127.0.0.1:" + port), null, null,
                recorded.instruments().stream().map(Instrument::symbol).toList(), Map.of());
        feed = recorded.provider().feed(new FeedContext(settings, SETTINGS, recorded.instruments(), books, new IgnoredMarketData(),
                new Loopback(recorded.snapshot()), (inner, requester) -> {
                    handler = new TimedHandler(inner, schedule, warmup);
                    return handler;
                }, new VenueClock(), MarketPulse.NONE));
    }

    int doWork(final long nowNs) {
        return feed.doWork(nowNs);
    }

    RecordedVenue recorded() {
        return recorded;
    }

    TimedHandler handler() {
        return handler;
    }

    long disconnects() {
        return feed.status().disconnects();
    }

    /** The sum over all instruments. */
    long count(final BookCounter counter) {
        return recorded.instruments().stream().mapToLong(instrument -> handler.counters(instrument.instrumentId()).get(counter)).sum();
    }

    @Override
    public void close() {
        feed.close();
        books.close();
    }

    /** Real sockets for the stream, and the capture's snapshot for every GET. */
    private record Loopback(byte[] snapshot) implements Network {
        @Override
        public WebSocket webSocket(final URI uri, final WebSocketListener listener, final WebSocketSettings settings) {
            return SOCKETS.webSocket(uri, listener, settings);
        }

        @Override
        public Fetcher fetcher(final int capacity, final long timeoutNs) {
            return new RecordedAnswers(snapshot);
        }
    }

    private static final class RecordedAnswers implements Fetcher {
        private final byte[] snapshot;
        private final Queue<HttpAnswer> answers = new ArrayDeque<>();

        RecordedAnswers(final byte[] snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public boolean fetch(final long token, final URI uri) {
            final boolean isKnown = snapshot != null && uri.getPath().contains("depth");
            answers.add(new HttpAnswer(token, isKnown ? 200 : 404, isKnown ? snapshot : new byte[0], 0, null));
            return true;
        }

        @Override
        public int poll(final HttpListener listener, final int limit, final long nowNs) {
            int count = 0;
            while (count < limit && !answers.isEmpty()) {
                listener.onAnswer(answers.remove(), nowNs);
                count++;
            }
            return count;
        }

        @Override
        public void close() {
            answers.clear();
        }
    }
}
