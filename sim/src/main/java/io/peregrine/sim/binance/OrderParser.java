package io.peregrine.sim.binance;

import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.util.regex.Pattern;

/**
 * Reads the parameters of a new order.
 *
 * <p><b>Threading:</b> stateless. Source: the venue's REST document, "New order".
 */
final class OrderParser {
    private static final String CLIENT_ID_RANGE = "^[\\.A-Z\\:/a-z0-9_-]{1,36}$";
    private static final Pattern CLIENT_ID = Pattern.compile(CLIENT_ID_RANGE);
    private static final long STRATEGY_TYPE_MIN = 1_000_000;

    private OrderParser() {
    }

    /**
     * An order as parsed.
     *
     * @param request      the order; its quantity is 0 where only a quote quantity is given
     * @param responseType how much the client wants to hear
     */
    record ParsedOrder(OrderRequest request, OrderJson.ResponseType responseType) {
    }

    /** Reads everything but the symbol. */
    static ParsedOrder parse(final Parameters parameters, final String generatedClientOrderId) throws ApiException {
        final Side side = parameters.word("side", Side.class, ApiException.of(-1117, "Invalid side."));
        final OrderType type = parameters.word("type", OrderType.class, ApiException.of(-1116, "Invalid orderType."));
        refuseUnsupported(parameters);
        final long quoteQuantity = type == OrderType.MARKET ? parameters.decimal("quoteOrderQty", 0) : 0;
        final OrderTerms terms = new OrderTerms(side, type, timeInForce(parameters, type), price(parameters, type),
                stopPrice(parameters, type), quantity(parameters, type, quoteQuantity), prevention(parameters),
                icebergQuantity(parameters, type));
        final OrderRequest request = new OrderRequest(terms, clientOrderId(parameters, "newClientOrderId", generatedClientOrderId),
                quoteQuantity, parameters.number("strategyId", OrderRequest.NO_STRATEGY), strategyType(parameters));
        return new ParsedOrder(request, responseType(parameters, type));
    }

    /** Reads a client's id of an order or a request. */
    static String clientOrderId(final Parameters parameters, final String name, final String fallback) throws ApiException {
        final String clientOrderId = parameters.text(name, fallback);
        if (clientOrderId != null && !CLIENT_ID.matcher(clientOrderId).matches()) {
            throw ApiException.illegal(name, CLIENT_ID_RANGE);
        }
        return clientOrderId;
    }

    private static void refuseUnsupported(final Parameters parameters) throws ApiException {
        if (parameters.has("trailingDelta")) {
            throw ApiException.of(-2010, "Trailing stop orders are not supported for this symbol.");
        }
        if (parameters.has("pegPriceType") || parameters.has("pegOffsetType") || parameters.has("pegOffsetValue")) {
            throw ApiException.of(-2010, "Pegged orders are not supported for this symbol.");
        }
    }

    private static TimeInForce timeInForce(final Parameters parameters, final OrderType type) throws ApiException {
        if (type.market() || type == OrderType.LIMIT_MAKER) {
            parameters.forbid("timeInForce");
            return TimeInForce.GTC;
        }
        return parameters.word("timeInForce", TimeInForce.class, ApiException.of(-1115, "Invalid timeInForce."));
    }

    private static long price(final Parameters parameters, final OrderType type) throws ApiException {
        if (type.market()) {
            parameters.forbid("price");
            return 0;
        }
        return parameters.decimal("price");
    }

    private static long stopPrice(final Parameters parameters, final OrderType type) throws ApiException {
        if (type.conditional()) {
            return parameters.decimal("stopPrice");
        }
        parameters.forbid("stopPrice");
        return 0;
    }

    private static long quantity(final Parameters parameters, final OrderType type, final long quoteQuantity) throws ApiException {
        if (type != OrderType.MARKET) {
            parameters.forbid("quoteOrderQty");
            return parameters.decimal("quantity");
        }
        if (!parameters.has("quantity") && !parameters.has("quoteOrderQty")) {
            throw ApiException.missingBoth("quantity", "quoteOrderQty");
        }
        if (parameters.has("quantity") && parameters.has("quoteOrderQty")) {
            throw ApiException.of(-1128, "Combination of optional parameters invalid.");
        }
        return quoteQuantity == 0 ? parameters.decimal("quantity") : 0;
    }

    /** An iceberg is a limit order that stays. */
    private static long icebergQuantity(final Parameters parameters, final OrderType type) throws ApiException {
        if (type.market() || parameters.has("timeInForce") && !parameters.text("timeInForce", "").equals(TimeInForce.GTC.name())) {
            parameters.forbid("icebergQty");
        }
        return parameters.decimal("icebergQty", 0);
    }

    private static SelfTradePrevention prevention(final Parameters parameters) throws ApiException {
        final ApiException refusal = ApiException.of(-1013, "This symbol does not allow the specified self-trade prevention mode.");
        final SelfTradePrevention mode = parameters.has("selfTradePreventionMode")
                ? parameters.word("selfTradePreventionMode", SelfTradePrevention.class, refusal) : SelfTradePrevention.EXPIRE_TAKER;
        if (!SymbolRules.PREVENTION.contains(mode)) {
            throw refusal;
        }
        return mode;
    }

    private static long strategyType(final Parameters parameters) throws ApiException {
        final long strategyType = parameters.number("strategyType", OrderRequest.NO_STRATEGY);
        if (strategyType != OrderRequest.NO_STRATEGY && strategyType < STRATEGY_TYPE_MIN) {
            throw ApiException.of(-1134, "`strategyType` was less than 1000000.");
        }
        return strategyType;
    }

    private static OrderJson.ResponseType responseType(final Parameters parameters, final OrderType type) throws ApiException {
        if (parameters.has("newOrderRespType")) {
            return parameters.word("newOrderRespType", OrderJson.ResponseType.class, ApiException.invalid("newOrderRespType"));
        }
        return type == OrderType.MARKET || type == OrderType.LIMIT ? OrderJson.ResponseType.FULL : OrderJson.ResponseType.ACK;
    }
}
