package io.peregrine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books in real files, read by other threads and by another process (P24). */
class BookStoreIT {
    private static final Instrument INSTRUMENT = new Instrument(
            3, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 0, Long.MAX_VALUE, 0);
    private static final int DEPTH = 10;
    private static final int UPDATES = 20_000;

    @TempDir
    private Path directory;

    @Test
    void anotherProcessReadsWhatTheWriterWrote() throws IOException, InterruptedException {
        final File file = directory.resolve("spot.books").toFile();
        try (BookStore store = BookStore.create(file, List.of(INSTRUMENT), BookLayout.DEFAULT)) {
            final OrderBook book = store.book(3);
            book.transition(BookState.SYNCING, 1, BookReason.START);
            book.beginUpdate();
            book.setBid(6_183_763, 378_826);
            book.setAsk(6_183_764, 154_698);
            book.endUpdate(50_093_239_218L, 11, 12);
            book.transition(BookState.LIVE, 2, BookReason.SNAPSHOT_APPLIED);
            final Path root = Path.of(System.getProperty("peregrine.root", ".."));
            final Process reader = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + root.resolve("configs/jvm.flags"),
                    "-cp", System.getProperty("java.class.path"), ReaderProcess.class.getName(), file.toString())
                    .redirectErrorStream(true).start();
            final String output = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(reader.waitFor(60, TimeUnit.SECONDS));
            assertTrue(output.endsWith("LIVE SNAPSHOT_APPLIED 50093239218 6183763x378826 6183764x154698 2 5 1 1\n"), output);
        }
    }

    /** What the second process runs. */
    static final class ReaderProcess {
        private ReaderProcess() {
        }

        public static void main(final String[] args) {
            try (BookStore store = BookStore.open(new File(args[0]), List.of(INSTRUMENT))) {
                final BookSnapshot out = new BookSnapshot(DEPTH);
                if (!store.reader(3).read(out)) {
                    System.exit(1);
                }
                System.out.print(out.state() + " " + out.reason() + ' ' + out.updateId() + ' ' + out.bidPrice(0) + 'x' + out.bidQuantity(0)
                        + ' ' + out.askPrice(0) + 'x' + out.askQuantity(0) + ' ' + out.priceDecimals() + ' ' + out.quantityDecimals()
                        + ' ' + out.bidCount() + ' ' + out.askCount() + "\n");
            }
        }
    }

    @Test
    void aDamagedFileIsReplacedByTheWriter() throws IOException {
        final File file = directory.resolve("damaged.books").toFile();
        final byte[] garbage = new byte[100_000];
        new Random(5).nextBytes(garbage);
        Files.write(file.toPath(), garbage);
        try (BookStore store = BookStore.create(file, List.of(INSTRUMENT), BookLayout.DEFAULT)) {
            assertEquals(SetResult.APPLIED, store.book(3).setBid(1, 1));
            assertEquals(BookState.INVALID, store.book(3).state());
        }
        try (BookStore store = BookStore.create(file, List.of(INSTRUMENT), BookLayout.DEFAULT)) {
            assertEquals(0, store.book(3).bidCount(), "nothing of the last run is left");
        }
    }

    @Test
    void aViewOfNothingSaysWhatToDo() {
        final File file = directory.resolve("missing.books").toFile();
        final UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> BookStore.open(file, List.of(INSTRUMENT)));
        assertTrue(e.getMessage().contains("missing.books"), e.getMessage());
    }

    @Test
    void aReaderNeverSeesHalfAnUpdate() throws InterruptedException {
        try (BookStore store = BookStore.create(directory.resolve("seqlock.books").toFile(), List.of(INSTRUMENT), new BookLayout(64))) {
            final OrderBook book = store.book(3);
            final Thread writer = new Thread(() -> write(book));
            writer.start();
            final BookReader reader = store.reader(3);
            final BookSnapshot out = new BookSnapshot(DEPTH);
            final Set<Long> ids = new HashSet<>();
            while (writer.isAlive()) {
                if (reader.read(out) && out.updateId() > 0) {
                    ids.add(out.updateId());
                    assertWhole(out);
                }
                Thread.yield();
            }
            writer.join();
            assertTrue(reader.read(out));
            assertEquals(UPDATES, out.updateId());
            assertTrue(ids.size() > 1, "the reader saw only " + ids);
        }
    }

    @Test
    void aPatientReaderWaitsForAWriterThatLostItsCore() {
        try (BookStore store = BookStore.create(directory.resolve("patient.books").toFile(), List.of(INSTRUMENT), new BookLayout(64))) {
            final OrderBook book = store.book(3);
            final BookSnapshot out = new BookSnapshot(DEPTH);
            book.beginUpdate();
            assertFalse(store.reader(3).read(out));
            final long startNs = System.nanoTime();
            assertFalse(store.reader(3).readPatiently(out), "it stands still");
            assertTrue(System.nanoTime() - startNs >= TimeUnit.MILLISECONDS.toNanos(20));
            book.endUpdate(7, 7, 7);
            assertTrue(store.reader(3).readPatiently(out));
            assertEquals(7, out.updateId());
        }
    }

    /** Every level of one update has its id as quantity, and the touch moves over pages. */
    private static void write(final OrderBook book) {
        for (long id = 1; id <= UPDATES; id++) {
            final long shift = id % 500;
            book.beginUpdate();
            book.clear();
            for (int i = 0; i < DEPTH; i++) {
                book.setBid(1000 + shift - i * 3, id);
                book.setAsk(1001 + shift + i * 3, id);
            }
            book.endUpdate(id, id, id);
            Thread.yield();
        }
    }

    private static void assertWhole(final BookSnapshot out) {
        final long id = out.updateId();
        assertEquals(DEPTH, out.bidCount());
        assertEquals(DEPTH, out.askCount());
        for (int level = 0; level < DEPTH; level++) {
            assertEquals(id, out.bidQuantity(level));
            assertEquals(id, out.askQuantity(level));
            assertEquals(1000 + id % 500 - level * 3, out.bidPrice(level));
        }
    }
}
