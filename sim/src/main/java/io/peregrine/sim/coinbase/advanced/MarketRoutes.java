package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.server.RestReply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Market data, for anybody under {@code /market} and for clients beside it.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: B4, B6 and B7 of the protocol document.
 */
final class MarketRoutes {
    static final String ROOT = "/api/v3/brokerage";

    private static final Map<String, Long> GRANULARITY_S = Map.of("ONE_MINUTE", 60L, "FIVE_MINUTE", 300L, "FIFTEEN_MINUTE", 900L,
            "THIRTY_MINUTE", 1_800L, "ONE_HOUR", 3_600L, "TWO_HOUR", 7_200L, "SIX_HOUR", 21_600L, "ONE_DAY", 86_400L);
    private static final long US_PER_SECOND = 1_000_000;
    private static final long US_PER_MS = 1_000;
    private static final long CANDLES_MAX = 350;
    private static final int TRADES_MAX = 1_000;
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);
    private static final int SPREAD_PLACES = 12;

    private final Marketplace market;

    MarketRoutes(final Marketplace market) {
        this.market = market;
    }

    List<Route> routes() {
        final List<Route> routes = new ArrayList<>();
        for (final Access access : List.of(Access.PUBLIC, Access.PRIVATE)) {
            final String root = access == Access.PUBLIC ? ROOT + "/market" : ROOT;
            routes.add(Route.of("GET", root + "/products", access, this::products));
            routes.add(Route.of("GET", root + "/products/{}", access, this::product));
            routes.add(Route.of("GET", root + "/products/{}/ticker", access, this::ticker));
            routes.add(Route.of("GET", root + "/products/{}/candles", access, this::candles));
            routes.add(Route.of("GET", root + "/product_book", access, this::book));
        }
        routes.add(Route.of("GET", ROOT + "/best_bid_ask", Access.PRIVATE, this::bestBidAsk));
        routes.add(Route.of("GET", ROOT + "/time", Access.PUBLIC, call -> time()));
        routes.add(Route.of("GET", "/v2/time", Access.PUBLIC, call -> oldTime()));
        routes.add(Route.of("GET", "/v2/currencies", Access.PUBLIC, call -> currencies()));
        routes.add(Route.of("GET", "/v2/currencies/crypto", Access.PUBLIC, call -> cryptoCurrencies()));
        routes.add(Route.of("GET", "/v2/exchange-rates", Access.PUBLIC, this::exchangeRates));
        return routes;
    }

    /** The product of an id; pairs with USDC are other names of those with USD. */
    static Product product(final Marketplace market, final String id) throws Refusal {
        final Product product = market.products().get(alias(id));
        if (product == null) {
            throw Replies.notFound("valid product_id required, found " + id);
        }
        return product;
    }

    /** The id under which a product is listed. */
    static String alias(final String id) {
        return id.endsWith("-USDC") ? id.substring(0, id.length() - 1) : id;
    }

    private RestReply products(final RestCall call) {
        final List<String> ids = call.parameters("product_ids");
        final ArrayNode products = Json.array();
        market.products().values().stream().filter(product -> ids.isEmpty() || ids.contains(product.id()))
                .filter(product -> call.parameter("product_type", "SPOT").equals("SPOT"))
                .forEach(product -> products.add(ProductJson.product(product, market.exchange().nowUs())));
        final ObjectNode json = Json.object();
        json.set("products", products);
        return Replies.ok(json.put("num_products", products.size()));
    }

    private RestReply product(final RestCall call) throws Refusal {
        return Replies.ok(ProductJson.product(product(market, call.variable()), market.exchange().nowUs()));
    }

    private RestReply ticker(final RestCall call) throws Refusal {
        final Product product = product(market, call.variable());
        final long limit = Math.max(1, Math.min(TRADES_MAX, call.number("limit", 100)));
        final ObjectNode json = Json.object();
        final ArrayNode trades = json.putArray("trades");
        product.listing().tape().trades().reversed().stream().limit(limit).forEach(trade -> trades
                .add(ProductJson.trade(product, trade).put("bid", "").put("ask", "").put("exchange", "coinbase")));
        return Replies.ok(json.put("best_bid", ProductJson.best(product, Side.BUY))
                .put("best_ask", ProductJson.best(product, Side.SELL)));
    }

    private RestReply candles(final RestCall call) throws Refusal {
        final Long seconds = GRANULARITY_S.get(call.parameter("granularity", "ONE_MINUTE"));
        if (seconds == null) {
            throw Replies.invalid("invalid granularity");
        }
        final long us = seconds * US_PER_SECOND;
        final long fromUs = Math.max(0, call.number("start", 0)) * US_PER_SECOND;
        final long toUs = Math.min(Long.MAX_VALUE / US_PER_SECOND, call.number("end", Long.MAX_VALUE / US_PER_SECOND)) * US_PER_SECOND;
        final List<Candle> candles = product(market, call.variable()).listing().tape().candles(startUs -> startUs - startUs % us);
        final ObjectNode json = Json.object();
        final ArrayNode array = json.putArray("candles");
        candles.reversed().stream().filter(candle -> candle.startUs() >= fromUs && candle.startUs() <= toUs).limit(CANDLES_MAX)
                .forEach(candle -> array.add(ProductJson.candle(candle)));
        return Replies.ok(json);
    }

    private RestReply book(final RestCall call) throws Refusal {
        final Product product = product(market, call.parameter("product_id", ""));
        final long limit = call.number("limit", Integer.MAX_VALUE);
        final ObjectNode json = Json.object();
        json.set("pricebook", ProductJson.book(product, (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit)),
                market.exchange().nowUs()));
        final long bid = product.listing().book().bestPrice(Side.BUY);
        final long ask = product.listing().book().bestPrice(Side.SELL);
        final Trade last = product.listing().tape().last();
        final BigDecimal middle = BigDecimal.valueOf(bid, Decimal.SCALE).add(BigDecimal.valueOf(ask, Decimal.SCALE))
                .divide(BigDecimal.valueOf(2));
        final BigDecimal spread = BigDecimal.valueOf(ask - bid, Decimal.SCALE);
        return Replies.ok(json.put("last", last == null ? "" : Text.plain(last.price()))
                .put("mid_market", middle.stripTrailingZeros().toPlainString())
                .put("spread_bps", middle.signum() == 0 ? "0"
                        : spread.multiply(TEN_THOUSAND).divide(middle, SPREAD_PLACES, RoundingMode.HALF_EVEN).toPlainString())
                .put("spread_absolute", spread.stripTrailingZeros().toPlainString()));
    }

    private RestReply bestBidAsk(final RestCall call) throws Refusal {
        final List<String> ids = call.parameters("product_ids");
        final ObjectNode json = Json.object();
        final ArrayNode books = json.putArray("pricebooks");
        for (final String id : ids.isEmpty() ? List.copyOf(market.products().keySet()) : ids) {
            books.add(ProductJson.book(product(market, id), 1, market.exchange().nowUs()));
        }
        return Replies.ok(json);
    }

    private RestReply time() {
        final long nowUs = market.exchange().nowUs();
        return Replies.ok(Json.object().put("iso", Text.time(nowUs)).put("epochSeconds", String.valueOf(nowUs / US_PER_SECOND))
                .put("epochMillis", String.valueOf(nowUs / US_PER_MS)));
    }

    private RestReply oldTime() {
        final long nowUs = market.exchange().nowUs();
        final ObjectNode json = Json.object();
        json.putObject("data").put("iso", Text.time(nowUs)).put("epoch", nowUs / US_PER_SECOND);
        return Replies.ok(json);
    }

    private static RestReply currencies() {
        final ObjectNode json = Json.object();
        json.putArray("data").addObject().put("id", "USD").put("name", "United States Dollar").put("min_size", "0.01000000");
        return Replies.ok(json);
    }

    private RestReply cryptoCurrencies() {
        final ObjectNode json = Json.object();
        final ArrayNode data = json.putArray("data");
        market.currencies().stream().filter(currency -> !Marketplace.fiat(currency)).forEach(currency -> data.addObject()
                .put("code", currency).put("name", currency).put("color", "").put("sort_index", 100).put("exponent", Decimal.SCALE)
                .put("type", "crypto").put("address_regex", "").put("asset_id", currency));
        return Replies.ok(json);
    }

    /** What one unit of a currency is worth in the others, as far as a product tells it directly. */
    private RestReply exchangeRates(final RestCall call) {
        final String currency = call.parameter("currency", "USD");
        final ObjectNode json = Json.object();
        final ObjectNode rates = json.putObject("data").put("currency", currency).putObject("rates").put(currency, "1");
        for (final Product product : market.products().values()) {
            final Trade last = product.listing().tape().last();
            if (last != null && product.base().equals(currency)) {
                rates.put(product.quote(), Text.plain(last.price()));
            } else if (last != null && product.quote().equals(currency)) {
                rates.put(product.base(), BigDecimal.ONE.divide(BigDecimal.valueOf(last.price(), Decimal.SCALE), SPREAD_PLACES,
                        RoundingMode.HALF_EVEN).toPlainString());
            }
        }
        return Replies.ok(json);
    }
}
