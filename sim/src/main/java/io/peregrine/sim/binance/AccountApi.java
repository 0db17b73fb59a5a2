package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.matching.Decimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What an account asks about itself: balances, orders, fills, order counts.
 *
 * <p><b>Threading:</b> immutable; work runs on the exchange thread.
 */
final class AccountApi {
    private static final int LIMIT = 500;
    private static final int LIMIT_MAX = 1_000;
    private static final long US_PER_MS = 1_000;
    private static final long PPM_PER_BASIS_POINT = 100;
    private static final long DECIMAL_PER_PPM = Decimal.ONE / 1_000_000;
    private static final long ALL_SYMBOLS_WEIGHT = 80;

    private final Exchange exchange;
    private final RateLimits limits;
    private final Symbols symbols;

    AccountApi(final Exchange exchange, final RateLimits limits, final Symbols symbols) {
        this.exchange = exchange;
        this.limits = limits;
        this.symbols = symbols;
    }

    List<ApiMethod> methods() {
        return List.of(
                signed("GET /api/v3/account", "account.status", parameters -> 20, this::account),
                signed("GET /api/v3/order", "order.status", parameters -> 4, this::order),
                signed("GET /api/v3/openOrders", "openOrders.status",
                        parameters -> parameters.has("symbol") ? 6 : ALL_SYMBOLS_WEIGHT, this::openOrders),
                signed("GET /api/v3/allOrders", "allOrders", parameters -> 20, this::allOrders),
                signed("GET /api/v3/myTrades", "myTrades", parameters -> parameters.has("orderId") ? 5 : 20, this::trades),
                signed("GET /api/v3/rateLimit/order", "account.rateLimits.orders", parameters -> 40, this::orderCounts),
                signed("GET /sapi/v1/asset/assetDetail", null, parameters -> 1, this::assetDetail));
    }

    private static ApiMethod signed(final String http, final String webSocket, final ApiMethod.Weight weight,
            final ApiMethod.Handler handler) {
        return new ApiMethod(http, webSocket, ApiMethod.Security.SIGNED, weight, handler);
    }

    private ApiMethod.Work account(final Call call) throws ApiException {
        final boolean omitZero = call.parameters().flag("omitZeroBalances", false);
        return () -> {
            final JsonNode json = accountJson(call.account(), omitZero);
            return () -> json;
        };
    }

    /** Deposits and withdrawals, which there are none of here; clients ask for it when they connect. */
    private ApiMethod.Work assetDetail(final Call call) throws ApiException {
        final String wanted = call.parameters().text("asset", null);
        return () -> {
            final ObjectNode json = Json.object();
            call.account().balances().keySet().stream().filter(asset -> wanted == null || wanted.equals(asset))
                    .forEach(asset -> json.putObject(asset).put("minWithdrawAmount", Decimal.text(0)).put("depositStatus", false)
                            .put("withdrawFee", 0).put("withdrawStatus", false));
            return () -> json;
        };
    }

    private ApiMethod.Work order(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final OrderApi.OrderReference reference = OrderApi.OrderReference.parse(call.parameters(), "orderId", "origClientOrderId");
        return () -> {
            final AccountOrder order = reference.find(call.account(), rules);
            if (order == null) {
                throw ApiException.of(-2013, "Order does not exist.");
            }
            final JsonNode json = OrderJson.queried(order);
            return () -> json;
        };
    }

    private ApiMethod.Work openOrders(final Call call) throws ApiException {
        final SymbolRules rules = call.parameters().has("symbol") ? symbols.read(call.parameters()) : null;
        return () -> {
            final JsonNode json = array(call.account().openOrders().stream()
                    .filter(order -> rules == null || order.market().equals(rules.listing().market())), OrderJson::queried);
            return () -> json;
        };
    }

    private ApiMethod.Work allOrders(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final Span span = Span.parse(call.parameters(), "orderId");
        return () -> {
            final Predicate<AccountOrder> wanted = order -> order.market().equals(rules.listing().market())
                    && span.covers(order.orderId(), order.createdUs());
            final JsonNode json = array(span.cut(call.account().orders().stream().filter(wanted).toList()), OrderJson::queried);
            return () -> json;
        };
    }

    private ApiMethod.Work trades(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final Span span = Span.parse(call.parameters(), "fromId");
        final long orderId = call.parameters().number("orderId", -1);
        return () -> {
            final Predicate<Fill> wanted = fill -> fill.market().equals(rules.listing().market())
                    && span.covers(fill.tradeId(), fill.timeUs()) && (orderId < 0 || fill.order().orderId() == orderId);
            final JsonNode json = array(span.cut(call.account().fills().stream().filter(wanted).toList()), OrderJson::trade);
            return () -> json;
        };
    }

    private ApiMethod.Work orderCounts(final Call call) {
        return () -> () -> limits.ordersJson(call.account(), exchange.nowUs());
    }

    private static ObjectNode accountJson(final Account account, final boolean omitZero) {
        final long maker = account.fees().makerPpm();
        final long taker = account.fees().takerPpm();
        final ObjectNode json = Json.object().put("makerCommission", maker / PPM_PER_BASIS_POINT)
                .put("takerCommission", taker / PPM_PER_BASIS_POINT).put("buyerCommission", 0).put("sellerCommission", 0);
        json.putObject("commissionRates").put("maker", Decimal.text(maker * DECIMAL_PER_PPM))
                .put("taker", Decimal.text(taker * DECIMAL_PER_PPM)).put("buyer", Decimal.text(0)).put("seller", Decimal.text(0));
        json.put("canTrade", true).put("canWithdraw", false).put("canDeposit", false).put("brokered", false)
                .put("requireSelfTradePrevention", false).put("preventSor", false)
                .put("updateTime", Json.ms(account.updatedUs())).put("accountType", "SPOT");
        final ArrayNode balances = json.putArray("balances");
        account.balances().forEach((asset, balance) -> {
            if (!omitZero || balance.free() != 0 || balance.locked() != 0) {
                balances.add(balanceJson(asset, balance));
            }
        });
        json.putArray("permissions").add("SPOT");
        return json.put("uid", account.accountId());
    }

    private static ObjectNode balanceJson(final String asset, final Balance balance) {
        return Json.object().put("asset", asset).put("free", Decimal.text(balance.free())).put("locked", Decimal.text(balance.locked()));
    }

    private static <T> ArrayNode array(final Stream<T> elements, final Function<T, JsonNode> writer) {
        return Json.array().addAll(elements.map(writer).toList());
    }

    /**
     * A part of a history: from an id, or between two times, at most so many.
     *
     * @param fromId  first id, or -1
     * @param startUs first time
     * @param endUs   last time
     * @param limit   at most; the newest without fromId and start, else the oldest
     */
    private record Span(long fromId, long startUs, long endUs, int limit) {
        private static Span parse(final Parameters parameters, final String idName) throws ApiException {
            final long fromId = parameters.number(idName, -1);
            final long startUs = parameters.number("startTime", 0) * US_PER_MS;
            final long endMs = parameters.number("endTime", Long.MAX_VALUE / US_PER_MS - 1);
            return new Span(fromId, startUs, (endMs + 1) * US_PER_MS - 1, MarketApi.limit(parameters, LIMIT, LIMIT_MAX));
        }

        private boolean covers(final long id, final long timeUs) {
            return id >= fromId && timeUs >= startUs && timeUs <= endUs;
        }

        private <T> Stream<T> cut(final Collection<T> all) {
            final int surplus = Math.max(0, all.size() - limit);
            return fromId >= 0 || startUs > 0 ? all.stream().limit(limit) : all.stream().skip(surplus);
        }
    }
}
