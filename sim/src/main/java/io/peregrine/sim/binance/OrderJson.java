package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Side;

/**
 * Orders and fills as the venue's responses write them.
 *
 * <p><b>Threading:</b> stateless; reads live orders, so call it on the exchange thread.
 */
final class OrderJson {
    private static final int NO_LIST = -1;

    private OrderJson() {
    }

    /** Response types of a new order. */
    enum ResponseType {
        ACK, RESULT, FULL
    }

    /** Answer to a new order. */
    static ObjectNode placed(final AccountOrder order, final ResponseType type) {
        final ObjectNode json = Json.object().put("symbol", SymbolRules.symbol(order.market())).put("orderId", order.orderId())
                .put("orderListId", NO_LIST).put("clientOrderId", order.clientOrderId()).put("transactTime", Json.ms(order.updatedUs()));
        if (type == ResponseType.ACK) {
            return json;
        }
        state(json, order);
        json.put("workingTime", Json.ms(order.workingUs()));
        if (type == ResponseType.FULL) {
            final ArrayNode fills = json.putArray("fills");
            for (final Fill fill : order.fills()) {
                fills.addObject().put("price", Decimal.text(fill.price())).put("qty", Decimal.text(fill.quantity()))
                        .put("commission", Decimal.text(fill.charged().amount())).put("commissionAsset", fill.charged().asset())
                        .put("tradeId", fill.tradeId());
            }
        }
        return tail(json, order);
    }

    /** Answer to a cancel. */
    static ObjectNode canceled(final AccountOrder order, final String cancelId) {
        final ObjectNode json = Json.object().put("symbol", SymbolRules.symbol(order.market()))
                .put("origClientOrderId", order.clientOrderId()).put("orderId", order.orderId()).put("orderListId", NO_LIST)
                .put("clientOrderId", cancelId).put("transactTime", Json.ms(order.updatedUs()));
        return tail(state(json, order), order);
    }

    /** Answer to a query. */
    static ObjectNode queried(final AccountOrder order) {
        final ObjectNode json = Json.object().put("symbol", SymbolRules.symbol(order.market())).put("orderId", order.orderId())
                .put("orderListId", NO_LIST).put("clientOrderId", order.clientOrderId());
        state(json, order);
        json.put("stopPrice", Decimal.text(order.terms().stopPrice())).put("icebergQty", Decimal.text(order.terms().displayQuantity()))
                .put("time", Json.ms(order.createdUs())).put("updateTime", Json.ms(order.updatedUs()))
                .put("isWorking", order.workingUs() != AccountOrder.NO_TIME).put("workingTime", Json.ms(order.workingUs()));
        return tail(json, order);
    }

    /** Answer to an amendment. */
    static ObjectNode amended(final AccountOrder order, final String earlierId, final long executionId) {
        final ObjectNode json = Json.object().put("transactTime", Json.ms(order.updatedUs())).put("executionId", executionId);
        json.putObject("amendedOrder").put("symbol", SymbolRules.symbol(order.market())).put("orderId", order.orderId())
                .put("orderListId", NO_LIST).put("origClientOrderId", earlierId).put("clientOrderId", order.clientOrderId())
                .put("price", Decimal.text(order.price())).put("qty", Decimal.text(order.quantity()))
                .put("executedQty", Decimal.text(order.executed())).put("preventedQty", Decimal.text(0))
                .put("quoteOrderQty", Decimal.text(order.request().quoteQuantity()))
                .put("cumulativeQuoteQty", Decimal.text(order.filledNotional())).put("status", order.status().name())
                .put("timeInForce", order.terms().timeInForce().name()).put("type", order.type().name())
                .put("side", order.side().name()).put("workingTime", Json.ms(order.workingUs()))
                .put("selfTradePreventionMode", order.terms().selfTradePrevention().name());
        return json;
    }

    /** A fill in myTrades. */
    static ObjectNode trade(final Fill fill) {
        return Json.object().put("symbol", SymbolRules.symbol(fill.market())).put("id", fill.tradeId())
                .put("orderId", fill.order().orderId()).put("orderListId", NO_LIST).put("price", Decimal.text(fill.price()))
                .put("qty", Decimal.text(fill.quantity())).put("quoteQty", Decimal.text(fill.notional()))
                .put("commission", Decimal.text(fill.charged().amount())).put("commissionAsset", fill.charged().asset())
                .put("time", Json.ms(fill.timeUs())).put("isBuyer", fill.order().side() == Side.BUY).put("isMaker", fill.maker())
                .put("isBestMatch", true);
    }

    private static ObjectNode state(final ObjectNode json, final AccountOrder order) {
        return json.put("price", Decimal.text(order.price())).put("origQty", Decimal.text(order.quantity()))
                .put("executedQty", Decimal.text(order.executed()))
                .put("origQuoteOrderQty", Decimal.text(order.request().quoteQuantity()))
                .put("cummulativeQuoteQty", Decimal.text(order.filledNotional())).put("status", order.status().name())
                .put("timeInForce", order.terms().timeInForce().name()).put("type", order.type().name())
                .put("side", order.side().name());
    }

    private static ObjectNode tail(final ObjectNode json, final AccountOrder order) {
        if (order.type().conditional()) {
            json.put("stopPrice", Decimal.text(order.terms().stopPrice()));
        }
        if (order.request().strategyId() != OrderRequest.NO_STRATEGY) {
            json.put("strategyId", order.request().strategyId());
        }
        if (order.request().strategyType() != OrderRequest.NO_STRATEGY) {
            json.put("strategyType", order.request().strategyType());
        }
        json.put("selfTradePreventionMode", order.terms().selfTradePrevention().name());
        if (order.preventedMatchId() >= 0) {
            json.put("preventedMatchId", order.preventedMatchId())
                    .put("preventedQuantity", Decimal.text(order.preventedQuantity()));
        }
        return json;
    }
}
