package io.peregrine.venue.binance.feed;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A handler for one instrument with one decimal of price and none of quantity, and everything that it says, as text. */
final class FeedFixture implements MarketDataListener, AutoCloseable {
    static final long SECOND_NS = 1_000_000_000L;

    final List<String> events = new ArrayList<>();
    final BinanceFeedHandler handler;
    final BookStore books;
    final boolean isSpot;
    /** How long a delta is on its way. */
    long lateMs;
    long nowNs = 1_700_000_000L * SECOND_NS;

    FeedFixture(final Venue venue, final Path directory, final int bufferSize) {
        this(venue, directory, new FeedSettings(bufferSize, 10_000_000, SECOND_NS, 5 * SECOND_NS));
    }

    FeedFixture(final Venue venue, final Path directory, final FeedSettings settings) {
        isSpot = venue == Venue.BINANCE_SPOT;
        final Instrument instrument = new Instrument(
                0, venue, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 1, 0, 1, 1, 0, Long.MAX_VALUE, 0);
        books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), new BookLayout(64));
        handler = new BinanceFeedHandler(venue, List.of(instrument), books, this, new Requests(), settings);
        handler.onConnected(nowNs);
        events.clear();
    }

    OrderBook book() {
        return books.book(0);
    }

    BookCounters counters() {
        return handler.counters(0);
    }

    /** What was said since the last call. */
    List<String> said() {
        final List<String> said = List.copyOf(events);
        events.clear();
        return said;
    }

    void message(final String text) {
        nowNs += SECOND_NS / 100;
        final UnsafeBuffer buffer = buffer(text);
        handler.onMessage(buffer, 0, buffer.capacity(), nowNs, nowNs);
        handler.doWork(nowNs);
    }

    /** A delta as the product line writes it; previous is left out of spot's. */
    void delta(final long previous, final long first, final long last, final String bids, final String asks) {
        final String chain = isSpot ? "" : ",\"pu\":" + previous;
        message("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                + (nowNs / 1_000_000 - lateMs) + ",\"s\":\"BTCUSDT\",\"U\":" + first
                + ",\"u\":" + last + chain + ",\"b\":[" + levels(bids) + "],\"a\":[" + levels(asks) + "]}}");
    }

    void ticker(final long id, final String bid, final String bidQuantity, final String ask, final String askQuantity) {
        final String name = isSpot ? "" : "\"e\":\"bookTicker\",";
        message("{" + name + "\"u\":" + id + ",\"s\":\"BTCUSDT\",\"b\":\"" + bid + "\",\"B\":\"" + bidQuantity + "\",\"a\":\"" + ask
                + "\",\"A\":\"" + askQuantity + "\"}");
    }

    void snapshot(final long id, final String bids, final String asks) {
        final UnsafeBuffer buffer = buffer(
                "{\"lastUpdateId\":" + id + ",\"bids\":[" + levels(bids) + "],\"asks\":[" + levels(asks) + "]}");
        handler.onSnapshot(0, buffer, 0, buffer.capacity(), nowNs, nowNs);
    }

    /** LIVE at id 100 with 99.9 x 5 against 100.1 x 7. */
    void goLive() {
        delta(98, 99, 100, "", "");
        snapshot(100, "99.9x5 99.8x1", "100.1x7 100.2x1");
        said();
    }

    private static String levels(final String text) {
        if (text.isEmpty()) {
            return "";
        }
        final StringBuilder json = new StringBuilder();
        for (final String level : text.split(" ")) {
            final String[] parts = level.split("x");
            json.append(json.isEmpty() ? "" : ",").append("[\"").append(parts[0]).append("\",\"").append(parts[1]).append("\"]");
        }
        return json.toString();
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long now) {
        events.add("depth " + depth.updateId() + ' ' + depth.bidPrice(0) + 'x' + depth.bidQuantity(0) + ' ' + depth.askPrice(0) + 'x'
                + depth.askQuantity(0));
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long now) {
        events.add("quote " + quote.updateId() + ' ' + quote.bidPrice() + 'x' + quote.bidQuantity() + ' ' + quote.askPrice() + 'x'
                + quote.askQuantity());
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long now) {
        events.add("trade " + trade.tradeId() + ' ' + trade.aggressorSide() + ' ' + trade.quantity() + '@' + trade.price());
    }

    @Override
    public void onFeedLatency(final FeedLatencyDecoder latency, final long now) {
        events.add((latency.late() == BooleanType.TRUE ? "late " : "in time ") + latency.delayNs() / 1_000_000 + " ms");
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long now) {
        events.add(status.previousState() + ">" + status.state() + ' ' + status.reason());
    }

    @Override
    public void close() {
        books.close();
    }

    private final class Requests implements SnapshotRequester {
        @Override
        public boolean requestSnapshot(final int instrumentId, final long nowNs) {
            return events.add("request");
        }

        @Override
        public boolean requestAudit(final int instrumentId, final long nowNs) {
            return events.add("request");
        }
    }
}
