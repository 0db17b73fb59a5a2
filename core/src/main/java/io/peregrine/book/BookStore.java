package io.peregrine.book;

import io.peregrine.instrument.Instrument;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The books of one venue: a persisted Chronicle Map from instrument id to book. The map is opened once and each value is bound once; after
 * that only the mapped memory is used, and the map's locks never.
 *
 * <p>The file is a view of the venue, made anew at each start of its writer and never trusted: an old or damaged one is replaced. A process
 * that still maps a replaced file keeps the old one and sees that its receive times stand still.
 *
 * <p><b>Threading:</b> made and closed by one thread; the books and readers have their own rules. <b>Memory:</b> owns the mapping;
 * nothing made by it may be used after {@link #close}. <b>Allocates:</b> at set-up. <b>Errors:</b> {@link UncheckedIOException} where the
 * file can not be made or opened, naming it.
 */
public final class BookStore implements AutoCloseable {
    private final ChronicleMap<Integer, BookValue> map;
    private final Map<Integer, OrderBook> books = new HashMap<>();
    private final Map<Integer, UnsafeBuffer> values = new HashMap<>();

    private BookStore(final ChronicleMap<Integer, BookValue> map) {
        this.map = map;
    }

    /** Makes a store with an empty book for each instrument, in place of whatever the file held. For the one writer. */
    public static BookStore create(final File file, final List<Instrument> instruments, final BookLayout layout) {
        final int pages = layout.pagesPerSide();
        try {
            Files.deleteIfExists(file.toPath());
            final BookStore store = new BookStore(builder(instruments.size()).createPersistedTo(file));
            for (final Instrument instrument : instruments) {
                final UnsafeBuffer memory = store.bind(instrument, store.map::acquireUsing);
                final OrderBook book = new OrderBook(memory, instrument, pages);
                book.format(pages);
                store.books.put(instrument.instrumentId(), book);
            }
            return store;
        } catch (final IOException e) {
            throw new UncheckedIOException("books can not be made in " + file + ": " + e.getMessage(), e);
        }
    }

    /** Opens what another thread's or process's {@link #create} has made, to read from it. */
    public static BookStore open(final File file, final List<Instrument> instruments) {
        if (!file.isFile()) {
            throw new UncheckedIOException(new IOException("no books at " + file + ": start the writer first"));
        }
        try {
            final BookStore store = new BookStore(builder(instruments.size()).createPersistedTo(file));
            for (final Instrument instrument : instruments) {
                store.bind(instrument, store.map::getUsing);
            }
            return store;
        } catch (final IOException e) {
            throw new UncheckedIOException("books can not be read from " + file + ": " + e.getMessage(), e);
        }
    }

    private UnsafeBuffer bind(final Instrument instrument, final BiFunction<Integer, BookValue, BookValue> access) throws IOException {
        final BookValue value = access.apply(instrument.instrumentId(), new BookValue());
        if (value == null) {
            throw new IOException("no book of " + instrument.venueSymbol() + " (instrument " + instrument.instrumentId() + ')');
        }
        final UnsafeBuffer memory = value.memory();
        values.put(instrument.instrumentId(), memory);
        return memory;
    }

    /** The writer's reference to a book; the same one at each call. */
    public OrderBook book(final int instrumentId) {
        final OrderBook book = books.get(instrumentId);
        if (book == null) {
            throw new IllegalArgumentException("no book to write for instrument " + instrumentId);
        }
        return book;
    }

    /** A new reader, for one thread. */
    public BookReader reader(final int instrumentId) {
        final UnsafeBuffer memory = values.get(instrumentId);
        if (memory == null) {
            throw new IllegalArgumentException("no book for instrument " + instrumentId);
        }
        return new BookReader(memory, memory.getInt(BookDescriptor.PAGES_PER_SIDE_OFFSET));
    }

    /** Unmaps the file. All books and readers must be out of use. */
    @Override
    public void close() {
        map.close();
    }

    private static ChronicleMapBuilder<Integer, BookValue> builder(final int entries) {
        // Without the map's own hook: at a signal it would unmap the books under the thread that is still writing them.
        return ChronicleMap.of(Integer.class, BookValue.class).entries(entries).entryAndValueOffsetAlignment(Long.BYTES)
                .skipCloseOnExitHook(true);
    }
}
