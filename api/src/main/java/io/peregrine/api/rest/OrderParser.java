package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.view.Order;
import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * From the body of {@code POST /orders} to a checked {@link OrderTicket}. Nothing is rounded and nothing is guessed: a value that does not
 * fit is refused, naming the field, the value and what would fit.
 *
 * <p><b>Threading:</b> immutable.
 */
final class OrderParser {
    private static final Set<String> FIELDS = Set.of("venue", "symbol", "side", "type", "quantity", "price", "stop_price", "time_in_force",
            "post_only", "strategy_id", "client_order_id");
    private static final Set<String> TERMS = Set.of("price", "quantity");
    private static final int SCALE_MAX = 40;
    private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final Resources resources;
    private final Instruments instruments;
    private final Symbols symbols;

    OrderParser(final Instruments instruments, final Resources resources) {
        this.resources = resources;
        this.instruments = instruments;
        symbols = new Symbols(instruments);
    }

    /**
     * @throws Problem 400 where the body is no JSON object of these fields, 422 where a value can not be
     */
    OrderTicket parse(final String text) {
        final JsonNode body = Body.object(text, FIELDS);
        final Instrument instrument = symbols.find(required(body, "venue"), required(body, "symbol"));
        final Side side = constant(Side.class, body, "side", null);
        final OrderType type = constant(OrderType.class, body, "type", null);
        final boolean limited = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
        final boolean stop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
        final long quantity = quantity(body, instrument);
        final long price = price(body, "price", limited, type, instrument);
        final long stopPrice = price(body, "stop_price", stop, type, instrument);
        final TimeInForce timeInForce = constant(TimeInForce.class, body, "time_in_force", limited ? TimeInForce.GTC : TimeInForce.IOC);
        final boolean postOnly = postOnly(body, type, timeInForce);
        if (type == OrderType.LIMIT) {
            checkNotional(instrument, price, quantity);
        }
        return new OrderTicket(instrument.instrumentId(), strategyId(body), side, type, timeInForce, postOnly, price, stopPrice, quantity,
                clientOrderId(body));
    }

    /**
     * What {@code PATCH /orders/{id}} asks for; what is left out stays.
     *
     * @throws Problem as {@link #parse}
     */
    OrderReplacement.Terms parseTerms(final String text, final Order order) {
        final JsonNode body = Body.object(text, TERMS);
        final Instrument instrument = instruments.get(order.instrumentId());
        final boolean limited = order.type() == OrderType.LIMIT || order.type() == OrderType.STOP_LIMIT;
        final boolean priceGiven = number(body, "price") != null;
        final boolean quantityGiven = number(body, "quantity") != null;
        if (!priceGiven && !quantityGiven) {
            throw Problem.field("MISSING_FIELD", "price", null, "give price, quantity or both");
        }
        return new OrderReplacement.Terms(
                priceGiven ? price(body, "price", limited, order.type(), instrument) : Instrument.NULL_VALUE,
                quantityGiven ? quantity(body, instrument) : Instrument.NULL_VALUE);
    }

