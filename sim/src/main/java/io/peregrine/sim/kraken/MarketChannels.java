package io.peregrine.sim.kraken;

import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Side;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All public channels of all pairs.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class MarketChannels {
    /** Depths of the channel {@code book}. */
    static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1_000);

    private final Map<Listing, PairFeeds> byListing = new HashMap<>();
    private final Map<String, Feed> byTopic = new LinkedHashMap<>();

    MarketChannels(final Exchange exchange, final Pairs pairs, final OrderRegister register) {
        byTopic.put(topic("instrument", "", ""), new InstrumentFeed(pairs, exchange));
        for (final Listing listing : exchange.listings()) {
            byListing.put(listing, feeds(pairs.of(listing.market()), listing, register));
        }
    }

    /** What tells one feed from another. */
    static String topic(final String channel, final String symbol, final Object variant) {
        return channel + ' ' + symbol + ' ' + variant;
    }

    Feed feed(final String topic) {
        return byTopic.get(topic);
    }

    void onTrade(final Listing listing, final Trade trade) {
        final PairFeeds feeds = byListing.get(listing);
        feeds.trades().onTrade(trade);
        feeds.tickers().forEach(TickerFeed::onTrade);
        feeds.candles().forEach(OhlcFeed::onTrade);
    }

    void onLevel(final Listing listing, final Side side, final long price) {
        for (final BookFeed book : byListing.get(listing).books()) {
            if (!book.idle()) {
                book.onLevel(side, price);
            }
        }
    }

    /** The recent best prices of a pair. */
    Spreads spreads(final Listing listing) {
        return byListing.get(listing).spreads();
    }

    /** After each request. */
    void flush(final long nowUs) {
        byListing.forEach((listing, feeds) -> feeds.spreads().look(listing, nowUs));
        for (final Feed feed : byTopic.values()) {
            feed.flush(nowUs);
        }
    }

    /** The subscriber is gone. */
    void remove(final KrakenConversation conversation) {
        byTopic.values().forEach(feed -> feed.remove(conversation));
    }

    private PairFeeds feeds(final Pair pair, final Listing listing, final OrderRegister register) {
        final TradeFeed trades = new TradeFeed(pair, listing, register);
        final TickerFeed onTrades = new TickerFeed(pair, listing, false);
        final TickerFeed onBest = new TickerFeed(pair, listing, true);
        final List<BookFeed> books = DEPTHS.stream().map(depth -> new BookFeed(pair, listing, depth)).toList();
        final List<OhlcFeed> candles = OhlcFeed.INTERVALS.stream().map(minutes -> new OhlcFeed(pair, listing, minutes)).toList();
        for (int i = 0; i < books.size(); i++) {
            byTopic.put(topic("book", pair.symbol(), DEPTHS.get(i)), books.get(i));
        }
        byTopic.put(topic("trade", pair.symbol(), ""), trades);
        byTopic.put(topic("ticker", pair.symbol(), "trades"), onTrades);
        byTopic.put(topic("ticker", pair.symbol(), "bbo"), onBest);
        for (int i = 0; i < candles.size(); i++) {
            byTopic.put(topic("ohlc", pair.symbol(), OhlcFeed.INTERVALS.get(i)), candles.get(i));
        }
        return new PairFeeds(books, trades, List.of(onTrades, onBest), candles, new Spreads());
    }

    private record PairFeeds(List<BookFeed> books, TradeFeed trades, List<TickerFeed> tickers, List<OhlcFeed> candles,
            Spreads spreads) {
    }
}
