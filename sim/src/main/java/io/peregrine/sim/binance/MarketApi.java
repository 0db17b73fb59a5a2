package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.AggregateTrade;
import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Public requests: connectivity, reference data, books, trades, candles, tickers.
 *
 * <p><b>Threading:</b> immutable; work runs on the exchange thread.
 */
final class MarketApi {
    private static final int LIMIT = 500;
    private static final int LIMIT_MAX = 1_000;
    private static final int DEPTH_LIMIT = 100;
    private static final int DEPTH_LIMIT_MAX = 5_000;
    private static final long US_PER_MS = 1_000;
    private static final long DAY_ALL_WEIGHT = 80;

    private final Exchange exchange;
    private final RateLimits limits;
    private final Symbols symbols;

    MarketApi(final Exchange exchange, final RateLimits limits, final Symbols symbols) {
        this.exchange = exchange;
        this.limits = limits;
        this.symbols = symbols;
    }

    List<ApiMethod> methods() {
        return List.of(
                open("ping", "ping", parameters -> 1, call -> () -> Json::object),
                open("time", "time", parameters -> 1, call -> () -> ready(Json.object().put("serverTime", Json.ms(exchange.nowUs())))),
                open("exchangeInfo", "exchangeInfo", parameters -> 20, this::exchangeInfo),
                open("depth", "depth", MarketApi::depthWeight, this::depth),
                open("trades", "trades.recent", parameters -> 25, this::trades),
                open("aggTrades", "trades.aggregate", parameters -> 4, this::aggregates),
                open("klines", "klines", parameters -> 2, this::klines),
                open("uiKlines", "uiKlines", parameters -> 2, this::klines),
                open("avgPrice", "avgPrice", parameters -> 2, this::averagePrice),
                open("ticker/24hr", "ticker.24hr", parameters -> weight(parameters, 2, DAY_ALL_WEIGHT), this::dayTicker),
                open("ticker/price", "ticker.price", parameters -> weight(parameters, 2, 4), call -> perSymbol(call,
                        rules -> Json.object().put("symbol", rules.symbol())
                                .put("price", Decimal.text(rules.listing().book().lastPrice())))),
                open("ticker/bookTicker", "ticker.book", parameters -> weight(parameters, 2, 4),
                        call -> perSymbol(call, MarketJson::bookTicker)));
    }

    /** The parameter {@code limit}; a larger one than the maximum means the maximum. */
    static int limit(final Parameters parameters, final int fallback, final int max) throws ApiException {
        final long limit = parameters.number("limit", fallback);
        if (limit < 1) {
            throw ApiException.invalid("limit");
        }
        return (int) Math.min(limit, max);
    }

    private static ApiMethod open(final String path, final String webSocket, final ApiMethod.Weight weight,
            final ApiMethod.Handler handler) {
        return new ApiMethod("GET /api/v3/" + path, webSocket, ApiMethod.Security.NONE, weight, handler);
    }

    private static long weight(final Parameters parameters, final long one, final long all) {
        return parameters.has("symbol") ? one : all;
    }

    private static long depthWeight(final Parameters parameters) throws ApiException {
        final int limit = limit(parameters, DEPTH_LIMIT, DEPTH_LIMIT_MAX);
        return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
    }

    private static Supplier<JsonNode> ready(final JsonNode json) {
        return () -> json;
    }

    private ApiMethod.Work exchangeInfo(final Call call) throws ApiException {
        final Parameters parameters = call.parameters();
        final Collection<SymbolRules> some = symbols.readSome(parameters);
        final boolean trading = "TRADING".equals(parameters.text("symbolStatus", "TRADING"));
        final boolean spot = parameters.text("permissions", "SPOT").contains("SPOT");
        final boolean permissions = parameters.flag("showPermissionSets", true);
        return () -> {
            final ObjectNode json = Json.object().put("timezone", "UTC")
                    .put("serverTime", Json.ms(exchange.nowUs()));
            json.set("rateLimits", limits.json());
            json.putArray("exchangeFilters");
            final ArrayNode array = json.putArray("symbols");
            if (trading && spot) {
                some.forEach(rules -> array.add(permissions ? rules.json() : rules.json().without("permissionSets")));
            }
            json.putArray("sors");
            return ready(json);
        };
    }

