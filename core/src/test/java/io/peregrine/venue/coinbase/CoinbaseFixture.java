package io.peregrine.venue.coinbase;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/** A handler for BTC-USD and ETH-USD with two decimals of price and eight of quantity, and everything that it says, as text. */
public final class CoinbaseFixture implements MarketDataListener, AutoCloseable {
    public static final long SECOND_NS = 1_000_000_000L;
    public static final FeedSettings SETTINGS = new FeedSettings(100, 10_000_000, SECOND_NS, 0);

    public final List<String> events = new ArrayList<>();
    public final BookStore books;
    public final FeedHandler handler;
    public boolean takesRequests = true;
    public long nowNs = 1_618_677_817L * SECOND_NS;

    public CoinbaseFixture(
            final Venue venue, final Path directory, final BiFunction<FeedContext, SnapshotRequester, FeedHandler> newHandler) {
        this(venue, directory, SETTINGS, newHandler);
    }

    public CoinbaseFixture(
            final Venue venue, final Path directory, final FeedSettings settings,
            final BiFunction<FeedContext, SnapshotRequester, FeedHandler> newHandler) {
        this(venue, directory, settings, twoInstruments(venue), newHandler);
    }

    public CoinbaseFixture(
            final Venue venue, final Path directory, final FeedSettings settings, final List<Instrument> instruments,
            final BiFunction<FeedContext, SnapshotRequester, FeedHandler> newHandler) {
        books = BookStore.create(directory.resolve("books").toFile(), instruments, new BookLayout(64));
        final URI nowhere = URI.create("ws://127.0.0.1:1");
        final VenueSettings venueSettings = new VenueSettings(venue, nowhere, nowhere, nowhere, null, List.of("BTC/USD", "ETH/USD"));
        handler = newHandler.apply(new FeedContext(venueSettings, settings, instruments, books, this, null), this::request);
        handler.onConnected(nowNs);
        events.clear();
    }

    private static List<Instrument> twoInstruments(final Venue venue) {
        return List.of(
                new Instrument(0, venue, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 1, 1, 0, Long.MAX_VALUE, 0),
                new Instrument(1, venue, "ETH/USD", "ETH-USD", "ETH", "USD", 2, 8, 1, 1, 0, Long.MAX_VALUE, 0));
    }

    private boolean request(final int instrumentId, final long now) {
        return takesRequests && events.add("request " + instrumentId);
    }

    public OrderBook book() {
        return books.book(0);
    }

    public long count(final BookCounter counter) {
        return handler.counters(0).get(counter);
    }

    /** What was said since the last call, of BTC-USD. */
    public List<String> said() {
        final List<String> said = List.copyOf(events);
        events.clear();
        return said;
    }

    public void message(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        message(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    public void message(final UnsafeBuffer buffer, final int offset, final int length) {
        nowNs += SECOND_NS / 100;
        handler.onMessage(buffer, offset, length, nowNs, nowNs);
        handler.doWork(nowNs);
    }

    public void advance(final long ns) {
        nowNs += ns;
        handler.doWork(nowNs);
    }

    public void snapshot(final int instrumentId, final String body) {
        final UnsafeBuffer buffer = new UnsafeBuffer(body.getBytes(StandardCharsets.UTF_8));
        handler.onSnapshot(instrumentId, buffer, 0, buffer.capacity(), nowNs, nowNs);
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long now) {
        say(depth.instrumentId(), "depth " + depth.bidPrice(0) + 'x' + depth.bidQuantity(0) + ' ' + depth.askPrice(0) + 'x'
                + depth.askQuantity(0));
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long now) {
        say(quote.instrumentId(), "quote " + quote.bidPrice() + 'x' + quote.bidQuantity() + ' ' + quote.askPrice() + 'x'
                + quote.askQuantity());
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long now) {
        say(trade.instrumentId(), "trade " + trade.tradeId() + ' ' + trade.aggressorSide() + ' ' + trade.quantity() + '@' + trade.price());
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long now) {
        say(status.instrumentId(), status.previousState() + ">" + status.state() + ' ' + status.reason());
    }

    private void say(final int instrumentId, final String text) {
        events.add(instrumentId == 0 ? text : instrumentId + ": " + text);
    }

    @Override
    public void close() {
        books.close();
    }
}
