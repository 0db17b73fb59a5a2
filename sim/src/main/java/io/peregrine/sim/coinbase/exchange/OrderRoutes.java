package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Ids;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderFault;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.OrderRefusedException;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.server.RestReply;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders of a client.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: A7 of the protocol document.
 */
final class OrderRoutes {
    private static final String BY_CLIENT_OID = "client:";
    private static final List<String> OPEN_STATUSES = List.of("open", "pending", "active");
    private static final long REJECTED_IDS = 1L << 61;

    private final Marketplace market;
    private final OrderForms<OrderForm> forms;
    private final OrderParser parser;
    private final OrderJson json;
    private long rejected;

    OrderRoutes(final Marketplace market, final OrderForms<OrderForm> forms, final OrderJson json) {
        this.market = market;
        this.forms = forms;
        this.parser = new OrderParser(market.products());
        this.json = json;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/orders", Access.PRIVATE, this::place), Route.of("GET", "/orders", Access.PRIVATE, this::list),
                Route.of("GET", "/orders/{}", Access.PRIVATE, call -> Replies.ok(json.order(known(call)))),
                Route.of("DELETE", "/orders/{}", Access.PRIVATE, this::cancel),
                Route.of("DELETE", "/orders", Access.PRIVATE, this::cancelAll));
    }

    private RestReply place(final RestCall call) throws Refusal {
        final OrderParser.ParsedOrder parsed = parser.parse(call, market.exchange().nowUs());
        try {
            forms.expect(parsed.form());
            final AccountOrder order = market.desk().place(call.caller().account(), parsed.product(), parsed.order());
            return Replies.ok(OrderJson.expiring(json.accepted(order), parsed.order().expiresUs()));
        } catch (final OrderRefusedException e) {
            if (e.fault() == OrderFault.WOULD_TAKE) {
                return Replies.ok(json.rejected(parsed, market.ids().of(REJECTED_IDS + rejected++), call.caller()));
            }
            throw Replies.refusal(e, parsed.product());
        }
    }

    private RestReply list(final RestCall call) throws Refusal {
        final List<String> asked = call.parameters("status");
        final List<String> statuses = asked.isEmpty() ? OPEN_STATUSES : asked;
        final String productId = call.parameter("product_id", null);
        if (productId != null && !market.products().containsKey(productId)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "ProductNotFound");
        }
        final List<AccountOrder> orders = call.caller().account().orders().stream().filter(OrderRoutes::listed)
                .filter(order -> statuses.contains("all") || statuses.contains(OrderJson.status(order)))
                .filter(order -> productId == null || Product.id(order.market()).equals(productId)).toList();
        return Pages.page(call, orders, AccountOrder::orderId, json::order);
    }

    private RestReply cancel(final RestCall call) throws Refusal {
        final AccountOrder order = find(call.variable(), call.caller());
        if (order == null) {
            throw Replies.refusal(Replies.NOT_FOUND, "order not found");
        }
        if (order.status().finished()) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Order already done");
        }
        market.desk().cancel(order);
        return Replies.ok(TextNode.valueOf(market.desk().id(order)));
    }

    private RestReply cancelAll(final RestCall call) {
        final String productId = call.parameter("product_id", null);
        final ArrayNode ids = Json.array();
        for (final AccountOrder order : new ArrayList<>(call.caller().account().openOrders())) {
            if (productId == null || Product.id(order.market()).equals(productId)) {
                market.desk().cancel(order);
                ids.add(market.desk().id(order));
            }
        }
        return Replies.ok(ids);
    }

    /** A canceled order without fills is no longer known to anybody. */
    private AccountOrder known(final RestCall call) throws Refusal {
        final AccountOrder order = find(call.variable(), call.caller());
        if (order == null || !listed(order)) {
            throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
        }
        return order;
    }

    private static boolean listed(final AccountOrder order) {
        return !order.status().finished() || order.executed() != 0;
    }

    private AccountOrder find(final String id, final Profile caller) throws Refusal {
        if (id.startsWith(BY_CLIENT_OID)) {
            return caller.account().order(id.substring(BY_CLIENT_OID.length()));
        }
        if (!Ids.wellFormed(id)) {
            throw Replies.refusal(Replies.BAD_REQUEST, "Invalid order id");
        }
        return market.desk().order(caller.account(), id);
    }
}
