package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Amount;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.OrderRefusedException;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.server.RestReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders and fills of a client.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: B6 of the protocol document.
 */
final class OrderRoutes {
    private static final String ORDERS = MarketRoutes.ROOT + "/orders";
    private static final long PAGE_MAX = 1_000;

    private final Marketplace market;
    private final OrderForms<OrderForm> forms;
    private final OrderParser parser;
    private final OrderJson json;

    OrderRoutes(final Marketplace market, final OrderForms<OrderForm> forms, final OrderJson json) {
        this.market = market;
        this.forms = forms;
        this.parser = new OrderParser(market.products());
        this.json = json;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", ORDERS, Access.PRIVATE, this::place),
                Route.of("POST", ORDERS + "/preview", Access.PRIVATE, this::preview),
                Route.of("POST", ORDERS + "/batch_cancel", Access.PRIVATE, this::cancel),
                Route.of("POST", ORDERS + "/edit", Access.PRIVATE, this::edit),
                Route.of("GET", ORDERS + "/historical/batch", Access.PRIVATE, this::list),
                Route.of("GET", ORDERS + "/historical/fills", Access.FILLS, this::fills),
                Route.of("GET", ORDERS + "/historical/{}", Access.PRIVATE, this::order));
    }

    private RestReply place(final RestCall call) throws Refusal {
        final JsonNode body = body(call);
        final String clientOrderId = Json.text(body, "client_order_id");
        if (clientOrderId == null || clientOrderId.isEmpty()) {
            throw Replies.invalid("client_order_id is required");
        }
        final Account account = call.caller().account();
        final AccountOrder earlier = account.order(clientOrderId);
        if (earlier != null) {
            return Replies.ok(accepted(earlier));
        }
        final Product product = parser.product(body);
        final JsonNode configuration = body.path("order_configuration");
        if (product == null) {
            return Replies.ok(Replies.rejected("INVALID_PRODUCT_ID", configuration));
        }
        try {
            final OrderParser.ParsedOrder parsed = parser.parse(body, product, clientOrderId);
            forms.expect(parsed.form());
            return Replies.ok(accepted(market.desk().place(account, product, parsed.order())));
        } catch (final OrderRefusedException e) {
            return Replies.ok(Replies.rejected(Replies.reason(e.fault()), configuration));
        }
    }

    private ObjectNode accepted(final AccountOrder order) {
        final OrderForm form = json.form(order);
        final ObjectNode answer = Json.object().put("success", true);
        answer.putObject("success_response").put("order_id", market.desk().id(order)).put("product_id", Product.id(order.market()))
                .put("side", order.side().name()).put("client_order_id", form.clientOrderId()).put("attached_order_id", "");
        answer.set("order_configuration", form.configuration());
        return answer;
    }

    private RestReply preview(final RestCall call) throws Refusal {
        final JsonNode body = body(call);
        final Product product = parser.product(body);
        final ObjectNode answer = Json.object();
        final ArrayNode errors = answer.putArray("errs");
        if (product == null) {
            errors.add("PREVIEW_INVALID_PRODUCT_ID");
            return Replies.ok(answer);
        }
        try {
            final OrderParser.ParsedOrder parsed = parser.parse(body, product, null);
            market.desk().test(call.caller().account(), product, parsed.order());
            final long size = parsed.order().terms().quantity();
            final long notional = parsed.order().funds() != 0 ? parsed.order().funds()
                    : product.market().notional(parsed.form().kind().limit() ? parsed.order().terms().price()
                            : product.listing().book().bestPrice(parsed.order().terms().side().opposite()), size);
            final long fee = call.caller().account().fees().fee(notional, false);
            answer.put("order_total", Text.plain(parsed.order().terms().side() == Side.BUY ? notional + fee : notional - fee))
                    .put("commission_total", Text.plain(fee)).put("base_size", Text.plain(size)).put("quote_size", Text.plain(notional));
        } catch (final OrderRefusedException e) {
            errors.add("PREVIEW_" + Replies.reason(e.fault()));
        }
        answer.putArray("warning");
        return Replies.ok(answer.put("best_bid", ProductJson.best(product, Side.BUY))
                .put("best_ask", ProductJson.best(product, Side.SELL)).put("is_max", false).put("slippage", "0"));
    }

    private RestReply cancel(final RestCall call) throws Refusal {
        final ObjectNode answer = Json.object();
        final ArrayNode results = answer.putArray("results");
        final Set<String> seen = new HashSet<>();
        for (final JsonNode id : body(call).path("order_ids")) {
            final AccountOrder order = market.desk().order(call.caller().account(), id.asText());
            final String failure = !seen.add(id.asText()) ? "DUPLICATE_CANCEL_REQUEST" : order == null ? "UNKNOWN_CANCEL_ORDER"
                    : failure(order);
            if (failure == null) {
                market.desk().cancel(order);
            }
            results.addObject().put("success", failure == null)
                    .put("failure_reason", failure == null ? "UNKNOWN_CANCEL_FAILURE_REASON" : failure).put("order_id", id.asText());
        }
        return Replies.ok(answer);
    }

    private static String failure(final AccountOrder order) {
        return switch (order.status()) {
            case NEW, PARTIALLY_FILLED -> null;
            case FILLED -> "ORDER_IS_FULLY_FILLED";
            case CANCELED, REJECTED, EXPIRED, EXPIRED_IN_MATCH -> "INVALID_CANCEL_REQUEST";
        };
    }

    /** Only orders that are good till canceled can be edited. */
    private RestReply edit(final RestCall call) throws Refusal {
        final JsonNode body = body(call);
        final AccountOrder order = market.desk().order(call.caller().account(), String.valueOf(Json.text(body, "order_id")));
        final long price = Amount.parse(Json.text(body, "price"));
        final long size = Amount.parse(Json.text(body, "size"));
        final String failure = order == null || order.status().finished() ? "ORDER_NOT_FOUND"
                : json.form(order).kind() != OrderForm.Kind.LIMIT_GTC ? "ONLY_LIMIT_ORDER_EDITS_SUPPORTED"
                : price < 0 ? "INVALID_EDITED_PRICE" : size < 0 ? "INVALID_EDITED_SIZE"
                : size <= order.executed() ? "CANNOT_EDIT_TO_BELOW_FILLED_SIZE"
                : price == order.price() && size == order.quantity() ? "EDIT_EQUAL_TO_ORIGINAL" : edit(order, price, size);
        final ObjectNode answer = Json.object().put("success", failure == null);
        final ArrayNode errors = answer.putArray("errors");
        if (failure != null) {
            errors.addObject().put("edit_failure_reason", failure);
        }
        return Replies.ok(answer);
    }

    /** Edits an order; why it failed, or null. */
    private String edit(final AccountOrder order, final long price, final long size) {
        final OrderForm form = json.form(order);
        final ObjectNode configuration = form.configuration().deepCopy();
        ((ObjectNode) configuration.path(form.kind().key())).put("base_size", Text.plain(size)).put("limit_price", Text.plain(price));
        try {
            forms.replace(order, new OrderForm(form.kind(), configuration, form.clientOrderId(), form.endUs()));
            market.desk().edit(order, market.product(order.market()), price, size);
            return null;
        } catch (final OrderRefusedException e) {
            forms.replace(order, form);
            return switch (e.fault()) {
                case INSUFFICIENT_FUNDS, CANCEL_ONLY -> "COMMANDER_REJECTED_EDIT_ORDER";
                case PRICE_OUT_OF_RANGE, PRICE_OFF_TICK, WOULD_TAKE -> "INVALID_EDITED_PRICE";
                default -> "INVALID_EDITED_SIZE";
            };
        }
    }

    private RestReply order(final RestCall call) throws Refusal {
        final AccountOrder order = market.desk().order(call.caller().account(), call.variable());
        if (order == null) {
            throw Replies.notFound("order with this orderID was not found");
        }
        final ObjectNode answer = Json.object();
        answer.set("order", json.order(order));
        return Replies.ok(answer);
    }

    private RestReply list(final RestCall call) {
        final List<String> statuses = call.parameters("order_status");
        final List<String> products = new ArrayList<>(call.parameters("product_ids"));
        products.addAll(call.parameters("product_id"));
        final List<String> ids = call.parameters("order_ids");
        final String side = call.parameter("order_side", null);
        final long before = call.number("cursor", Long.MAX_VALUE);
        final long limit = Math.max(1, Math.min(PAGE_MAX, call.number("limit", PAGE_MAX)));
        final List<AccountOrder> found = List.copyOf(call.caller().account().orders()).reversed().stream()
                .filter(order -> order.orderId() < before)
                .filter(order -> statuses.isEmpty() || statuses.contains(json.status(order)))
                .filter(order -> products.isEmpty() || products.contains(Product.id(order.market())))
                .filter(order -> ids.isEmpty() || ids.contains(market.desk().id(order)))
                .filter(order -> side == null || side.equals(order.side().name())).limit(limit + 1).toList();
        final ObjectNode answer = Json.object();
        final ArrayNode orders = answer.putArray("orders");
        found.stream().limit(limit).forEach(order -> orders.add(json.order(order)));
        final boolean more = found.size() > limit;
        return Replies.ok(answer.put("sequence", "0").put("has_next", more)
                .put("cursor", more ? String.valueOf(found.get((int) limit - 1).orderId()) : ""));
    }

    private RestReply fills(final RestCall call) {
        final List<String> products = new ArrayList<>(call.parameters("product_ids"));
        products.addAll(call.parameters("product_id"));
        final List<String> orders = new ArrayList<>(call.parameters("order_ids"));
        orders.addAll(call.parameters("order_id"));
        final long before = call.number("cursor", Long.MAX_VALUE);
        final long limit = Math.max(1, Math.min(PAGE_MAX, call.number("limit", PAGE_MAX)));
        final Account account = call.caller().account();
        final List<ObjectNode> found = new ArrayList<>();
        long number = account.counters().fills() - account.fills().size();
        long last = 0;
        final List<Fill> fills = new ArrayList<>(account.fills());
        number += fills.size();
        for (final Fill fill : fills.reversed()) {
            if (number < before && found.size() < limit && (products.isEmpty() || products.contains(Product.id(fill.market())))
                    && (orders.isEmpty() || orders.contains(market.desk().id(fill.order())))) {
                found.add(json.fill(fill, number));
                last = number;
            }
            number--;
        }
        final ObjectNode answer = Json.object();
        answer.putArray("fills").addAll(found);
        return Replies.ok(answer.put("cursor", found.size() == limit ? String.valueOf(last) : ""));
    }

    private static JsonNode body(final RestCall call) throws Refusal {
        try {
            return call.json();
        } catch (final JsonProcessingException e) {
            throw Replies.invalid("the body is not JSON");
        }
    }
}
