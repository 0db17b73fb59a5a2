package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.exchange.AggregateTrade;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import java.util.List;
import java.util.Locale;

/**
 * The streams of one symbol.
 *
 * <p>A best-price frame carries the update id of the book it shows. Between two requests the book does not change, and depth frames are cut
 * only there, so a depth frame that ends at an id agrees with the last best-price frame up to that id.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class SymbolStreams {
    private static final int[] PARTIAL_DEPTHS = {5, 10, 20};
    private static final String FAST = "@100ms";

    private final SymbolRules rules;
    private final MatchingBook<AccountOrder> book;
    private final StreamHub hub;
    private final String prefix;
    private final DepthDiff fastDiff;
    private final DepthDiff slowDiff;
    private AggregateTrade aggregate;
    private long sentBookId;
    private long bidPrice;
    private long bidQuantity;
    private long askPrice;
    private long askQuantity;
    private long sentFastDepthId;
    private long sentSlowDepthId;
    private long sentTradeId;

    SymbolStreams(final SymbolRules rules, final StreamHub hub) {
        this.rules = rules;
        this.book = rules.listing().book();
        this.hub = hub;
        this.prefix = rules.symbol().toLowerCase(Locale.ROOT);
        this.fastDiff = new DepthDiff(rules);
        this.slowDiff = new DepthDiff(rules);
    }

    void onTrade(final Trade trade) {
        hub.publish(prefix + "@trade", () -> Json.object().put("e", "trade").put("E", Json.ms(trade.timeUs())).put("s", rules.symbol())
                .put("t", trade.tradeId()).put("p", Decimal.text(trade.price())).put("q", Decimal.text(trade.quantity()))
                .put("T", Json.ms(trade.timeUs())).put("m", trade.buyerIsMaker()).put("M", true));
        final AggregateTrade now = rules.listing().tape().lastAggregate();
        if (aggregate != null && aggregate.aggregateId() != now.aggregateId()) {
            publishAggregate();
        }
        aggregate = now;
    }

    void onLevel(final Side side, final long price) {
        fastDiff.changed(side, price);
        slowDiff.changed(side, price);
    }

    /** After a request: the last aggregate trade is complete, and the best prices may have changed. */
    void flush() {
        if (aggregate != null) {
            publishAggregate();
            aggregate = null;
        }
        if (sentBookId != rules.listing().lastUpdateId()) {
            sentBookId = rules.listing().lastUpdateId();
            if (bestChanged()) {
                hub.publish(prefix + "@bookTicker", () -> MarketJson.bookTickerEvent(rules));
            }
        }
    }

    /** Ten times a second. */
    void tick(final long nowUs, final boolean second) {
        publishDiff(fastDiff, prefix + "@depth" + FAST, nowUs);
        final long updateId = rules.listing().lastUpdateId();
        if (sentFastDepthId != updateId) {
            sentFastDepthId = updateId;
            publishPartial(FAST);
        }
        if (second) {
            publishDiff(slowDiff, prefix + "@depth", nowUs);
            if (sentSlowDepthId != updateId) {
                sentSlowDepthId = updateId;
                publishPartial("");
            }
            publishStatistics(nowUs);
        }
    }

    JsonNode miniTicker(final long nowUs) {
        return MarketJson.miniTickerEvent(rules, DayStatistics.of(rules.listing(), nowUs));
    }

    private void publishAggregate() {
        final AggregateTrade complete = aggregate;
        hub.publish(prefix + "@aggTrade", () -> {
            final ObjectNode json = Json.object().put("e", "aggTrade").put("E", Json.ms(complete.last().timeUs()))
                    .put("s", rules.symbol());
            return json.setAll(MarketJson.aggregate(complete));
        });
    }

    private boolean bestChanged() {
        final boolean changed = bidPrice != book.bestPrice(Side.BUY) || bidQuantity != book.bestQuantity(Side.BUY)
                || askPrice != book.bestPrice(Side.SELL) || askQuantity != book.bestQuantity(Side.SELL);
        bidPrice = book.bestPrice(Side.BUY);
        bidQuantity = book.bestQuantity(Side.BUY);
        askPrice = book.bestPrice(Side.SELL);
        askQuantity = book.bestQuantity(Side.SELL);
        return changed;
    }

    private void publishDiff(final DepthDiff diff, final String stream, final long nowUs) {
        if (!diff.empty()) {
            hub.publish(stream, () -> diff.json(nowUs));
            diff.clear();
        }
    }

    private void publishPartial(final String speed) {
        for (final int depth : PARTIAL_DEPTHS) {
            hub.publish(prefix + "@depth" + depth + speed, () -> MarketJson.depth(rules.listing().snapshot(depth)));
        }
    }

    private void publishStatistics(final long nowUs) {
        hub.publish(prefix + "@ticker", () -> MarketJson.dayTickerEvent(rules, DayStatistics.of(rules.listing(), nowUs)));
        hub.publish(prefix + "@miniTicker", () -> miniTicker(nowUs));
        final Trade last = rules.listing().tape().last();
        if (last != null && last.tradeId() != sentTradeId) {
            sentTradeId = last.tradeId();
            hub.publish(prefix + "@avgPrice", () -> Json.object().put("e", "avgPrice").put("E", Json.ms(nowUs))
                    .put("s", rules.symbol()).put("i", SymbolRules.averageMinutes() + "m")
                    .put("w", Decimal.text(rules.averagePrice(nowUs))).put("T", Json.ms(last.timeUs())));
            for (final KlineInterval interval : KlineInterval.values()) {
                hub.publish(prefix + "@kline_" + interval.text(), () -> {
                    final List<Candle> candles = rules.listing().tape().candles(interval::start);
                    return MarketJson.klineEvent(rules.symbol(), candles.getLast(), interval, nowUs);
                });
            }
        }
    }
}
