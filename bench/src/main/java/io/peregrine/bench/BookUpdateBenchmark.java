package io.peregrine.bench;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookReader;
import io.peregrine.book.BookSnapshot;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One level set in a book of 5,000 a side, in a Chronicle Map or in a sorted map, by how far from the touch; and one consistent read of the
 * best ten levels.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BookUpdateBenchmark {
    private static final int CHANGES = 4096;
    private static final int LEVELS = 5000;
    private static final long TOUCH = 600_000;

    /** Ticks from the touch within which the changes are. */
    @Param({"100", "10000", "400000"})
    public int ticks;

    private final long[] prices = new long[CHANGES];
    private final long[] quantities = new long[CHANGES];
    private final BookSnapshot snapshot = new BookSnapshot(10);
    private Path directory;
    private BookStore books;
    private OrderBook book;
    private BookReader reader;
    private TreeMapBook sortedMaps;

    /** Fills the books. */
    @Setup
    public void fill() throws IOException {
        directory = Files.createTempDirectory("peregrine-bench");
        final Instrument instrument = new Instrument(
                0, Venue.BINANCE_USDM, "A/B", "AB", "A", "B", 1, 3, 1, 1, 0, Long.MAX_VALUE, 0);
        books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), BookLayout.DEFAULT);
        book = books.book(0);
        reader = books.reader(0);
        sortedMaps = new TreeMapBook();
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < LEVELS; i++) {
            final long distance = random.nextLong(ticks);
            book.setBid(TOUCH - 1 - distance, 1);
            book.setAsk(TOUCH + 1 + distance, 1);
            sortedMaps.set(true, TOUCH - 1 - distance, 1);
        }
        for (int i = 0; i < CHANGES; i++) {
            prices[i] = TOUCH - 1 - random.nextLong(ticks);
            quantities[i] = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 1000);
        }
    }

    /** Removes the book. */
    @TearDown
    public void remove() throws IOException {
        books.close();
        Files.deleteIfExists(directory.resolve("books"));
        Files.deleteIfExists(directory);
    }

    /** Sets a bid in the book. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public int set() {
        book.beginUpdate();
        book.setBids(prices, quantities, CHANGES);
        book.endUpdate(1, 1, 1);
        return book.bidCount();
    }

    /** Sets a bid in a sorted map. */
    @Benchmark
    @OperationsPerInvocation(CHANGES)
    public long setInSortedMap() {
        for (int i = 0; i < CHANGES; i++) {
            sortedMaps.set(true, prices[i], quantities[i]);
        }
        return sortedMaps.levels();
    }

    /** Reads the best ten levels of both sides. */
    @Benchmark
    public boolean read() {
        return reader.read(snapshot);
    }
}
