package io.peregrine.venue.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import io.peregrine.json.TimestampReader;
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
 * Random level changes of products with all kinds of decimals: the quick way reads what was written, and where it reads a message with a
 * byte changed or cut off, the general way reads the same from it.
 */
class QuickChangesPropertyTest {
    private static final long SEED = 20_261_126;
    private static final String TIME = "2021-04-17T16:43:37.586862Z";
    private static final long TIME_NS = 1_618_677_817_586_862_000L;

    @TempDir
    private Path directory;
    private BookStore books;
    private ExchangeDecoder decoder;
    private QuickChanges quick;
    private List<Instrument> instruments;
    private final LevelText levels = new LevelText();
    private final DepthUpdate update = new DepthUpdate();

    @BeforeEach
    void makeDecoders() {
        final String[] symbols = {"BTC-USD", "X-Y", "DASH-BTC", "1INCH-USD", "LONGNAME-USDC"};
        instruments = IntStream.range(0, symbols.length).mapToObj(i -> new Instrument(i, Venue.COINBASE_EXCHANGE, symbols[i], symbols[i],
                "A", "B", new int[] {2, 0, 8, 4, 5}[i], new int[] {8, 8, 1, 0, 2}[i], 1, 1, 0, Long.MAX_VALUE, 0)).toList();
        books = BookStore.create(directory.resolve("books").toFile(), instruments, new BookLayout(16));
        final MarketDataEvents events = new MarketDataEvents(new IgnoredMarketData());
        final List<ExchangeBook> kept = instruments.stream()
                .map(instrument -> new FeedBook(books.book(instrument.instrumentId()), new FeedSettings(1, 1, 1, 0), events, book -> { }))
                .map(book -> (ExchangeBook) new LevelBook(book, new Renewal((id, nowNs) -> true, 0)))
                .toList();
        decoder = new ExchangeDecoder(kept);
        quick = new QuickChanges(new SymbolWords<>(kept), levels, new TimestampReader());
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void whatWasWrittenIsRead() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            final Instrument instrument = instruments.get(random.nextInt(instruments.size()));
            final List<String> written = new ArrayList<>();
            final String message = message(instrument, random, written);
            final String at = "seed " + SEED + " step " + i + ": " + message;
            assertTrue(readQuickly(message), at);
            assertEquals(instrument, quick.book().kept().instrument(), at);
            assertEquals(TIME_NS, quick.timeNs(), at);
            assertEquals(written, levels(update, instrument), at);
            assertEquals(MessageKind.CHANGES, decode(message), at);
            assertEquals(written, levels(decoder.delta, instrument), at);
            assertEquals(TIME_NS, decoder.timeNs, at);
        }
    }

    @Test
    void whatIsReadOfADamagedMessageTheGeneralWayReadsToo() {
        final Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            final byte[] bytes = message(instruments.get(random.nextInt(instruments.size())), random, new ArrayList<>())
                    .getBytes(StandardCharsets.US_ASCII);
            bytes[1 + random.nextInt(bytes.length - 1)] = (byte) ("0123456789.\"[],-Zbuy ".charAt(random.nextInt(21)));
            final String message = new String(bytes, StandardCharsets.US_ASCII);
            final String at = "seed " + SEED + " step " + i + ": " + message;
            if (readQuickly(message)) {
                read++;
                final Instrument instrument = quick.book().kept().instrument();
                assertEquals(MessageKind.CHANGES, decode("{ " + message.substring(1)), at);
                assertEquals(instrument, decoder.book().kept().instrument(), at);
                assertEquals(levels(update, instrument), levels(decoder.delta, instrument), at);
                assertEquals(quick.timeNs(), decoder.timeNs, at);
            }
            assertFalse(readQuickly(message.substring(0, random.nextInt(message.length()))), at);
        }
        assertTrue(read > 1_000, "read " + read);
    }

    private boolean readQuickly(final String message) {
        final byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        levels.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        update.clear();
        return quick.read(update);
    }

    private MessageKind decode(final String message) {
        final byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        return decoder.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** A message of up to four changes, which are added to those written, bids first. */
    private static String message(final Instrument instrument, final Random random, final List<String> written) {
        final List<String> asks = new ArrayList<>();
        final StringBuilder changes = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            final boolean isBid = random.nextBoolean();
            final String price = Decimals.format(1 + random.nextInt(9_999_999), instrument.priceDecimals());
            final String quantity = Decimals.format(random.nextInt(9_999_999), instrument.quantityDecimals());
            (isBid ? written : asks).add((isBid ? "buy " : "sell ") + price + ' ' + quantity);
            changes.append(changes.isEmpty() ? "" : ",").append(isBid ? "[\"buy\",\"" : "[\"sell\",\"").append(price).append("\",\"")
                    .append(quantity).append("\"]");
        }
        written.addAll(asks);
        return "{\"type\":\"l2update\",\"product_id\":\"" + instrument.venueSymbol() + "\",\"changes\":[" + changes + "],\"time\":\"" + TIME
                + "\"}";
    }

    private static List<String> levels(final DepthUpdate delta, final Instrument instrument) {
        final List<String> all = new ArrayList<>();
        for (int i = 0; i < delta.bidCount; i++) {
            all.add("buy " + text(delta.bidPrices[i], delta.bidQuantities[i], instrument));
        }
        for (int i = 0; i < delta.askCount; i++) {
            all.add("sell " + text(delta.askPrices[i], delta.askQuantities[i], instrument));
        }
        return all;
    }

    private static String text(final long price, final long quantity, final Instrument instrument) {
        return Decimals.format(price, instrument.priceDecimals()) + ' ' + Decimals.format(quantity, instrument.quantityDecimals());
    }
}
