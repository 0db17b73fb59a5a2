package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Amount;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.NewOrder;
import io.peregrine.sim.coinbase.OrderFault;
import io.peregrine.sim.coinbase.OrderRefusedException;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.time.DateTimeException;
import java.util.Map;

/**
 * Reads the body of a new order.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals. Source: B6 of the protocol document.
 */
final class OrderParser {
    private final Map<String, Product> products;

    OrderParser(final Map<String, Product> products) {
        this.products = products;
    }

    /**
     * An order as parsed.
     *
     * @param product where
     * @param order   what
     * @param form    in which words
     */
    record ParsedOrder(Product product, NewOrder order, OrderForm form) {
    }

    /** The product of an id, or null. */
    Product product(final JsonNode body) {
        return products.get(String.valueOf(Json.text(body, "product_id")));
    }

    /**
     * Reads an order.
     *
     * @throws Refusal               where it is not one
     * @throws OrderRefusedException where a number is out of its range
     */
    ParsedOrder parse(final JsonNode body, final Product product, final String clientOrderId) throws Refusal, OrderRefusedException {
        final JsonNode configuration = body.path("order_configuration");
        if (!configuration.isObject() || configuration.size() != 1) {
            throw Replies.invalid("order_configuration must have one entry");
        }
        final OrderForm.Kind kind = kind(configuration);
        final JsonNode fields = configuration.path(kind.key());
        final OrderForm form = new OrderForm(kind, (ObjectNode) configuration, clientOrderId, kind.dated() ? end(fields) : NewOrder.NEVER);
        final Side side = side(body);
        final long funds = kind.limit() || !form.sizeInQuote() ? 0 : decimal(fields, "quote_size", OrderFault.FUNDS_TOO_PRECISE);
        final OrderTerms terms = new OrderTerms(side, type(form, fields, side), timeInForce(kind),
                kind.limit() ? decimal(fields, "limit_price", OrderFault.PRICE_OFF_TICK) : 0,
                kind.stop() ? decimal(fields, "stop_price", OrderFault.PRICE_OFF_TICK) : 0,
                funds == 0 ? decimal(fields, "base_size", OrderFault.SIZE_OFF_LOT) : 0, SelfTradePrevention.DECREMENT);
        return new ParsedOrder(product, new NewOrder(terms, clientOrderId, funds, form.endUs()), form);
    }

    private static OrderForm.Kind kind(final JsonNode configuration) throws Refusal {
        for (final OrderForm.Kind kind : OrderForm.Kind.values()) {
            if (configuration.path(kind.key()).isObject()) {
                return kind;
            }
        }
        throw Replies.invalid("unsupported order_configuration " + configuration.fieldNames().next());
    }

    private static Side side(final JsonNode body) throws Refusal {
        return switch (String.valueOf(Json.text(body, "side"))) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw Replies.invalid("side must be BUY or SELL");
        };
    }

    private static OrderType type(final OrderForm form, final JsonNode fields, final Side side) throws Refusal {
        if (!form.kind().limit()) {
            return OrderType.MARKET;
        }
        if (!form.kind().stop()) {
            return form.postOnly() ? OrderType.LIMIT_MAKER : OrderType.LIMIT;
        }
        final boolean up = switch (String.valueOf(Json.text(fields, "stop_direction"))) {
            case "STOP_DIRECTION_STOP_UP" -> true;
            case "STOP_DIRECTION_STOP_DOWN" -> false;
            default -> throw Replies.invalid("stop_direction must be STOP_DIRECTION_STOP_UP or STOP_DIRECTION_STOP_DOWN");
        };
        return up == (side == Side.BUY) ? OrderType.STOP_LOSS_LIMIT : OrderType.TAKE_PROFIT_LIMIT;
    }

    private static TimeInForce timeInForce(final OrderForm.Kind kind) {
        return switch (kind) {
            case LIMIT_FOK -> TimeInForce.FOK;
            case LIMIT_IOC -> TimeInForce.IOC;
            default -> TimeInForce.GTC;
        };
    }

    private static long end(final JsonNode fields) throws Refusal {
        try {
            return Text.parseTime(String.valueOf(Json.text(fields, "end_time")));
        } catch (final DateTimeException e) {
            throw Replies.invalid("end_time is not a time");
        }
    }

    static long decimal(final JsonNode fields, final String field, final OrderFault tooPrecise) throws Refusal, OrderRefusedException {
        final long value = Amount.parse(Json.text(fields, field));
        if (value == Amount.TOO_PRECISE) {
            throw new OrderRefusedException(tooPrecise);
        }
        if (value == Amount.INVALID) {
            throw Replies.invalid(field + " is not a decimal");
        }
        return value;
    }
}