    private static String text(final JsonNode body, final String field) {
        final JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw Problem.field("INVALID_FIELD", field, node.toString(), field + " = " + node + ": give a text");
        }
        return node.textValue();
    }

    private static String required(final JsonNode body, final String field) {
        final String value = text(body, field);
        if (value == null || value.isEmpty()) {
            throw missing(field);
        }
        return value;
    }

    private static Problem missing(final String field) {
        return Problem.field("MISSING_FIELD", field, null, field + " is missing");
    }

    private static <E extends Enum<E>> E constant(final Class<E> type, final JsonNode body, final String field, final E absent) {
        final String value = text(body, field);
        if (value == null) {
            if (absent == null) {
                throw missing(field);
            }
            return absent;
        }
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equals(value.toUpperCase(Locale.ROOT)) && !"NULL_VAL".equals(constant.name())) {
                return constant;
            }
        }
        final List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).filter(name -> !"NULL_VAL".equals(name)).toList();
        throw Problem.field("INVALID_FIELD", field, value, field + " = '" + value + "': give one of " + String.join(", ", names));
    }

    /** Decimal text, or null; a JSON number is taken digit by digit. */
    private static String number(final JsonNode body, final String field) {
        final JsonNode node = body.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            final BigDecimal value = node.decimalValue();
            if (Math.abs(value.scale()) > SCALE_MAX) {
                throw Problem.field("INVALID_FIELD", field, node.toString(), field + " = " + node + ": that many digits can not be");
            }
            return value.toPlainString();
        }
        return text(body, field);
    }

    private static long quantity(final JsonNode body, final Instrument instrument) {
        final String value = number(body, "quantity");
        if (value == null) {
            throw missing("quantity");
        }
        final int decimals = instrument.quantityDecimals();
        final long quantity = Decimals.parse(value, decimals);
        if (quantity == Decimals.INVALID || quantity <= 0) {
            throw Problem.field(quantity == Decimals.INVALID ? "OFF_LOT" : "QUANTITY_RANGE", "quantity", value,
                    "quantity = '" + value + "': give a decimal above 0 with at most " + decimals + " decimals, for example \"0.01\"");
        }
        if (quantity % instrument.lotSize() != 0) {
            throw Problem.field("OFF_LOT", "quantity", value,
                    "quantity = '" + value + "': give a multiple of " + Decimals.format(instrument.lotSize(), decimals));
        }
        if (quantity < instrument.quantityMin() || quantity > instrument.quantityMax()) {
            throw Problem.field("QUANTITY_RANGE", "quantity", value, "quantity = '" + value + "': give "
                    + Decimals.format(instrument.quantityMin(), decimals) + " to " + Decimals.format(instrument.quantityMax(), decimals));
        }
        return quantity;
    }

    private static long price(
            final JsonNode body, final String field, final boolean wanted, final OrderType type, final Instrument instrument) {
        final String value = number(body, field);
        if (value == null) {
            if (wanted) {
                throw Problem.field("MISSING_FIELD", field, null, "an order of type " + type + " needs " + field);
            }
            return Instrument.NULL_VALUE;
        }
        if (!wanted) {
            throw Problem.field("INVALID_FIELD", field, value, "an order of type " + type + " has no " + field + "; leave it out");
        }
        final long price = Decimals.parse(value, instrument.priceDecimals());
        if (price == Decimals.INVALID || price <= 0 || price % instrument.tickSize() != 0) {
            throw Problem.field("OFF_TICK", field, value, field + " = '" + value + "': give a decimal above 0 that is a multiple of "
                    + Decimals.format(instrument.tickSize(), instrument.priceDecimals()));
        }
        return price;
    }

    private static void checkNotional(final Instrument instrument, final long price, final long quantity) {
        final long notional = Instrument.notional(price, quantity);
        final int decimals = instrument.notionalDecimals();
        if (notional == Instrument.NULL_VALUE) {
            throw Problem.field("NOTIONAL_OVERFLOW", "quantity", Long.toString(quantity), Rejections.text(
                    RejectReason.NOTIONAL_OVERFLOW));
        }
        if (notional < instrument.notionalMin()) {
            throw Problem.field("NOTIONAL_MIN", "quantity", Decimals.format(quantity, instrument.quantityDecimals()),
                    "price x quantity = " + Decimals.format(notional, decimals) + ": give at least "
                            + Decimals.format(instrument.notionalMin(), decimals) + " " + instrument.quoteAsset());
        }
    }

    private static boolean postOnly(final JsonNode body, final OrderType type, final TimeInForce timeInForce) {
        final JsonNode node = body.get("post_only");
        if (node == null || node.isNull()) {
            return false;
        }
        if (!node.isBoolean()) {
            throw Problem.field("INVALID_FIELD", "post_only", node.toString(), "post_only = " + node + ": give true or false");
        }
        if (node.booleanValue() && (type != OrderType.LIMIT || timeInForce != TimeInForce.GTC)) {
            throw Problem.field("INVALID_FIELD", "post_only", "true", "post_only goes with type LIMIT and time_in_force GTC only");
        }
        return node.booleanValue();
    }

    private int strategyId(final JsonNode body) {
        final String value = text(body, "strategy_id");
        final int strategyId = value == null || value.isEmpty() ? 0 : resources.strategyId(value);
        if (strategyId < 0) {
            throw Problem.field("UNKNOWN_STRATEGY", "strategy_id", value,
                    "strategy_id = '" + value + "' is not configured; see /api/v1/hft/strategies, or leave it out");
        }
        return strategyId;
    }

    private static String clientOrderId(final JsonNode body) {
        final String value = text(body, "client_order_id");
        if (value == null) {
            return "api-" + UUID.randomUUID();
        }
        if (!CLIENT_ORDER_ID.matcher(value).matches()) {
            throw Problem.field("INVALID_FIELD", "client_order_id", value,
                    "client_order_id = '" + value + "': give 1 to 64 of the characters A-Z a-z 0-9 . _ : -");
        }
        return value;
    }
}
