package io.peregrine.api.rest;

import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.RiskEvent;
import io.peregrine.api.view.RiskFacts;
import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Decimals;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.position.Money;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Places one order and waits until the journal shows what became of it. A {@code client_order_id} is placed at most once: of two requests
 * with the same one, also at the same moment, the second gets the first one's order.
 *
 * <p><b>Threading:</b> thread-safe. <b>Memory:</b> ids in flight; an id whose outcome never showed stays, so that it is never sent twice.
 */
final class OrderPlacement {
    /** The venue's answer is waited for so long; then the order is shown as it is. */
    private static final long ANSWER_MS = 2_000;
    /** Risk events among which that of a refusal is looked for. */
    private static final int EVENTS_SEARCHED = 100;

    private final EngineAccess engine;
    private final EngineView view;
    private final Resources resources;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    OrderPlacement(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        engine = view.engine();
    }

    Answer place(final OrderTicket request) throws InterruptedException {
        final String clientOrderId = request.userOrderId();
        if (!inFlight.add(clientOrderId)) {
            final Long id = view.await(() -> view.orderId(clientOrderId), ANSWER_MS);
            if (id == null) {
                throw unknownOutcome(clientOrderId);
            }
            return first(id, clientOrderId);
        }
        final Long known = view.orderId(clientOrderId);
        if (known != null) {
            inFlight.remove(clientOrderId);
            return first(known, clientOrderId);
        }
        final long correlationId = engine.placeOrder(request);
        if (correlationId < 0) {
            inFlight.remove(clientOrderId);
            throw Commands.backPressure();
        }
        return outcome(correlationId, clientOrderId);
    }

    private Answer outcome(final long correlationId, final String clientOrderId) throws InterruptedException {
        final Order answered = view.await(() -> {
            final Order order = view.placed(correlationId);
            return order != null && order.answered() ? order : null;
        }, ANSWER_MS);
        final Order order = answered == null ? view.placed(correlationId) : answered;
        if (order == null) {
            throw unknownOutcome(clientOrderId);
        }
        inFlight.remove(clientOrderId);
        if (order.refused()) {
            throw refusal(order);
        }
        return Answer.json(201, resources.orderInFull(order), Map.of("Location", Api.BASE + "/orders/" + order.id()));
    }

    private Answer first(final long id, final String clientOrderId) {
        final Order order = view.order(id);
        if (order == null) {
            throw new Problem(409, RejectReason.DUPLICATE_ORDER.name(), "client_order_id '" + clientOrderId + "' belongs to order " + id
                    + ", which ended long ago and is only in the journal; give a new client_order_id");
        }
        return Answer.ok(resources.orderInFull(order));
    }

    private Problem refusal(final Order order) {
        final String venueText = order.text().isEmpty() ? "" : " (" + order.text() + ")";
        final RiskEvent event = event(order);
        final Problem problem = new Problem(
                422, order.reason().name(), "order refused: " + Rejections.text(order.reason()) + venueText + facts(event))
                .with("order", resources.order(order));
        return event == null ? problem : problem.with("risk", resources.risk(event));
    }

    /** The risk event that refused it, or null where the venue did. */
    private RiskEvent event(final Order order) {
        for (final RiskEvent event : view.riskEvents(Severity.INFO, -1, EVENTS_SEARCHED)) {
            if (event.facts().orderId() == order.id()) {
                return event;
            }
        }
        return null;
    }

    private String facts(final RiskEvent event) {
        if (event == null || event.facts().limitE8() == 0 && event.facts().valueE8() == 0) {
            return "";
        }
        final RiskFacts facts = event.facts();
        final String name = facts.limitName() == null
                ? "" : facts.limitName() + " of " + resources.risk(event).path("limit_scope").asText() + ": ";
        return " (" + name + "limit " + Decimals.format(facts.limitE8(), Money.E8_DECIMALS)
                + ", value " + Decimals.format(facts.valueE8(), Money.E8_DECIMALS) + ")";
    }

    private static Problem unknownOutcome(final String clientOrderId) {
        return new Problem(504, "OUTCOME_UNKNOWN", "the order was handed to the engine, and the journal does not show yet what became of "
                + "it; ask GET " + Api.BASE + "/orders/" + clientOrderId + " or repeat this request with client_order_id '" + clientOrderId
                + "', which never places a second order");
    }
}
