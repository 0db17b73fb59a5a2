package io.peregrine.api.rest;

import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.OrderEvent;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.RejectReason;
import java.util.List;
import java.util.Map;

/**
 * Gives one order another price or quantity and waits until the journal shows what became of it: the same order with its new terms, or,
 * where the venue takes a new order instead, that one.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class OrderReplacement {
    private final EngineAccess engine;
    private final EngineView view;
    private final Resources resources;

    /**
     * What is asked for.
     *
     * @param price    mantissa, or {@link Instrument#NULL_VALUE} to leave it as it is
     * @param quantity whole quantity, what was filled included, or {@link Instrument#NULL_VALUE}
     */
    record Terms(long price, long quantity) {
        private boolean isOf(final Order order) {
            return (price == Instrument.NULL_VALUE || price == order.price())
                    && (quantity == Instrument.NULL_VALUE || quantity == order.quantity());
        }
    }

    OrderReplacement(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        engine = view.engine();
    }

    Answer replace(final Order order, final Terms terms) throws InterruptedException {
        if (Order.terminal(order.status())) {
            throw refusal(order, RejectReason.TOO_LATE);
        }
        if (terms.isOf(order)) {
            return Answer.ok(resources.orderInFull(order));
        }
        Commands.accepted(engine.replace(order.id(), terms.price(), terms.quantity()));
        final Order after = view.await(() -> outcome(order), Commands.WAIT_MS);
        if (after == null) {
            return Answer.json(202, resources.orderInFull(view.order(order.id())));
        }
        if (after.id() != order.id()) {
            return byNew(after);
        }
        final RejectReason refused = since(order, after).stream()
                .filter(event -> event.execType() == ExecType.REPLACE_REJECTED || event.execType() == ExecType.CANCEL_REJECTED)
                .map(OrderEvent::reason)
                .findFirst()
                .orElse(Order.terminal(after.status()) && !terms.isOf(after) ? RejectReason.TOO_LATE : null);
        if (refused != null) {
            throw refusal(after, refused);
        }
        return Answer.ok(resources.orderInFull(after));
    }

    /** The order, or the one in its place, once the replace is decided; else null. */
    private Order outcome(final Order before) {
        final Order order = view.order(before.id());
        final boolean answered = since(before, order).stream().anyMatch(event -> switch (event.execType()) {
            case REPLACED, REPLACE_REJECTED, CANCEL_REJECTED, ORDER_STATUS -> true;
            default -> false;
        });
        if (order.replacedBy() != before.replacedBy()) {
            final Order replacement = view.order(order.replacedBy());
            return replacement != null && replacement.answered() ? replacement : null;
        }
        return answered || Order.terminal(order.status()) ? order : null;
    }

    private static List<OrderEvent> since(final Order before, final Order after) {
        final List<OrderEvent> history = after.history();
        return history.subList(Math.min(before.history().size(), history.size()), history.size());
    }

    private Answer byNew(final Order replacement) {
        if (replacement.refused()) {
            throw refusal(replacement, replacement.reason());
        }
        return Answer.json(200, resources.orderInFull(replacement), Map.of("Location", Api.BASE + "/orders/" + replacement.id()));
    }

    private Problem refusal(final Order order, final RejectReason reason) {
        final int status = reason == RejectReason.TOO_LATE || reason == RejectReason.REQUEST_PENDING ? 409 : 422;
        final String text = order.text().isEmpty() ? "" : " (" + order.text() + ")";
        return new Problem(status, reason.name(), "order " + order.id() + " is not replaced: " + Rejections.text(reason) + text)
                .with("order", resources.order(order));
    }
}
