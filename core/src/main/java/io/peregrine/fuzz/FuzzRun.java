package io.peregrine.fuzz;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.FeedAddresses;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookState;
import io.peregrine.net.Network;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Feeds one decoder and its book with {@link Mutation}s, as messages of the stream and as bodies of snapshots. Each message lies in a
 * buffer that ends where it ends, so that a read outside of it throws where Agrona's bounds checks are on.
 *
 * <p><b>Threading:</b> confined, but for {@link #messages}. <b>Memory:</b> owns the book.
 */
public final class FuzzRun implements AutoCloseable {
    private static final int DEEP = 2_000;
    private static final int WIDE = 140_000;
    private static final int SNAPSHOT_EVERY = 4;
    /** Of the messages of a session, so many are as they should be for one that is not. */
    private static final int RIGHT_FOR_WRONG = 7;
    private static final int BETWEEN_SESSIONS = 32;
    private static final int STEP_NS_MAX = 200_000_000;
    private static final long START_NS = TimeUnit.SECONDS.toNanos(1_700_000_000L);

    private final FuzzTarget target;
    private final long seed;
    private final List<byte[]> corpus;
    private final SplittableRandom random;
    private final BookStore books;
    private final FeedHandler handler;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private long nowNs = START_NS;
    private long bytes;
    private long live;
    private long slowestNs;
    private volatile long messages;

    /** @param directory for the book */
    public FuzzRun(final FuzzTarget target, final long seed, final Path directory) {
        this.target = target;
        this.seed = seed;
        corpus = target.corpus();
        random = new SplittableRandom(seed);
        books = BookStore.create(directory.resolve(target.key() + ".books").toFile(), List.of(target.instrument()), new BookLayout(64));
        final VenueSettings venue = new VenueSettings(target.venue(), new FeedAddresses(List.of(), List.of(), 1), null,
                new Credentials("key", "secret".getBytes(StandardCharsets.US_ASCII), "pass"),
                List.of(target.instrument().symbol()), target.options());
        final FeedSettings settings =
                new FeedSettings(1_000, TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(5));
        handler = VenueProvider.installed().stream().filter(provider -> provider.provides(target.venue())).findFirst().orElseThrow()
                .wireFormat().handler(
                        new FeedContext(venue, settings, List.of(target.instrument()), books, new IgnoredMarketData(), Network.SOCKETS),
                        (instrumentId, atNs) -> true, book -> { });
        handler.onConnected(nowNs);
    }

    /** Are reads outside of a message caught? */
    public static boolean isBounded() {
        return DirectBuffer.SHOULD_BOUNDS_CHECK;
    }

    /** Runs until so many bytes were fed, or something escapes. */
    public FuzzReport run(final long bytesMax) {
        final int tooDeep = refused(true);
        final int tooWide = corpus.getLast()[0] == '{' ? refused(false) : -1;
        final Mutation mutation = new Mutation(seed, corpus);
        String failure = "";
        while (bytes < bytesMax && failure.isEmpty()) {
            failure = session(mutation);
            for (int i = 0; i < BETWEEN_SESSIONS && failure.isEmpty(); i++) {
                failure = feed(mutation.next());
            }
        }
        return new FuzzReport(target.key(), seed, bytes, messages, handler.decodeErrors(), live, tooDeep, tooWide,
                TimeUnit.NANOSECONDS.toMicros(slowestNs), failure);
    }

    /** How many of the corpus' messages are refused and counted, nested too deep or with too many levels. */
    private int refused(final boolean isDeep) {
        int refused = 0;
        for (final byte[] message : corpus) {
            final byte[] extreme = isDeep ? Mutation.nested(message, DEEP) : Mutation.widened(message, WIDE);
            if (extreme != null) {
                final long before = handler.decodeErrors();
                buffer.wrap(extreme);
                handler.onMessage(buffer, 0, extreme.length, nowNs, nowNs);
                refused += handler.decodeErrors() > before ? 1 : 0;
            }
        }
        return refused;
    }

    /** A new connection and the corpus in its order, so that the book comes to be LIVE; now and then another message in between. */
    private String session(final Mutation mutation) {
        handler.onConnected(nowNs);
        String failure = "";
        for (int i = 0; i < corpus.size() && failure.isEmpty(); i++) {
            if (handler.awaitsSnapshot(0)) {
                buffer.wrap(corpus.getFirst());
                handler.onSnapshot(0, buffer, 0, buffer.capacity(), nowNs, nowNs);
            }
            failure = feed(random.nextInt(1 + RIGHT_FOR_WRONG) == 0 ? mutation.next() : corpus.get(i));
        }
        return failure;
    }

    private String feed(final byte[] message) {
        bytes += message.length;
        nowNs += random.nextInt(STEP_NS_MAX);
        final long startNs = EngineClock.nowNs();
        try {
            offer(message);
        } catch (final RuntimeException | Error e) {
            return "message " + messages + " of seed " + seed + ": " + e;
        }
        slowestNs = Math.max(slowestNs, EngineClock.nowNs() - startNs);
        final OrderBook book = books.book(0);
        if (book.state() == BookState.LIVE) {
            live++;
            if (book.isCrossed()) {
                return "message " + messages + " of seed " + seed + ": LIVE and crossed";
            }
        }
        messages++;
        return "";
    }

    private void offer(final byte[] message) {
        buffer.wrap(message);
        if (handler.awaitsSnapshot(0) && random.nextInt(SNAPSHOT_EVERY) == 0) {
            handler.onSnapshot(0, buffer, 0, message.length, nowNs, nowNs);
        } else {
            handler.onMessage(buffer, 0, message.length, nowNs, nowNs);
        }
        handler.doWork(nowNs);
    }

    /** Messages so far, for any thread: a run in which they stand still hangs. */
    public long messages() {
        return messages;
    }

    @Override
    public void close() {
        books.close();
    }
}
