package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.LevelChanges;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The feed of one product.
 *
 * <p><b>Threading:</b> confined to the exchange thread. Source: B4 of the protocol document.
 */
final class ProductFeed {
    private static final int SNAPSHOT_TRADES = 100;
    private static final long CANDLE_US = 300_000_000;

    private final Product product;
    private final Map<Channel, Set<FeedSession>> listeners = new EnumMap<>(Channel.class);
    private final LevelChanges changes;
    private final List<Trade> unpublished = new ArrayList<>();
    private long publishedTradeId;
    private long tickedTradeId;
    private long batchedTradeId;
    private long candleTradeId;

    ProductFeed(final Product product) {
        this.product = product;
        this.changes = new LevelChanges(product);
        for (final Channel channel : Channel.values()) {
            listeners.put(channel, new LinkedHashSet<>());
        }
    }

    /** A session listens from now on; it is told first how things are. */
    void subscribe(final Channel channel, final FeedSession session, final long nowUs) {
        listeners.get(channel).add(session);
        final Trade last = product.listing().tape().last();
        switch (channel) {
            case LEVEL2 -> session.deliver("l2_data", snapshot(nowUs));
            case MARKET_TRADES -> session.deliver(channel.text(), trades("snapshot", product.listing().tape().trades().reversed().stream()
                    .filter(trade -> trade.tradeId() <= publishedTradeId).limit(SNAPSHOT_TRADES).toList()));
            case TICKER, TICKER_BATCH -> {
                if (last != null) {
                    session.deliver(channel.text(), ticker("snapshot", channel, last, nowUs));
                }
            }
            case CANDLES -> session.deliver(channel.text(), candles("snapshot", Integer.MAX_VALUE));
            default -> throw new IllegalArgumentException("no channel of a product: " + channel);
        }
    }

    void unsubscribe(final Channel channel, final FeedSession session) {
        listeners.get(channel).remove(session);
    }

    void onLevel(final Side side, final long price) {
        changes.changed(side, price);
    }

    /** After a request or an event of the order flow. */
    void flush(final long nowUs) {
        final Trade last = product.listing().tape().last();
        if (last != null && last.tradeId() != tickedTradeId) {
            tickedTradeId = last.tradeId();
            broadcast(Channel.TICKER, Channel.TICKER.text(), () -> ticker("update", Channel.TICKER, last, nowUs));
        }
    }

    /** Twenty times a second. */
    void publishLevels(final long nowUs) {
        if (changes.empty()) {
            return;
        }
        if (listeners.get(Channel.LEVEL2).isEmpty()) {
            changes.clear();
            return;
        }
        final ArrayNode bids = Json.array();
        final ArrayNode offers = Json.array();
        changes.drain((side, price, quantity) -> (side == Side.BUY ? bids : offers).add(level(side, price, quantity, nowUs)));
        broadcast(Channel.LEVEL2, "l2_data", () -> levels("update", bids.addAll(offers)));
    }

    void onTrade(final Trade trade) {
        if (listeners.get(Channel.MARKET_TRADES).isEmpty()) {
            publishedTradeId = trade.tradeId();
        } else {
            unpublished.add(trade);
        }
    }

    /** Four times a second. */
    void publishTrades() {
        if (!unpublished.isEmpty()) {
            publishedTradeId = unpublished.getLast().tradeId();
            broadcast(Channel.MARKET_TRADES, Channel.MARKET_TRADES.text(), () -> trades("update", unpublished.reversed()));
            unpublished.clear();
        }
    }

    /** Once a second. */
    void publishCandle() {
        final Trade last = product.listing().tape().last();
        if (last != null && last.tradeId() != candleTradeId) {
            candleTradeId = last.tradeId();
            broadcast(Channel.CANDLES, Channel.CANDLES.text(), () -> candles("update", 1));
        }
    }

    /** Every five seconds. */
    void publishBatchedTicker(final long nowUs) {
        final Trade last = product.listing().tape().last();
        if (last != null && last.tradeId() != batchedTradeId) {
            batchedTradeId = last.tradeId();
            broadcast(Channel.TICKER_BATCH, Channel.TICKER_BATCH.text(), () -> ticker("update", Channel.TICKER_BATCH, last, nowUs));
        }
    }

    private void broadcast(final Channel channel, final String name, final Supplier<String> events) {
        final Set<FeedSession> sessions = listeners.get(channel);
        if (!sessions.isEmpty()) {
            final String text = events.get();
            sessions.forEach(session -> session.deliver(name, text));
        }
    }

    private String snapshot(final long nowUs) {
        final ArrayNode updates = Json.array();
        for (final Side side : Side.values()) {
            final long[] levels = product.listing().book().levels(side, Integer.MAX_VALUE);
            for (int i = 0; i < levels.length; i += 2) {
                updates.add(level(side, levels[i], levels[i + 1], nowUs));
            }
        }
        return levels("snapshot", updates);
    }

    private String levels(final String type, final ArrayNode updates) {
        final ArrayNode events = Json.array();
        events.addObject().put("type", type).put("product_id", product.id()).set("updates", updates);
        return events.toString();
    }

    private static ObjectNode level(final Side side, final long price, final long quantity, final long nowUs) {
        return Json.object().put("side", side == Side.BUY ? "bid" : "offer").put("event_time", Text.time(nowUs))
                .put("price_level", Text.plain(price)).put("new_quantity", Text.plain(quantity));
    }

    private String trades(final String type, final List<Trade> newestFirst) {
        final ArrayNode events = Json.array();
        final ArrayNode array = events.addObject().put("type", type).putArray("trades");
        newestFirst.forEach(trade -> array.add(Json.object().put("product_id", product.id())
                .put("trade_id", String.valueOf(product.tradeId(trade.tradeId()))).put("price", Text.plain(trade.price()))
                .put("size", Text.plain(trade.quantity())).put("time", Text.time(trade.timeUs()))
                .put("side", trade.buyerIsMaker() ? "BUY" : "SELL")));
        return events.toString();
    }

    private String ticker(final String type, final Channel channel, final Trade last, final long nowUs) {
        final ObjectNode ticker = ProductJson.ticker(product, last, nowUs);
        final ArrayNode events = Json.array();
        events.addObject().put("type", type).putArray("tickers")
                .add(channel == Channel.TICKER ? ProductJson.withBest(ticker, product) : ticker);
        return events.toString();
    }

    private String candles(final String type, final int limit) {
        final List<Candle> candles = product.listing().tape().candles(startUs -> startUs - startUs % CANDLE_US);
        final ArrayNode events = Json.array();
        final ArrayNode array = events.addObject().put("type", type).putArray("candles");
        candles.reversed().stream().limit(limit)
                .forEach(candle -> array.add(ProductJson.candle(candle).put("product_id", product.id())));
        return events.toString();
    }
}
