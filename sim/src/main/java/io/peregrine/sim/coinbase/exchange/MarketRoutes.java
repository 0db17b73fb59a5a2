package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.server.RestReply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Market data that anybody may ask for.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: A3, A4 and A11 of the protocol document.
 */
final class MarketRoutes {
    private static final Set<Long> GRANULARITIES = Set.of(60L, 300L, 900L, 3_600L, 21_600L, 86_400L);
    private static final long US_PER_SECOND = 1_000_000;
    private static final int CANDLES_MAX = 300;
    private static final int MICROS = 6;

    private final Marketplace market;
    private final Feed feed;

    MarketRoutes(final Marketplace market, final Feed feed) {
        this.market = market;
        this.feed = feed;
    }

    List<Route> routes() {
        return List.of(get("/products", call -> Replies.ok(ProductJson.products(market))),
                get("/products/{}", call -> Replies.ok(ProductJson.product(product(call)))),
                get("/products/{}/book", this::book), get("/products/{}/trades", this::trades), get("/products/{}/ticker", this::ticker),
                get("/products/{}/stats", this::stats), get("/products/{}/candles", this::candles), get("/time", call -> time()),
                get("/currencies", call -> Replies.ok(ProductJson.currencies(market))), get("/currencies/{}", this::currency));
    }

    private RestReply time() {
        final long nowUs = market.exchange().nowUs();
        return Replies.ok(Json.object().put("iso", Text.time(nowUs)).put("epoch", BigDecimal.valueOf(nowUs, MICROS)));
    }

    private RestReply book(final RestCall call) throws Refusal {
        final Product product = product(call);
        final long level = call.number("level", 1);
        if (level < 1 || level > 3) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid level");
        }
        final ObjectNode json = Json.object();
        for (final Side side : Side.values()) {
            final ArrayNode rows = json.putArray(side == Side.BUY ? "bids" : "asks");
            if (level == 3) {
                product.listing().book().forEachOrder(side, order -> rows.addArray().add(product.price(order.price()))
                        .add(Text.plain(order.leaves())).add(market.desk().id(order)));
            } else {
                levels(product, side, rows, level == 1 ? 1 : Integer.MAX_VALUE);
            }
        }
        return Replies.ok(json.put("sequence", feed.sequence(product.id())).put("auction_mode", false).putNull("auction")
                .put("time", Text.time(market.exchange().nowUs())));
    }

    private static void levels(final Product product, final Side side, final ArrayNode rows, final int limit) {
        final MatchingBook<AccountOrder> book = product.listing().book();
        final long[] levels = book.levels(side, limit);
        final int[] counts = new int[levels.length / 2 + 1];
        final int[] at = {0};
        book.forEachOrder(side, order -> {
            while (at[0] < levels.length / 2 && levels[2 * at[0]] != order.price()) {
                at[0]++;
            }
            counts[at[0]]++;
        });
        for (int i = 0; i < levels.length; i += 2) {
            rows.addArray().add(product.price(levels[i])).add(Text.plain(levels[i + 1])).add(counts[i / 2]);
        }
    }

    private RestReply trades(final RestCall call) throws Refusal {
        final Product product = product(call);
        final ToLongFunction<Trade> cursor = trade -> product.tradeId(trade.tradeId());
        return Pages.page(call, product.listing().tape().trades(), cursor,
                trade -> Json.object().put("time", Text.time(trade.timeUs())).put("trade_id", product.tradeId(trade.tradeId()))
                        .put("price", Text.plain(trade.price())).put("size", Text.plain(trade.quantity()))
                        .put("side", FeedJson.makerSide(trade)));
    }

    private RestReply ticker(final RestCall call) throws Refusal {
        final Product product = product(call);
        final Trade last = product.listing().tape().last();
        if (last == null) {
            throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
        }
        final MatchingBook<AccountOrder> book = product.listing().book();
        return Replies.ok(Json.object().put("ask", Text.plain(book.bestPrice(Side.SELL))).put("bid", Text.plain(book.bestPrice(Side.BUY)))
                .put("volume", Text.eight(product.day(market.exchange().nowUs()).volume().base()))
                .put("trade_id", product.tradeId(last.tradeId())).put("price", Text.plain(last.price()))
                .put("size", Text.plain(last.quantity())).put("time", Text.time(last.timeUs())).put("rfq_volume", "0"));
    }

    private RestReply stats(final RestCall call) throws Refusal {
        final Candle day = product(call).day(market.exchange().nowUs());
        if (day == null) {
            throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
        }
        return Replies.ok(Json.object().put("open", Text.plain(day.first().price())).put("high", Text.plain(day.high()))
                .put("low", Text.plain(day.low())).put("last", Text.plain(day.last().price()))
                .put("volume", Text.plain(day.volume().base())).put("volume_30day", Text.plain(day.volume().base())));
    }

    private RestReply candles(final RestCall call) throws Refusal {
        final long seconds = call.number("granularity", 60);
        if (!GRANULARITIES.contains(seconds)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Unsupported granularity");
        }
        final long us = seconds * US_PER_SECOND;
        final List<Candle> candles = product(call).listing().tape().candles(startUs -> startUs - startUs % us);
        final ArrayNode json = Json.array();
        candles.reversed().stream().limit(CANDLES_MAX).forEach(candle -> json.addArray().add(candle.startUs() / US_PER_SECOND)
                .add(number(candle.low())).add(number(candle.high())).add(number(candle.first().price()))
                .add(number(candle.last().price())).add(number(candle.volume().base())));
        return Replies.ok(json);
    }

    private RestReply currency(final RestCall call) throws Refusal {
        if (!market.currencies().contains(call.variable())) {
            throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
        }
        return Replies.ok(ProductJson.currency(call.variable()));
    }

    private Product product(final RestCall call) throws Refusal {
        final Product product = market.products().get(call.variable());
        if (product == null) {
            throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
        }
        return product;
    }

    private static BigDecimal number(final long value) {
        return BigDecimal.valueOf(value, Decimal.SCALE);
    }

    private static Route get(final String path, final Route.Handler handler) {
        return Route.of("GET", path, Access.PUBLIC, handler);
    }
}
