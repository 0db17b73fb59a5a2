package io.peregrine.replay;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.BEYOND_KNOWN_DEPTH;
import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.feed.BookCounter.TOP_CHECKS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;

import io.peregrine.book.OrderBook;
import io.peregrine.capture.CaptureReader;
import io.peregrine.capture.CaptureScan;
import io.peregrine.capture.LoadedCapture;
import io.peregrine.feed.BookCounters;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.replay.ReplayResult.InstrumentResult;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a capture through the venue's real feed handler into real books in three passes: what instruments are in it, what becomes of their
 * books, and how fast that goes.
 *
 * <p><b>Threading:</b> runs on the caller's thread. <b>Memory:</b> the first 256 MB of messages for the timed pass; the others stream.
 * <b>Errors:</b> {@link IOException} or {@link IllegalArgumentException} naming the file and what is wrong with it.
 */
public final class Replay {
    private static final long MEASURE_NS = 2_000_000_000L;
    private static final int LOADED_BYTES_MAX = 1 << 28;

    private Replay() {
    }

    /** Replays a capture. */
    public static ReplayResult run(final ReplaySettings settings) throws IOException {
        return run(settings, MEASURE_NS);
    }

    /** As above, with so long for each of the two measurements; 0 for none. */
    public static ReplayResult run(final ReplaySettings settings, final long measureNs) throws IOException {
        final WireFormat format = format(settings);
        final CaptureScan scan = scan(settings, format);
        final List<Instrument> instruments = instruments(settings, scan);
        final Path directory = settings.booksDirectory() == null ? Files.createTempDirectory("peregrine-books") : settings.booksDirectory();
        Files.createDirectories(directory);
        final Path file = directory.resolve(settings.venue().protocol() + ".books");
        try {
            return run(settings, format, scan, instruments, file, measureNs);
        } finally {
            if (settings.booksDirectory() == null) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(directory);
            }
        }
    }

    private static WireFormat format(final ReplaySettings settings) {
        return VenueProvider.installed().stream()
                .filter(provider -> provider.provides(settings.venue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "replay of " + settings.venue().protocol() + " is not supported: " + settings.capture()))
                .wireFormat();
    }

    private static CaptureScan scan(final ReplaySettings settings, final WireFormat format) throws IOException {
        final CaptureScan scan = format.captureScan();
        try (CaptureReader reader = new CaptureReader(settings.capture())) {
            while (reader.next()) {
                scan.onMessage(reader.buffer(), reader.offset(), reader.length());
            }
        }
        return scan;
    }

    private static List<Instrument> instruments(final ReplaySettings settings, final CaptureScan scan) {
        final List<Instrument> instruments = scan.instruments(settings.venue());
        if (instruments.isEmpty()) {
            throw new IllegalArgumentException("no " + settings.venue().protocol() + " market data in " + settings.capture()
                    + "; lines must be '<receive time in ns> <message>', gzip or plain");
        }
        if (scan.missing() != null) {
            throw new IllegalArgumentException("no books can be built from " + settings.capture() + ": " + scan.missing());
        }
        return instruments;
    }

    private static ReplayResult run(
            final ReplaySettings settings, final WireFormat format, final CaptureScan scan, final List<Instrument> instruments,
            final Path file, final long measureNs) throws IOException {
        final ReplaySpeed speed =
                measureNs == 0 ? ReplaySpeed.UNKNOWN : speed(settings.capture(), format, scan, instruments, file, measureNs);
        final BookDigest[] digests = new BookDigest[instruments.size()];
        for (int i = 0; settings.digest() && i < digests.length; i++) {
            digests[i] = new BookDigest();
        }
        try (CaptureReader reader = new CaptureReader(settings.capture());
                ReplaySession session = new ReplaySession(format, scan, instruments, file.toFile(), book -> update(digests, book))) {
            long messages = 0;
            while (reader.next()) {
                if (messages++ == 0) {
                    session.connect(reader.receiveTimeNs());
                }
                session.onLine(reader.buffer(), reader.offset(), reader.length(), reader.receiveTimeNs());
            }
            final Map<String, InstrumentResult> results = new LinkedHashMap<>();
            long resyncs = 0;
            for (final Instrument instrument : instruments) {
                final BookDigest digest = digests[instrument.instrumentId()];
                final InstrumentResult result = result(session, instrument, settings.depth(), digest == null ? null : digest.hex());
                resyncs += result.resyncs();
                results.put(instrument.venueSymbol(), result);
            }
            return new ReplayResult(messages, results, resyncs, session.handler().decodeErrors(), reader.damagedLines(),
                    reader.isTruncated(), speed.allocatedBytesPerMessage(), speed.messagesPerSecond(), speed.levelsPerSecond());
        }
    }

    private static ReplaySpeed speed(
            final Path capture, final WireFormat format, final CaptureScan scan, final List<Instrument> instruments, final Path file,
            final long measureNs) throws IOException {
        final LoadedCapture loaded = LoadedCapture.load(capture, LOADED_BYTES_MAX);
        try (ReplaySession session = new ReplaySession(format, scan, instruments, file.toFile(), book -> { })) {
            return ReplaySpeed.measure(session, loaded, measureNs);
        }
    }

    private static void update(final BookDigest[] digests, final OrderBook book) {
        final BookDigest digest = digests[book.instrument().instrumentId()];
        if (digest != null) {
            digest.onBookUpdate(book);
        }
    }

    private static InstrumentResult result(
            final ReplaySession session, final Instrument instrument, final int depth, final String digest) {
        final OrderBook book = session.book(instrument);
        final BookCounters counters = session.handler().counters(instrument.instrumentId());
        final long[] prices = new long[depth];
        final long[] quantities = new long[depth];
        final List<List<String>> bids = levels(instrument, prices, quantities, book.copyBids(prices, quantities, depth));
        final List<List<String>> asks = levels(instrument, prices, quantities, book.copyAsks(prices, quantities, depth));
        return new InstrumentResult(counters.get(APPLIED), counters.get(GAPS), counters.get(CROSSED), counters.get(TRADES),
                counters.get(CHECKSUMS_OK), counters.get(CHECKSUMS_BAD), bids, asks, digest, book.state().name(),
                counters.get(RESYNCS), counters.get(REGRESSIONS), counters.get(DUPLICATES), counters.get(DECODE_ERRORS),
                counters.get(TOP_CHECKS), counters.get(TOP_MISMATCHES), counters.get(TRADE_GAPS), counters.get(SNAPSHOTS_TOO_OLD),
                counters.get(BEYOND_KNOWN_DEPTH));
    }

    private static List<List<String>> levels(
            final Instrument instrument, final long[] prices, final long[] quantities, final int count) {
        final List<List<String>> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            levels.add(List.of(
                    Decimals.format(prices[i], instrument.priceDecimals()),
                    Decimals.format(quantities[i], instrument.quantityDecimals())));
        }
        return levels;
    }
}
