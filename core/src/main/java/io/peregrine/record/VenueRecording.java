package io.peregrine.record;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedAddresses;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.FeedStatus;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.net.Network;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One venue being recorded: its feed with the tap, the ring, the files.
 *
 * <p><b>Threading:</b> {@link #receive} and {@link #closeFeed} on the feeds' thread, {@link #write} and {@link #closeFiles} on the
 * writer's; {@link #summary} from any. <b>Memory:</b> a ring of 32 MB and the books, off-heap.
 */
final class VenueRecording implements AutoCloseable {
    private static final int RING_BYTES = 1 << 25;
    private static final int CHUNKS_PER_CYCLE = 1024;

    private final Venue venue;
    private final List<Instrument> instruments;
    private final MessageRing ring = new MessageRing(RING_BYTES);
    private final RecordingTap tap;
    private final BookStore books;
    private final Feed feed;
    private final CaptureFiles files;

    private VenueRecording(
            final VenueProvider provider, final VenueSettings settings, final FeedSettings feeds, final Path directory,
            final Rotation rotation) throws IOException {
        venue = settings.venue();
        instruments = provider.loadInstruments(settings, 0);
        tap = new RecordingTap(instruments, ring);
        files = new CaptureFiles(directory, venue.protocol(), rotation, tap::snapshotsWanted);
        books = newBooks(instruments);
        feed = provider.feed(new FeedContext(
                oneConnection(settings), feeds.withoutAudits(), instruments, books, new IgnoredMarketData(), Network.SOCKETS, tap));
    }

    /** Asks the venue for its instruments and makes everything ready; not connected yet. */
    static VenueRecording open(
            final VenueProvider provider, final VenueSettings settings, final FeedSettings feeds, final Path directory,
            final Rotation rotation) throws IOException {
        return new VenueRecording(provider, settings, feeds, directory, rotation);
    }

    /** Where the files are too slow, the socket waits. */
    int receive(final long nowNs) {
        return ring.crowded() ? 0 : feed.doWork(nowNs);
    }

    int write(final long nowNs) throws IOException {
        return ring.poll(files, CHUNKS_PER_CYCLE) + files.doWork(nowNs);
    }

    void closeFeed() {
        feed.close();
    }

    /** Writes what is still in the ring and ends the file. */
    void closeFiles() throws IOException {
        int work;
        do {
            work = ring.poll(files, CHUNKS_PER_CYCLE);
        } while (work > 0);
        files.close();
    }

    /** The name of the venue in the configuration. */
    String key() {
        return venue.key();
    }

    VenueSummary summary() {
        final CaptureFiles.Counts counts = files.counts();
        final FeedStatus status = feed.status();
        final Map<String, Map<String, Long>> byBook = new LinkedHashMap<>();
        for (final Instrument instrument : instruments) {
            byBook.put(instrument.symbol(), feed.counters(instrument.instrumentId()));
        }
        return new VenueSummary(venue.protocol(), counts.files(), counts.firstFile(), counts.lastFile(), counts.messages(),
                counts.rawBytes(), counts.fileBytes(), tap.dropped(), status.connects(), status.disconnects(), byBook);
    }

    /** Frees the books; both threads must have ended. */
    @Override
    public void close() {
        books.close();
    }

    private static VenueSettings oneConnection(final VenueSettings settings) {
        return new VenueSettings(settings.venue(), new FeedAddresses(settings.addresses().rest(), settings.addresses().stream(), 1),
                settings.orderUri(), settings.credentials(), settings.symbols(), settings.options());
    }

    /** Books that nobody else reads: their file has no name any more, so that nothing of it is left, however this process ends. */
    private static BookStore newBooks(final List<Instrument> instruments) throws IOException {
        final Path file = Files.createTempFile("peregrine-record", ".books");
        try {
            return BookStore.create(file.toFile(), instruments, BookLayout.DEFAULT);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
