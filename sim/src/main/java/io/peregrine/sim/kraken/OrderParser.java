package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import java.util.Locale;

/**
 * Reads an order from the parameters of {@code add_order}. {@link #ofRest} gives the parameters of REST the same names, so that both ways
 * have one meaning.
 *
 * <p><b>Threading:</b> stateless. Source: sections 7 and 10.
 */
final class OrderParser {
    private static final long DEADLINE_MIN_US = 500_000;
    private static final long DEADLINE_MAX_US = 60_000_000;
    private static final int FREE_ID_LENGTH_MAX = 18;
    private static final String UUID = "[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}";

    private OrderParser() {
    }

    /**
     * Reads an order.
     *
     * @param pair  where, already found
     * @param nowUs now
     */
    static NewOrder parse(final Fields fields, final Pair pair, final long nowUs) throws RequestException {
        final OrderKind kind = OrderKind.parse(fields.text("order_type"));
        final Side side = side(fields.text("side"));
        refuse(fields, "effective_time", "limit_price_type", "conditional");
        if (fields.flag("reduce_only", false) || fields.flag("margin", false)) {
            throw new RequestException("EGeneral:Invalid arguments:margin");
        }
        final NewOrder.Options options = new NewOrder.Options(fields.flag("post_only", false),
                selfTrade(fields.text("stp_type", "cancel_newest")), "base".equals(fields.text("fee_preference", "quote")),
                fields.flag("validate", false));
        final NewOrder.Lifetime lifetime = lifetime(fields, nowUs);
        if (options.postOnly() && (kind != OrderKind.LIMIT && kind != OrderKind.ICEBERG || lifetime.force() == NewOrder.Force.IOC
                || lifetime.force() == NewOrder.Force.FOK)) {
            throw RequestException.arguments("post_only");
        }
        return new NewOrder(pair, side, kind, amounts(fields, kind, side), lifetime, identity(fields), options);
    }

    /** A deadline is half a second to a minute ahead. */
    static long deadline(final Fields fields, final long nowUs) throws RequestException {
        final long deadlineUs = fields.time("deadline", nowUs);
        if (deadlineUs != NewOrder.NO_TIME
                && (deadlineUs - nowUs > DEADLINE_MAX_US || deadlineUs > nowUs && deadlineUs - nowUs < DEADLINE_MIN_US)) {
            throw RequestException.arguments("deadline");
        }
        return deadlineUs;
    }

    /** The parameters of REST's AddOrder and of an entry of AddOrderBatch under the names of {@code add_order}. */
    static ObjectNode ofRest(final Fields rest) throws RequestException {
        final ObjectNode order = Json.object();
        copy(rest, order, "type", "side");
        copy(rest, order, "ordertype", "order_type");
        copy(rest, order, "timeinforce", "time_in_force");
        copy(rest, order, "expiretm", "expire_time");
        copy(rest, order, "starttm", "effective_time");
        copy(rest, order, "displayvol", "display_qty");
        copy(rest, order, "stptype", "stp_type");
        copy(rest, order, "userref", "order_userref");
        for (final String same : new String[] {"cl_ord_id", "deadline", "validate", "reduce_only"}) {
            copy(rest, order, same, same);
        }
        if (rest.has("leverage") && !rest.text("leverage").equals("none")) {
            order.put("margin", true);
        }
        flags(rest, order);
        prices(rest, order);
        return order;
    }

    private static void flags(final Fields rest, final ObjectNode order) throws RequestException {
        boolean cash = false;
        for (final String flag : rest.texts("oflags")) {
            switch (flag.strip()) {
                case "post" -> order.put("post_only", true);
                case "fcib" -> order.put("fee_preference", "base");
                case "fciq" -> order.put("fee_preference", "quote");
                case "viqc" -> cash = true;
                case "nompp", "" -> {
                }
                default -> throw RequestException.arguments("oflags");
            }
        }
        copy(rest, order, "volume", cash ? "cash_order_qty" : "order_qty");
    }

    /** A conditional order has its trigger in {@code price} and its limit in {@code price2} (section 10). */
    private static void prices(final Fields rest, final ObjectNode order) throws RequestException {
        if (OrderKind.parse(rest.text("ordertype")).hasTrigger()) {
            final ObjectNode triggers = order.putObject("triggers");
            copy(rest, triggers, "price", "price");
            copy(rest, triggers, "trigger", "reference");
            copy(rest, order, "price2", "limit_price");
        } else {
            copy(rest, order, "price", "limit_price");
        }
    }

