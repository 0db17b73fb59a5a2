package io.peregrine.venue.kraken.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.SymbolWords;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random book frames of instruments with all kinds of decimals: the quick way and the general way read the same, which is what was written,
 * and where the quick way reads a frame with a byte changed, the general way reads the same from it.
 */
class KrakenDecoderPropertyTest {
    private static final long SEED = 20_260_926;

    @TempDir
    private Path directory;
    private BookStore books;
    private KrakenDecoder decoder;
    private QuickBookFrame quick;
    private List<Instrument> instruments;
    private final DepthUpdate update = new DepthUpdate();

    @BeforeEach
    void makeDecoders() {
        final String[] symbols = {"BTC/USD", "X/Y", "WAVES/EUR", "MINA/GBP", "1INCH/USDT", "LONGNAME12/USDT"};
        instruments = IntStream.range(0, symbols.length).mapToObj(i -> new Instrument(i, Venue.KRAKEN, symbols[i], symbols[i], "A", "B",
                new int[] {1, 2, 5, 8, 9, 10}[i], new int[] {8, 8, 4, 8, 10, 1}[i], 1, 1, 0, Long.MAX_VALUE, 0)).toList();
        books = BookStore.create(directory.resolve("books").toFile(), instruments, new BookLayout(16));
        final MarketDataEvents events = new MarketDataEvents(new IgnoredMarketData());
        final List<KrakenBook> kept = instruments.stream()
                .map(instrument -> new FeedBook(books.book(instrument.instrumentId()), new FeedSettings(1, 1, 1, 0), events, book -> { }))
                .map(book -> new KrakenBook(book, new Renewal((id, nowNs) -> true, 0)))
                .toList();
        decoder = new KrakenDecoder(kept);
        quick = new QuickBookFrame(new SymbolWords<>(kept));
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void bothWaysReadWhatWasWritten() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            final Instrument instrument = instruments.get(random.nextInt(instruments.size()));
            final List<long[]> bids = levels(random, instrument);
            final List<long[]> asks = levels(random, instrument);
            final String frame = frame(instrument, bids, asks, random);
            final String expected = text(bids) + '/' + text(asks);
            final String at = "seed " + SEED + " step " + i + ": " + frame;
            assertNotEquals(MessageKind.OTHER, quick.read(buffer(frame), update), at);
            assertEquals(expected, text(update), at);
            final String general = frame.replace(",\"asks\"", ", \"asks\"");
            assertEquals(MessageKind.OTHER, quick.read(buffer(general), update), at);
            assertNotEquals(MessageKind.MALFORMED, decoder.decode(buffer(general), 0, general.length()), at);
            assertEquals(expected, text(decoder.entry.update), at);
            assertEquals(instrument, decoder.book().kept().instrument(), at);
        }
    }

    @Test
    void aChangedByteIsReadAlikeOrLeftToTheGeneralWay() {
        final Random random = new Random(SEED + 1);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            final Instrument instrument = instruments.get(random.nextInt(instruments.size()));
            final byte[] frame = frame(instrument, levels(random, instrument), levels(random, instrument), random)
                    .getBytes(StandardCharsets.US_ASCII);
            frame[random.nextInt(frame.length)] = (byte) "0123456789.,:\"[]{}-e ".charAt(random.nextInt(20));
            final MessageKind kind = quick.read(new UnsafeBuffer(frame), update);
            if (kind != MessageKind.OTHER) {
                read++;
                // A space before the end makes it one for the general way.
                final String general = new String(frame, 0, frame.length - 1, StandardCharsets.US_ASCII) + " }";
                final String at = "seed " + (SEED + 1) + " step " + i + ": " + general;
                assertEquals(kind, decoder.decode(buffer(general), 0, general.length()), at);
                assertEquals(text(update), text(decoder.entry.update), at);
                assertEquals(update.venueTimeNs, decoder.entry.update.venueTimeNs, at);
                assertEquals(quick.checksum(), decoder.entry.checksum, at);
            }
        }
        assertEquals(true, read > 10_000, "digits changed into digits: " + read);
    }

    private static List<long[]> levels(final Random random, final Instrument instrument) {
        final List<long[]> levels = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            levels.add(new long[] {mantissa(random, instrument.priceDecimals()), random.nextInt(4) == 0
                    ? 0 : mantissa(random, instrument.quantityDecimals())});
        }
        return levels;
    }

    /** With 1 to 7 digits before the point. */
    private static long mantissa(final Random random, final int decimals) {
        return random.nextLong(Decimals.power(random.nextInt(1, 8) + decimals));
    }

    private static String frame(final Instrument instrument, final List<long[]> bids, final List<long[]> asks, final Random random) {
        return "{\"channel\":\"book\",\"type\":\"" + (random.nextBoolean() ? "update" : "snapshot") + "\",\"data\":[{\"symbol\":\""
                + instrument.venueSymbol() + "\",\"bids\":[" + json(instrument, bids) + "],\"asks\":[" + json(instrument, asks)
                + "],\"checksum\":" + random.nextLong(1L << 32) + ",\"timestamp\":\"2026-08-16T2" + random.nextInt(4) + ":37:"
                + random.nextInt(10, 60) + "." + random.nextInt(100_000, 1_000_000) + "Z\"}]}";
    }

    private static String json(final Instrument instrument, final List<long[]> levels) {
        final List<String> texts = new ArrayList<>();
        for (final long[] level : levels) {
            texts.add("{\"price\":" + number(level[0], instrument.priceDecimals()) + ",\"qty\":"
                    + number(level[1], instrument.quantityDecimals()) + '}');
        }
        return String.join(",", texts);
    }

    private static String number(final long mantissa, final int decimals) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[40]);
        return buffer.getStringWithoutLengthAscii(0, Decimals.put(buffer, 0, mantissa, decimals));
    }

    private static String text(final List<long[]> levels) {
        return String.join(" ", levels.stream().map(level -> level[0] + "x" + level[1]).toList());
    }

    private static String text(final DepthUpdate update) {
        return text(update.bidPrices, update.bidQuantities, update.bidCount) + '/'
                + text(update.askPrices, update.askQuantities, update.askCount);
    }

    private static String text(final long[] prices, final long[] quantities, final int count) {
        return text(IntStream.range(0, count).mapToObj(i -> new long[] {prices[i], quantities[i]}).toList());
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
