package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.exchange.AggregateTrade;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Market data as the venue's responses and streams write it.
 *
 * <p><b>Threading:</b> stateless; what reads a listing must be called on the exchange thread.
 */
final class MarketJson {
    private static final int PERCENT_DECIMALS = 3;

    private MarketJson() {
    }

    static ObjectNode depth(final Listing.Snapshot snapshot) {
        final ObjectNode json = Json.object().put("lastUpdateId", snapshot.lastUpdateId());
        json.set("bids", Json.levels(snapshot.bids()));
        json.set("asks", Json.levels(snapshot.asks()));
        return json;
    }

    static ObjectNode trade(final Trade trade) {
        return Json.object().put("id", trade.tradeId()).put("price", Decimal.text(trade.price()))
                .put("qty", Decimal.text(trade.quantity())).put("quoteQty", Decimal.text(trade.notional()))
                .put("time", Json.ms(trade.timeUs())).put("isBuyerMaker", trade.buyerIsMaker()).put("isBestMatch", true);
    }

    static ObjectNode aggregate(final AggregateTrade aggregate) {
        return Json.object().put("a", aggregate.aggregateId()).put("p", Decimal.text(aggregate.first().price()))
                .put("q", Decimal.text(aggregate.quantity())).put("f", aggregate.first().tradeId())
                .put("l", aggregate.last().tradeId()).put("T", Json.ms(aggregate.first().timeUs()))
                .put("m", aggregate.first().buyerIsMaker()).put("M", true);
    }

    /** A candle in a REST answer. */
    static ArrayNode kline(final Candle candle, final long endUs) {
        return Json.array().add(Json.ms(candle.startUs())).add(Decimal.text(candle.first().price())).add(Decimal.text(candle.high()))
                .add(Decimal.text(candle.low())).add(Decimal.text(candle.last().price())).add(Decimal.text(candle.volume().base()))
                .add(Json.ms(endUs) - 1).add(Decimal.text(candle.volume().quote())).add(candle.tradeCount())
                .add(Decimal.text(candle.takerBuys().base())).add(Decimal.text(candle.takerBuys().quote())).add("0");
    }

    /** A candle in a stream. */
    static ObjectNode klineEvent(final String symbol, final Candle candle, final KlineInterval interval, final long nowUs) {
        final long endUs = interval.end(candle.startUs());
        final ObjectNode json = Json.object().put("e", "kline").put("E", Json.ms(nowUs)).put("s", symbol);
        json.putObject("k").put("t", Json.ms(candle.startUs())).put("T", Json.ms(endUs) - 1).put("s", symbol)
                .put("i", interval.text()).put("f", candle.first().tradeId()).put("L", candle.last().tradeId())
                .put("o", Decimal.text(candle.first().price())).put("c", Decimal.text(candle.last().price()))
                .put("h", Decimal.text(candle.high())).put("l", Decimal.text(candle.low()))
                .put("v", Decimal.text(candle.volume().base())).put("n", candle.tradeCount()).put("x", nowUs >= endUs)
                .put("q", Decimal.text(candle.volume().quote())).put("V", Decimal.text(candle.takerBuys().base()))
                .put("Q", Decimal.text(candle.takerBuys().quote())).put("B", "0");
        return json;
    }

    static ObjectNode bookTicker(final SymbolRules rules) {
        final MatchingBook<AccountOrder> book = rules.listing().book();
        return Json.object().put("symbol", rules.symbol())
                .put("bidPrice", Decimal.text(book.bestPrice(Side.BUY))).put("bidQty", Decimal.text(book.bestQuantity(Side.BUY)))
                .put("askPrice", Decimal.text(book.bestPrice(Side.SELL))).put("askQty", Decimal.text(book.bestQuantity(Side.SELL)));
    }

    static ObjectNode bookTickerEvent(final SymbolRules rules) {
        final MatchingBook<AccountOrder> book = rules.listing().book();
        return Json.object().put("u", rules.listing().lastUpdateId()).put("s", rules.symbol())
                .put("b", Decimal.text(book.bestPrice(Side.BUY))).put("B", Decimal.text(book.bestQuantity(Side.BUY)))
                .put("a", Decimal.text(book.bestPrice(Side.SELL))).put("A", Decimal.text(book.bestQuantity(Side.SELL)));
    }

    /** Statistics of the last day in a REST answer. */
    static ObjectNode dayTicker(final SymbolRules rules, final DayStatistics day) {
        final MatchingBook<AccountOrder> book = rules.listing().book();
        return Json.object().put("symbol", rules.symbol()).put("priceChange", Decimal.text(day.last() - day.open()))
                .put("priceChangePercent", percent(day)).put("weightedAvgPrice", Decimal.text(day.average()))
                .put("prevClosePrice", Decimal.text(day.open())).put("lastPrice", Decimal.text(day.last()))
                .put("lastQty", Decimal.text(day.lastQuantity()))
                .put("bidPrice", Decimal.text(book.bestPrice(Side.BUY))).put("bidQty", Decimal.text(book.bestQuantity(Side.BUY)))
                .put("askPrice", Decimal.text(book.bestPrice(Side.SELL))).put("askQty", Decimal.text(book.bestQuantity(Side.SELL)))
                .put("openPrice", Decimal.text(day.open())).put("highPrice", Decimal.text(day.high()))
                .put("lowPrice", Decimal.text(day.low())).put("volume", Decimal.text(day.volume()))
                .put("quoteVolume", Decimal.text(day.quoteVolume())).put("openTime", Json.ms(day.startUs()))
                .put("closeTime", Json.ms(day.endUs())).put("firstId", day.firstId()).put("lastId", day.lastId())
                .put("count", day.count());
    }

    /** Statistics of the last day in a stream. */
    static ObjectNode dayTickerEvent(final SymbolRules rules, final DayStatistics day) {
        final MatchingBook<AccountOrder> book = rules.listing().book();
        return Json.object().put("e", "24hrTicker").put("E", Json.ms(day.endUs())).put("s", rules.symbol())
                .put("p", Decimal.text(day.last() - day.open())).put("P", percent(day)).put("w", Decimal.text(day.average()))
                .put("x", Decimal.text(day.open())).put("c", Decimal.text(day.last())).put("Q", Decimal.text(day.lastQuantity()))
                .put("b", Decimal.text(book.bestPrice(Side.BUY))).put("B", Decimal.text(book.bestQuantity(Side.BUY)))
                .put("a", Decimal.text(book.bestPrice(Side.SELL))).put("A", Decimal.text(book.bestQuantity(Side.SELL)))
                .put("o", Decimal.text(day.open())).put("h", Decimal.text(day.high())).put("l", Decimal.text(day.low()))
                .put("v", Decimal.text(day.volume())).put("q", Decimal.text(day.quoteVolume())).put("O", Json.ms(day.startUs()))
                .put("C", Json.ms(day.endUs())).put("F", day.firstId()).put("L", day.lastId()).put("n", day.count());
    }

    static ObjectNode miniTickerEvent(final SymbolRules rules, final DayStatistics day) {
        return Json.object().put("e", "24hrMiniTicker").put("E", Json.ms(day.endUs())).put("s", rules.symbol())
                .put("c", Decimal.text(day.last())).put("o", Decimal.text(day.open())).put("h", Decimal.text(day.high()))
                .put("l", Decimal.text(day.low())).put("v", Decimal.text(day.volume())).put("q", Decimal.text(day.quoteVolume()));
    }

    private static String percent(final DayStatistics day) {
        return day.open() == 0 ? "0.000" : BigDecimal.valueOf(day.last() - day.open()).multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(day.open()), PERCENT_DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }
}