    private static void copy(final Fields from, final ObjectNode to, final String name, final String newName) {
        if (from.has(name)) {
            to.set(newName, from.json().get(name));
        }
    }

    private static NewOrder.Amounts amounts(final Fields fields, final OrderKind kind, final Side side) throws RequestException {
        final boolean cash = fields.has("cash_order_qty");
        if (cash && (kind != OrderKind.MARKET || side != Side.BUY || fields.has("order_qty"))) {
            throw RequestException.arguments("cash_order_qty");
        }
        if (!cash && !fields.has("order_qty")) {
            throw RequestException.arguments("volume");
        }
        if (kind.hasLimit() != fields.has("limit_price") && !(kind == OrderKind.MARKET || kind == OrderKind.STOP_LOSS)) {
            throw RequestException.arguments("limit_price");
        }
        return new NewOrder.Amounts(fields.decimal("order_qty", NewOrder.NONE), fields.decimal("cash_order_qty", NewOrder.NONE),
                kind.hasLimit() ? fields.decimal("limit_price", NewOrder.NONE) : NewOrder.NONE, trigger(fields, kind),
                display(fields, kind));
    }

    private static long display(final Fields fields, final OrderKind kind) throws RequestException {
        if (fields.has("display_qty") != (kind == OrderKind.ICEBERG)) {
            throw RequestException.arguments("display_qty");
        }
        return fields.decimal("display_qty", NewOrder.NONE);
    }

    private static long trigger(final Fields fields, final OrderKind kind) throws RequestException {
        if (!kind.hasTrigger()) {
            return NewOrder.NONE;
        }
        if (!(fields.json().path("triggers") instanceof ObjectNode triggersJson)) {
            throw RequestException.arguments("triggers");
        }
        final Fields triggers = new Fields(triggersJson);
        switch (triggers.text("reference", "last")) {
            case "last" -> {
            }
            case "index" -> throw new RequestException("EGeneral:Invalid arguments:Index unavailable");
            default -> throw RequestException.arguments("triggers.reference");
        }
        if (!triggers.text("price_type", "static").equals("static") || !triggers.has("price")) {
            throw RequestException.arguments("triggers.price");
        }
        return triggers.decimal("price", NewOrder.NONE);
    }

    private static NewOrder.Lifetime lifetime(final Fields fields, final long nowUs) throws RequestException {
        final NewOrder.Force force = switch (fields.text("time_in_force", "gtc").toLowerCase(Locale.ROOT)) {
            case "gtc" -> NewOrder.Force.GTC;
            case "gtd" -> NewOrder.Force.GTD;
            case "ioc" -> NewOrder.Force.IOC;
            case "fok" -> NewOrder.Force.FOK;
            default -> throw RequestException.arguments("timeinforce");
        };
        final long expireUs = fields.time("expire_time", nowUs);
        final boolean expires = expireUs != NewOrder.NO_TIME;
        if (expires != (force == NewOrder.Force.GTD) || expires && expireUs <= nowUs) {
            throw RequestException.arguments("expiretm");
        }
        return new NewOrder.Lifetime(force, expireUs, deadline(fields, nowUs));
    }

    private static NewOrder.Identity identity(final Fields fields) throws RequestException {
        final String clientOrderId = fields.text("cl_ord_id", null);
        if (clientOrderId != null && (fields.has("order_userref") || !validId(clientOrderId))) {
            throw RequestException.arguments("cl_ord_id");
        }
        return new NewOrder.Identity(clientOrderId, (int) fields.integer("order_userref", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.text("sender_sub_id", null));
    }

    private static boolean validId(final String id) {
        return id.matches(UUID) || id.length() <= FREE_ID_LENGTH_MAX && id.chars().allMatch(c -> c > ' ' && c < 127);
    }

    private static void refuse(final Fields fields, final String... names) throws RequestException {
        for (final String name : names) {
            if (fields.has(name) && !fields.json().path(name).asText().equals("static") && !fields.json().path(name).asText().equals("0")) {
                throw RequestException.arguments(name);
            }
        }
    }

    private static Side side(final String text) throws RequestException {
        return switch (text) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw RequestException.arguments("type");
        };
    }

    private static SelfTradePrevention selfTrade(final String text) throws RequestException {
        return switch (text.replace('-', '_')) {
            case "cancel_newest" -> SelfTradePrevention.EXPIRE_TAKER;
            case "cancel_oldest" -> SelfTradePrevention.EXPIRE_MAKER;
            case "cancel_both" -> SelfTradePrevention.EXPIRE_BOTH;
            default -> throw RequestException.arguments("stp_type");
        };
    }
}