    private ApiMethod.Work depth(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final int limit = limit(call.parameters(), DEPTH_LIMIT, DEPTH_LIMIT_MAX);
        return () -> {
            final Listing.Snapshot snapshot = rules.listing().snapshot(limit);
            return () -> MarketJson.depth(snapshot);
        };
    }

    private ApiMethod.Work trades(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final int limit = limit(call.parameters(), LIMIT, LIMIT_MAX);
        return () -> {
            final List<Trade> trades = rules.listing().tape().trades();
            return () -> array(newest(trades, limit), MarketJson::trade);
        };
    }

    private ApiMethod.Work aggregates(final Call call) throws ApiException {
        final Parameters parameters = call.parameters();
        final SymbolRules rules = symbols.read(parameters);
        final int limit = limit(parameters, LIMIT, LIMIT_MAX);
        final long fromId = parameters.number("fromId", -1);
        final long startMs = parameters.number("startTime", -1);
        final long endMs = parameters.number("endTime", Long.MAX_VALUE);
        return () -> {
            final List<AggregateTrade> wanted = rules.listing().tape().aggregates().stream().filter(aggregate ->
                    aggregate.aggregateId() >= fromId && Json.ms(aggregate.first().timeUs()) >= startMs
                            && Json.ms(aggregate.first().timeUs()) <= endMs).toList();
            return () -> array(fromId >= 0 || startMs >= 0 ? oldest(wanted, limit) : newest(wanted, limit), MarketJson::aggregate);
        };
    }

    private ApiMethod.Work klines(final Call call) throws ApiException {
        final Parameters parameters = call.parameters();
        final SymbolRules rules = symbols.read(parameters);
        final KlineInterval interval = KlineInterval.parse(parameters.text("interval"));
        final int limit = limit(parameters, LIMIT, LIMIT_MAX);
        final long startMs = parameters.number("startTime", -1);
        final long endMs = parameters.number("endTime", Long.MAX_VALUE / US_PER_MS);
        if (!"0".equals(parameters.text("timeZone", "0"))) {
            throw ApiException.invalid("timeZone");
        }
        return () -> {
            final List<Candle> candles = rules.listing().tape().candles(interval::start).stream().filter(candle ->
                    Json.ms(candle.startUs()) >= startMs && Json.ms(candle.startUs()) <= endMs).toList();
            return () -> array(startMs >= 0 ? oldest(candles, limit) : newest(candles, limit),
                    candle -> MarketJson.kline(candle, interval.end(candle.startUs())));
        };
    }

    private ApiMethod.Work averagePrice(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        return () -> {
            final Trade last = rules.listing().tape().last();
            return ready(Json.object().put("mins", SymbolRules.averageMinutes())
                    .put("price", Decimal.text(rules.averagePrice(exchange.nowUs())))
                    .put("closeTime", last == null ? 0 : Json.ms(last.timeUs())));
        };
    }

    private ApiMethod.Work dayTicker(final Call call) throws ApiException {
        final boolean mini = "MINI".equals(call.parameters().text("type", "FULL"));
        return perSymbol(call, rules -> {
            final ObjectNode json =
                    MarketJson.dayTicker(rules, DayStatistics.of(rules.listing(), exchange.nowUs()));
            return mini ? json.without(List.of("priceChange", "priceChangePercent", "weightedAvgPrice", "prevClosePrice", "lastQty",
                    "bidPrice", "bidQty", "askPrice", "askQty")) : json;
        });
    }

    /** One object where one symbol is asked for, an array of objects where several are. */
    private ApiMethod.Work perSymbol(final Call call, final Function<SymbolRules, JsonNode> writer) throws ApiException {
        final boolean single = call.parameters().has("symbol");
        final Collection<SymbolRules> some = symbols.readSome(call.parameters());
        return () -> {
            final ArrayNode array = array(List.copyOf(some), writer);
            return ready(single ? array.get(0) : array);
        };
    }

    private static <T> List<T> newest(final List<T> all, final int limit) {
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private static <T> List<T> oldest(final List<T> all, final int limit) {
        return all.subList(0, Math.min(all.size(), limit));
    }

    private static <T> ArrayNode array(final List<T> elements, final Function<T, JsonNode> writer) {
        return Json.array().addAll(elements.stream().map(writer).toList());
    }
}
