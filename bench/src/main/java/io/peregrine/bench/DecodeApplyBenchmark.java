package io.peregrine.bench;

import static io.peregrine.feed.BookCounter.LEVELS;
import static io.peregrine.feed.BookCounter.RESYNCS;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.venue.binance.feed.BinanceFeedHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decode and apply: one operation is all depth messages of a recorded session, one after another, into the book; the counter
 * {@code levels} is the levels a second. Ours is the whole feed handler: decoding, sequence checks, the book in a Chronicle Map, and the
 * best five levels encoded for the listener after each message. The peers decode the same bytes and set the same levels in a sorted map
 * (XChange in its own book), and check and send nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeApplyBenchmark {
    /** Levels set or removed. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Levels {
        /** Reported as levels a second. */
        public long levels;

        /** Starts an iteration. */
        @Setup(Level.Iteration)
        public void reset() {
            levels = 0;
        }
    }

    private RecordedDepth recorded;
    private Path directory;
    private BookStore books;
    private BinanceFeedHandler handler;
    private UnsafeBuffer snapshot;
    private PeerDecoders peers;
    private TreeMapBook sortedMaps;

    /** Loads the session and makes the book. */
    @Setup
    public void load() throws IOException {
        recorded = new RecordedDepth();
        directory = Files.createTempDirectory("peregrine-bench");
        final List<Instrument> instruments = List.of(recorded.instrument());
        books = BookStore.create(directory.resolve("books").toFile(), instruments, BookLayout.DEFAULT);
        handler = new BinanceFeedHandler(Venue.BINANCE_USDM, instruments, books, new IgnoredMarketData(), (id, nowNs) -> true,
                new FeedSettings(1000, Long.MAX_VALUE, 1, 0));
        snapshot = new UnsafeBuffer(recorded.snapshot());
        peers = new PeerDecoders(recorded.instrument().priceDecimals(), recorded.instrument().quantityDecimals());
        sortedMaps = new TreeMapBook();
    }

    /** Removes the book. */
    @TearDown
    public void remove() throws IOException {
        books.close();
        Files.deleteIfExists(directory.resolve("books"));
        Files.deleteIfExists(directory);
    }

    /** The feed handler. */
    @Benchmark
    public long peregrine(final Levels counter) {
        final long before = handler.counters(0).get(LEVELS);
        handler.onConnected(1);
        for (int i = 0; i < recorded.count(); i++) {
            if (i == recorded.snapshotPosition()) {
                handler.onSnapshot(0, snapshot, 0, snapshot.capacity(), 1, 1);
            }
            handler.onMessage(recorded.buffer(), recorded.offset(i), recorded.length(i), 1, 1);
        }
        if (handler.counters(0).get(RESYNCS) != 0) {
            throw new IllegalStateException("the book was lost: " + handler.counters(0).get(RESYNCS));
        }
        final long levels = handler.counters(0).get(LEVELS) - before;
        counter.levels += levels;
        return levels;
    }

    /** Jackson's streaming parser into sorted maps. */
    @Benchmark
    public long jackson(final Levels counter) throws IOException {
        final long before = sortedMaps.levels();
        for (int i = 0; i < recorded.count(); i++) {
            peers.jackson(recorded.message(i), sortedMaps);
        }
        return count(counter, sortedMaps.levels() - before);
    }

    /** fastjson2 into sorted maps. */
    @Benchmark
    public long fastjson2(final Levels counter) {
        final long before = sortedMaps.levels();
        for (int i = 0; i < recorded.count(); i++) {
            peers.fastjson2(recorded.message(i), sortedMaps);
        }
        return count(counter, sortedMaps.levels() - before);
    }

    /** simdjson-java into sorted maps. */
    @Benchmark
    public long simdjson(final Levels counter) {
        final long before = sortedMaps.levels();
        for (int i = 0; i < recorded.count(); i++) {
            peers.simdjson(recorded.message(i), sortedMaps);
        }
        return count(counter, sortedMaps.levels() - before);
    }

    /** XChange into its own book. */
    @Benchmark
    public long xchange(final Levels counter) throws IOException {
        long levels = 0;
        for (int i = 0; i < recorded.count(); i++) {
            levels += peers.xchange(recorded.message(i));
        }
        return count(counter, levels);
    }

    private static long count(final Levels counter, final long levels) {
        counter.levels += levels;
        return levels;
    }
}
