package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.matching.Decimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Placing, canceling, replacing and amending orders.
 *
 * <p><b>Threading:</b> immutable but for the source of generated ids, which is guarded; work runs on the exchange thread.
 */
final class OrderApi {
    private static final int GENERATED_LENGTH = 22;
    private static final long DECIMAL_PER_PPM = Decimal.ONE / 1_000_000;

    private final Exchange exchange;
    private final OrderDesk desk;
    private final Symbols symbols;
    private final SplittableRandom random;

    OrderApi(final Exchange exchange, final OrderDesk desk, final Symbols symbols, final long seed) {
        this.exchange = exchange;
        this.desk = desk;
        this.symbols = symbols;
        this.random = new SplittableRandom(seed);
    }

    List<ApiMethod> methods() {
        return List.of(
                signed("POST /api/v3/order", "order.place", 1, this::place),
                signed("POST /api/v3/order/test", "order.test", 1, this::test),
                signed("DELETE /api/v3/order", "order.cancel", 1, this::cancel),
                signed("DELETE /api/v3/openOrders", "openOrders.cancelAll", 1, this::cancelAll),
                signed("POST /api/v3/order/cancelReplace", "order.cancelReplace", 1, this::cancelReplace),
                signed("PUT /api/v3/order/amend/keepPriority", "order.amend.keepPriority", 4, this::amend));
    }

    private static ApiMethod signed(final String http, final String webSocket, final int weight, final ApiMethod.Handler handler) {
        return new ApiMethod(http, webSocket, ApiMethod.Security.SIGNED, parameters -> weight, handler);
    }

    private ApiMethod.Work place(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final OrderParser.ParsedOrder parsed = OrderParser.parse(call.parameters(), generatedId());
        return () -> {
            final AccountOrder order = desk.place(call.account(), rules, parsed.request());
            return ready(OrderJson.placed(order, parsed.responseType()));
        };
    }

    private ApiMethod.Work test(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final OrderParser.ParsedOrder parsed = OrderParser.parse(call.parameters(), generatedId());
        final boolean rates = call.parameters().flag("computeCommissionRates", false);
        return () -> {
            desk.test(call.account(), rules, parsed.request());
            return ready(rates ? commissionRates(call.account().fees()) : Json.object());
        };
    }

    private ApiMethod.Work cancel(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final OrderReference reference = OrderReference.parse(call.parameters(), "orderId", "origClientOrderId");
        final OrderDesk.CancelRestrictions restrictions = OrderDesk.CancelRestrictions.parse(call.parameters());
        final String cancelId = OrderParser.clientOrderId(call.parameters(), "newClientOrderId", generatedId());
        return () -> {
            final AccountOrder order = desk.cancel(reference.find(call.account(), rules), restrictions, cancelId);
            return ready(OrderJson.canceled(order, cancelId));
        };
    }

    private ApiMethod.Work cancelAll(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final String cancelId = generatedId();
        return () -> {
            final ArrayNode json = Json.array();
            for (final AccountOrder order : List.copyOf(call.account().openOrders())) {
                if (order.market().equals(rules.listing().market())) {
                    json.add(OrderJson.canceled(desk.cancel(order, OrderDesk.CancelRestrictions.NONE, cancelId), cancelId));
                }
            }
            if (json.isEmpty()) {
                throw ApiException.of(-2011, "Unknown order sent.");
            }
            return ready(json);
        };
    }

    private ApiMethod.Work cancelReplace(final Call call) throws ApiException {
        final Parameters parameters = call.parameters();
        final SymbolRules rules = symbols.read(parameters);
        final CancelReplace.Mode mode =
                parameters.word("cancelReplaceMode", CancelReplace.Mode.class, ApiException.invalid("cancelReplaceMode"));
        final CancelReplace.LimitMode limitMode = parameters.has("orderRateLimitExceededMode")
                ? parameters.word("orderRateLimitExceededMode", CancelReplace.LimitMode.class,
                        ApiException.invalid("orderRateLimitExceededMode"))
                : CancelReplace.LimitMode.DO_NOTHING;
        final OrderReference reference = OrderReference.parse(parameters, "cancelOrderId", "cancelOrigClientOrderId");
        final OrderDesk.CancelRestrictions restrictions = OrderDesk.CancelRestrictions.parse(parameters);
        final String cancelId = OrderParser.clientOrderId(parameters, "cancelNewClientOrderId", generatedId());
        final OrderParser.ParsedOrder parsed = OrderParser.parse(parameters, generatedId());
        final CancelReplace replace = new CancelReplace(mode, limitMode,
                () -> OrderJson.canceled(desk.cancel(reference.find(call.account(), rules), restrictions, cancelId), cancelId),
                () -> OrderJson.placed(desk.place(call.account(), rules, parsed.request()), parsed.responseType()));
        return () -> ready(replace.run(() -> desk.checkLimits(call.account())));
    }

    private ApiMethod.Work amend(final Call call) throws ApiException {
        final SymbolRules rules = symbols.read(call.parameters());
        final OrderReference reference = OrderReference.parse(call.parameters(), "orderId", "origClientOrderId");
        final long quantity = call.parameters().decimal("newQty");
        final String newId = OrderParser.clientOrderId(call.parameters(), "newClientOrderId", generatedId());
        return () -> {
            final AccountOrder order = reference.find(call.account(), rules);
            if (order == null || order.status().finished()) {
                throw ApiException.of(-2038, "Unknown order sent.");
            }
            rules.checkLot(quantity);
            if (quantity >= order.quantity() || quantity <= order.executed()) {
                throw ApiException.of(-2038, "Order amend (quantity increase) is not supported.");
            }
            final String earlierId = order.clientOrderId();
            final long executionId = exchange.amend(order, quantity, newId);
            return ready(OrderJson.amended(order, earlierId, executionId));
        };
    }

    private static ObjectNode commissionRates(final FeeSchedule fees) {
        final ObjectNode json = Json.object();
        json.putObject("standardCommissionForOrder").put("maker", Decimal.text(fees.makerPpm() * DECIMAL_PER_PPM))
                .put("taker", Decimal.text(fees.takerPpm() * DECIMAL_PER_PPM));
        return json;
    }

    /** A result that is complete already, because the order goes on living. */
    private static Supplier<JsonNode> ready(final JsonNode json) {
        return () -> json;
    }

    private String generatedId() {
        synchronized (random) {
            return Credentials.alphanumeric(random, GENERATED_LENGTH);
        }
    }

    /**
     * The order that a request is about.
     *
     * @param orderId       the venue's id, or -1
     * @param clientOrderId the client's id, or null
     */
    record OrderReference(long orderId, String clientOrderId) {
        static OrderReference parse(final Parameters parameters, final String idName, final String clientIdName) throws ApiException {
            if (!parameters.has(idName) && !parameters.has(clientIdName)) {
                throw ApiException.missingBoth(clientIdName, idName);
            }
            return new OrderReference(parameters.number(idName, -1), parameters.text(clientIdName, null));
        }

        /** The account's order, or null where it has none such on this symbol. */
        AccountOrder find(final Account account, final SymbolRules rules) {
            final AccountOrder order = orderId >= 0 ? account.order(orderId) : account.order(clientOrderId);
            final boolean same = order != null && order.market().equals(rules.listing().market())
                    && (clientOrderId == null || order.clientOrderId().equals(clientOrderId));
            return same ? order : null;
        }
    }
}
