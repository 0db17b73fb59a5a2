package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.ExecutionType;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Decimal;
import java.util.List;

/**
 * Events of the user data stream.
 *
 * <p><b>Threading:</b> stateless; reads live orders, so call it on the exchange thread. Source: the venue's user data stream document.
 */
final class UserEventJson {
    private UserEventJson() {
    }

    static ObjectNode execution(final Execution execution, final long nowUs) {
        final AccountOrder order = execution.order();
        final ObjectNode json = Json.object().put("e", "executionReport").put("E", Json.ms(nowUs))
                .put("s", SymbolRules.symbol(order.market()));
        terms(json, execution);
        json.put("x", execution.type().name()).put("X", order.status().name()).put("r", rejectReason(execution.closeReason()))
                .put("i", order.orderId());
        fill(json, execution.fill(), order);
        json.put("T", Json.ms(order.updatedUs())).put("t", execution.fill() == null ? -1 : execution.fill().tradeId());
        if (execution.prevention() != null) {
            prevention(json, execution.prevention());
        }
        final boolean maker = execution.fill() != null && execution.fill().maker();
        json.put("I", execution.executionId()).put("w", order.working()).put("m", maker).put("M", execution.fill() != null)
                .put("O", Json.ms(order.createdUs())).put("Z", Decimal.text(order.filledNotional()))
                .put("Y", Decimal.text(execution.fill() == null ? 0 : execution.fill().notional()))
                .put("Q", Decimal.text(order.request().quoteQuantity()));
        if (order.workingUs() != AccountOrder.NO_TIME) {
            json.put("W", Json.ms(order.workingUs()));
        }
        json.put("V", order.terms().selfTradePrevention().name());
        final String expiry = expiryReason(execution.closeReason());
        if (expiry != null) {
            json.put("eR", expiry);
        }
        return json;
    }

    static ObjectNode balances(final Account account, final List<String> assets, final long timeUs) {
        final ObjectNode json = Json.object().put("e", "outboundAccountPosition").put("E", Json.ms(timeUs)).put("u", Json.ms(timeUs));
        final ArrayNode balances = json.putArray("B");
        for (final String asset : assets) {
            final Balance balance = account.balance(asset);
            balances.addObject().put("a", asset).put("f", Decimal.text(balance.free())).put("l", Decimal.text(balance.locked()));
        }
        return json;
    }

    private static void terms(final ObjectNode json, final Execution execution) {
        final AccountOrder order = execution.order();
        final boolean cancel = execution.type() == ExecutionType.CANCELED && execution.requestId() != null;
        final boolean amend = execution.type() == ExecutionType.REPLACED;
        json.put("c", cancel ? execution.requestId() : order.clientOrderId()).put("S", order.side().name())
                .put("o", order.type().name()).put("f", order.terms().timeInForce().name())
                .put("q", Decimal.text(order.quantity())).put("p", Decimal.text(order.price()))
                .put("P", Decimal.text(order.terms().stopPrice())).put("F", Decimal.text(order.terms().displayQuantity())).put("g", -1)
                .put("C", cancel ? order.clientOrderId() : amend ? execution.requestId() : "");
        if (order.request().strategyId() != OrderRequest.NO_STRATEGY) {
            json.put("j", order.request().strategyId());
        }
        if (order.request().strategyType() != OrderRequest.NO_STRATEGY) {
            json.put("J", order.request().strategyType());
        }
    }

    private static void fill(final ObjectNode json, final Fill fill, final AccountOrder order) {
        json.put("l", Decimal.text(fill == null ? 0 : fill.quantity())).put("z", Decimal.text(order.executed()))
                .put("L", Decimal.text(fill == null ? 0 : fill.price()))
                .put("n", fill == null ? "0" : Decimal.text(fill.charged().amount()));
        if (fill == null) {
            json.putNull("N");
        } else {
            json.put("N", fill.charged().asset());
        }
    }

    private static void prevention(final ObjectNode json, final Execution.Prevention prevention) {
        final AccountOrder counter = prevention.counterOrder();
        json.put("v", prevention.matchId()).put("A", Decimal.text(prevention.quantity()))
                .put("B", Decimal.text(prevention.quantity())).put("u", counter.account().accountId())
                .put("U", counter.orderId()).put("Cs", SymbolRules.symbol(counter.market()))
                .put("pl", Decimal.text(prevention.quantity())).put("pL", Decimal.text(prevention.price()))
                .put("pY", Decimal.text(counter.market().notional(prevention.price(), prevention.quantity())));
    }

    private static String rejectReason(final CloseReason reason) {
        return reason == CloseReason.INSUFFICIENT_BALANCE ? "INSUFFICIENT_BALANCES" : "NONE";
    }

    private static String expiryReason(final CloseReason reason) {
        return switch (reason) {
            case IOC_REMAINDER -> "UNFILLED_IOC_QUANTITY_EXPIRED";
            case FOK_UNFILLED -> "UNFILLED_FOK_ORDER_EXPIRED";
            case NO_LIQUIDITY -> "INSUFFICIENT_LIQUIDITY";
            case CANCELED, POST_ONLY, SELF_TRADE, INSUFFICIENT_BALANCE -> null;
            case null -> null;
        };
    }
}
