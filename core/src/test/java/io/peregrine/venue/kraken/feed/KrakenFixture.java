package io.peregrine.venue.kraken.feed;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A handler for BTC/USD (one decimal of price, eight of quantity) and ETH/USD (two, eight), and everything that it says, as text. */
final class KrakenFixture implements AutoCloseable {
    static final long SECOND_NS = 1_000_000_000L;
    static final Instrument BTC = instrument(0, "BTC/USD", 1);
    static final Instrument ETH = instrument(1, "ETH/USD", 2);

    final List<String> events = new ArrayList<>();
    final KrakenFeedHandler handler;
    final BookStore books;
    boolean requestsAreTaken = true;
    long nowNs = 1_787_000_000L * SECOND_NS;

    KrakenFixture(final Path directory, final boolean isRecording) {
        books = BookStore.create(directory.resolve("books").toFile(), List.of(BTC, ETH), new BookLayout(256));
        handler = new KrakenFeedHandler(List.of(BTC, ETH), books, isRecording ? new Recorder() : new IgnoredMarketData(), (id, now) -> {
            if (requestsAreTaken && isRecording) {
                events.add("renew " + id);
            }
            return requestsAreTaken;
        }, new FeedSettings(100, SECOND_NS, SECOND_NS, 5 * SECOND_NS), book -> { });
        handler.onConnected(nowNs);
        events.clear();
    }

    private static Instrument instrument(final int id, final String symbol, final int decimals) {
        return new Instrument(id, Venue.KRAKEN, symbol, symbol, symbol.substring(0, 3), "USD", decimals, 8, 1, 1, 0, Long.MAX_VALUE, 0);
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
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        handler.onMessage(new UnsafeBuffer(bytes), 0, bytes.length, nowNs, nowNs);
        handler.doWork(nowNs);
    }

    /** LIVE with two levels a side, of a subscription 10 deep. */
    void goLive(final ReferenceBook reference) {
        message(acknowledgement(10));
        reference.set(true, "99.9", "5.00000000").set(true, "99.8", "1.00000000");
        reference.set(false, "100.1", "7.00000000").set(false, "100.2", "1.50000000");
        message(reference.snapshot());
        said();
    }

    static String acknowledgement(final int depth) {
        return "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":" + depth
                + ",\"snapshot\":true,\"symbol\":\"BTC/USD\"},\"success\":true,\"time_in\":\"2026-08-16T23:37:04.334090Z\","
                + "\"time_out\":\"2026-08-16T23:37:04.334135Z\"}";
    }

    @Override
    public void close() {
        books.close();
    }

    private final class Recorder implements MarketDataListener {
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
            events.add("trade " + trade.tradeId() + ' ' + trade.aggressorSide() + ' ' + trade.quantity() + '@' + trade.price() + ' '
                    + trade.venueTimeNs());
        }

        @Override
        public void onBookStatus(final BookStatusDecoder status, final long now) {
            events.add((status.instrumentId() == 0 ? "" : "other ") + status.previousState() + '>' + status.state() + ' '
                    + status.reason());
        }
    }
}
