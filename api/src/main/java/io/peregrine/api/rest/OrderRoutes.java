package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.OrderFilter;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Orders: list, look at, place, replace, cancel.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class OrderRoutes {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1000;
    private static final Set<String> LIST_PARAMETERS = Set.of("strategy_id", "status", "limit", "cursor");

    private final EngineAccess engine;
    private final EngineView view;
    private final Resources resources;
    private final OrderParser parser;
    private final OrderPlacement placement;
    private final OrderReplacement replacement;

    OrderRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        engine = view.engine();
        parser = new OrderParser(engine.instruments(), resources);
        placement = new OrderPlacement(view, resources);
        replacement = new OrderReplacement(view, resources);
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/orders", this::list),
                Route.get(Api.BASE + "/orders/{id}", request -> Answer.ok(resources.orderInFull(find(request)))),
                Route.post(Api.BASE + "/orders", this::place),
                Route.patch(Api.BASE + "/orders/{id}", this::replace),
                Route.delete(Api.BASE + "/orders/{id}", this::cancel),
                Route.delete(Api.BASE + "/orders", this::cancelAll));
    }

    private Answer list(final ServerRequest request) {
        final Query query = new Query(request, LIST_PARAMETERS);
        final Predicate<Order> accepts = status(query.text("status")).and(ofStrategy(query.text("strategy_id")));
        final int limit = (int) query.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX);
        final long before = query.number("cursor", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        final List<Order> orders = view.orders(new OrderFilter(accepts, before, limit));
        final ObjectNode body = Json.object();
        body.set("orders", Json.array(orders, resources::order));
        return Answer.ok(body.put("next_cursor", orders.size() < limit ? null : Long.toString(orders.getLast().id())));
    }

    private Answer place(final ServerRequest request) throws InterruptedException {
        return placement.place(parser.parse(Body.text(request)));
    }

    private Answer replace(final ServerRequest request) throws InterruptedException {
        final Order order = find(request);
        return replacement.replace(order, parser.parseTerms(Body.text(request), order));
    }

    private Answer cancel(final ServerRequest request) throws InterruptedException {
        final Order order = find(request);
        if (order.status() == OrderStatus.CANCELED) {
            return Answer.ok(resources.orderInFull(order));
        }
        if (Order.terminal(order.status())) {
            throw tooLate(order);
        }
        Commands.accepted(engine.cancel(order.id()));
        final int historyLength = order.history().size();
        final Order after = view.await(() -> cancelOutcome(order.id(), historyLength), Commands.WAIT_MS);
        if (after == null) {
            return Answer.json(202, resources.orderInFull(view.order(order.id())));
        }
        if (after.status() != OrderStatus.CANCELED) {
            throw Order.terminal(after.status()) ? tooLate(after) : cancelRefused(after);
        }
        return Answer.ok(resources.orderInFull(after));
    }

    /** The order once its cancel is decided, or null. */
    private Order cancelOutcome(final long id, final int historyLength) {
        final Order order = view.order(id);
        final boolean refused = order.history().stream().skip(historyLength)
                .anyMatch(event -> event.execType() == io.peregrine.message.ExecType.CANCEL_REJECTED);
        return refused || Order.terminal(order.status()) ? order : null;
    }

    private Answer cancelAll(final ServerRequest request) throws InterruptedException {
        final Query query = new Query(request, Set.of("strategy_id"));
        final String strategy = query.text("strategy_id");
        final Predicate<Order> open = ofStrategy(strategy).and(order -> !Order.terminal(order.status()));
        final List<Order> before = view.orders(new OrderFilter(open, Long.MAX_VALUE, Integer.MAX_VALUE));
        Commands.accepted(engine.cancelAll(strategy == null ? EngineAccess.ANY_STRATEGY : resources.strategyId(strategy)));
        final Boolean all = view.await(() -> stillOpen(before) == 0 ? Boolean.TRUE : null, Commands.WAIT_MS);
        return Answer.json(all == null ? 202 : 200,
                Json.object().put("requested", before.size()).put("still_open", stillOpen(before)));
    }

    private long stillOpen(final List<Order> orders) {
        return orders.stream()
                .map(order -> view.order(order.id()))
                .filter(order -> order != null && !Order.terminal(order.status()))
                .count();
    }

    private Order find(final ServerRequest request) {
        final String id = request.path().pathParameters().get("id");
        final Long byName = view.orderId(id);
        final Order order = byName != null ? view.order(byName) : id.matches("\\d{1,18}") ? view.order(Long.parseLong(id)) : null;
        if (order == null) {
            throw Problem.notFound("no order has the id or client_order_id '" + id + "'");
        }
        return order;
    }

    private Problem tooLate(final Order order) {
        return new Problem(409, RejectReason.TOO_LATE.name(), "order " + order.id() + " is " + order.status() + " and can not be cancelled")
                .with("order", resources.order(order));
    }

    private Problem cancelRefused(final Order order) {
        return new Problem(409, order.reason().name(), "order " + order.id() + " stays: " + Rejections.text(order.reason()))
                .with("order", resources.order(order));
    }

    private Predicate<Order> ofStrategy(final String name) {
        if (name == null) {
            return order -> true;
        }
        final int strategyId = resources.strategyId(name);
        if (strategyId < 0) {
            throw Query.bad("strategy_id", name, "no such strategy; see " + Api.BASE + "/strategies");
        }
        return order -> order.strategyId() == strategyId;
    }

    /** Without a status: the active orders. */
    private static Predicate<Order> status(final String text) {
        final String status = text == null ? "OPEN" : text.toUpperCase(Locale.ROOT);
        switch (status) {
            case "OPEN":
                return order -> !Order.terminal(order.status());
            case "CLOSED":
                return order -> Order.terminal(order.status());
            case "ALL":
                return order -> true;
            default:
                return Arrays.stream(OrderStatus.values())
                        .filter(value -> value != OrderStatus.NULL_VAL && value.name().equals(status))
                        .findFirst()
                        .<Predicate<Order>>map(value -> order -> order.status() == value)
                        .orElseThrow(() -> Query.bad("status", text, "give open, closed, all, or an order status such as FILLED"));
        }
    }
}
