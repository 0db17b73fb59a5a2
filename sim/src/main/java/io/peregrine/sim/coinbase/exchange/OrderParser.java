package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.Amount;
import io.peregrine.sim.coinbase.Ids;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.NewOrder;
import io.peregrine.sim.coinbase.OrderFault;
import io.peregrine.sim.coinbase.OrderRefusedException;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.util.Map;

/**
 * Reads the body of a new order.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals. Source: A7 of the protocol document.
 */
final class OrderParser {
    private static final Map<String, Long> CANCEL_AFTER_US =
            Map.of("min", 60_000_000L, "hour", 3_600_000_000L, "day", 86_400_000_000L);
    private static final Map<String, SelfTradePrevention> PREVENTION = Map.of("dc", SelfTradePrevention.DECREMENT,
            "co", SelfTradePrevention.EXPIRE_MAKER, "cn", SelfTradePrevention.EXPIRE_TAKER, "cb", SelfTradePrevention.EXPIRE_BOTH);

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

    ParsedOrder parse(final RestCall call, final long nowUs) throws Refusal {
        try {
            final JsonNode body = call.json();
            final Product product = products.get(String.valueOf(Json.text(body, "product_id")));
            if (product == null) {
                throw Replies.refusal(Replies.BAD_REQUEST, "Product not found");
            }
            try {
                return parse(body, product, nowUs);
            } catch (final OrderRefusedException e) {
                throw Replies.refusal(e, product);
            }
        } catch (final JsonProcessingException e) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid JSON");
        }
    }

    private static ParsedOrder parse(final JsonNode body, final Product product, final long nowUs) throws Refusal, OrderRefusedException {
        final String side = word(body, "side", null);
        if (!"buy".equals(side) && !"sell".equals(side)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid side");
        }
        if (body.hasNonNull("max_floor")) {
            throw Replies.refusal(Replies.BAD_REQUEST, "max_floor is not simulated");
        }
        final String type = word(body, "type", "limit");
        if (!type.equals("limit") && !type.equals("market") && !type.equals("stop")) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid order type");
        }
        final boolean market = type.equals("market");
        final OrderForm form = new OrderForm(market ? "market" : "limit", market ? null : timeInForce(body),
                body.path("post_only").asBoolean(), prevention(body), stop(body, type, side),
                market && body.hasNonNull("funds") ? decimal(body, "funds", OrderFault.FUNDS_TOO_PRECISE, "Invalid funds") : 0,
                clientOid(body));
        checkPostOnly(form);
        final OrderTerms terms = new OrderTerms(side.equals("buy") ? Side.BUY : Side.SELL, orderType(form),
                market || form.timeInForce().equals("GTT") ? TimeInForce.GTC : TimeInForce.valueOf(form.timeInForce()),
                market ? 0 : decimal(body, "price", OrderFault.PRICE_OFF_TICK, "Invalid price"),
                form.stop() == null ? 0 : decimal(body, "stop_price", OrderFault.PRICE_OFF_TICK, "Invalid stop_price"),
                form.specifiedFunds() != 0 ? 0 : decimal(body, "size", OrderFault.SIZE_OFF_LOT, "Invalid size"),
                PREVENTION.get(form.stp()));
        return new ParsedOrder(product, new NewOrder(terms, form.clientOid(), form.specifiedFunds(), expiresUs(body, form, nowUs)), form);
    }

    private static OrderType orderType(final OrderForm form) {
        if (form.timeInForce() == null) {
            return form.stop() == null ? OrderType.MARKET : OrderType.STOP_LOSS;
        }
        return form.stop() != null ? OrderType.STOP_LOSS_LIMIT : form.postOnly() ? OrderType.LIMIT_MAKER : OrderType.LIMIT;
    }

    private static String timeInForce(final JsonNode body) throws Refusal {
        final String timeInForce = word(body, "time_in_force", "GTC");
        return switch (timeInForce) {
            case "GTC", "GTT", "IOC", "FOK" -> timeInForce;
            default -> throw Replies.refusal(Replies.BAD_REQUEST, "Invalid time_in_force");
        };
    }

    private static String prevention(final JsonNode body) throws Refusal {
        final String stp = word(body, "stp", "dc");
        if (!PREVENTION.containsKey(stp)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid stp");
        }
        return stp;
    }

    /** A stop order sells at or below its stop price ({@code loss}) or buys at or above it ({@code entry}). */
    private static String stop(final JsonNode body, final String type, final String side) throws Refusal {
        final String usual = side.equals("buy") ? "entry" : "loss";
        final String stop = word(body, "stop", type.equals("stop") ? usual : null);
        if (stop != null && !stop.equals(usual)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid stop");
        }
        return stop;
    }

    private static void checkPostOnly(final OrderForm form) throws Refusal {
        if (form.postOnly() && (form.timeInForce() == null || form.timeInForce().equals("IOC") || form.timeInForce().equals("FOK"))) {
            throw Replies.refusal(Replies.BAD_REQUEST, "post only can not be combined with market, IOC or FOK orders");
        }
    }

    private static long expiresUs(final JsonNode body, final OrderForm form, final long nowUs) throws Refusal {
        if (!"GTT".equals(form.timeInForce())) {
            return NewOrder.NEVER;
        }
        final Long afterUs = CANCEL_AFTER_US.get(word(body, "cancel_after", ""));
        if (afterUs == null) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid cancel_after");
        }
        return nowUs + afterUs;
    }

    /** What is not a UUID in lower case is dropped without a word. */
    private static String clientOid(final JsonNode body) {
        final String text = word(body, "client_oid", "");
        return Ids.wellFormed(text) ? text : null;
    }

    private static long decimal(final JsonNode body, final String field, final OrderFault tooPrecise, final String invalid)
            throws Refusal, OrderRefusedException {
        final long value = Amount.parse(Json.text(body, field));
        if (value == Amount.TOO_PRECISE) {
            throw new OrderRefusedException(tooPrecise);
        }
        if (value == Amount.INVALID) {
            throw Replies.refusal(Replies.BAD_REQUEST, invalid);
        }
        return value;
    }

    private static String word(final JsonNode body, final String field, final String absent) {
        final String text = Json.text(body, field);
        return text == null || text.isEmpty() ? absent : text;
    }
}
