package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.view.Difference;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.ReconciliationState;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.Side;

/**
 * The JSON of reconciliations, in the form of {@link Resources}.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class ReconciliationResource {
    private static final int E8_DECIMALS = 8;

    private final Instruments instruments;

    public ReconciliationResource(final Instruments instruments) {
        this.instruments = instruments;
    }

    /** A venue with what differs there. */
    public ObjectNode full(final ReconciliationState state) {
        final ObjectNode node = summary(state);
        node.set("differences", Json.array(state.open(), this::difference));
        node.set("settled", Json.array(state.settled(), this::difference));
        return node;
    }

    /** A venue, with the number of its differences. */
    public ObjectNode summary(final ReconciliationState state) {
        final ObjectNode node = Json.object().put("venue", state.venue().key()).put("under_way", state.underWay());
        node.set("command", command(state.command()));
        node.set("request", request(state.request()));
        node.set("result", result(state.result()));
        node.put("complete_ns", time(state.completeNs())).put("open_differences", state.open().size());
        final ArrayNode reduceOnly = node.putArray("reduce_only");
        state.reduceOnly().forEach(instrument -> reduceOnly.add(instrument.symbol()));
        return node;
    }

    public ObjectNode difference(final Difference difference) {
        final Instrument instrument =
                instruments.contains(difference.instrumentId()) ? instruments.get(difference.instrumentId()) : null;
        return Json.object()
                .put("id", difference.sequence())
                .put("kind", difference.kind().name())
                .put("action", difference.action().name())
                .put("venue", difference.venue().key())
                .put("symbol", instrument == null ? null : instrument.symbol())
                .put("asset", difference.asset())
                .put("order_id", difference.orderId() == Instrument.NULL_VALUE ? null : Long.toString(difference.orderId()))
                .put("venue_order_id", difference.venueOrderId())
                .put("execution_id", difference.executionId())
                .put("side", difference.side() == Side.NULL_VAL ? null : difference.side().name())
                .put("price", instrument == null ? null : decimal(difference.price(), instrument.priceDecimals()))
                .put("quantity", instrument == null ? null : decimal(difference.quantity(), instrument.quantityDecimals()))
                .put("engine_value", decimal(difference.engineE8(), E8_DECIMALS))
                .put("venue_value", decimal(difference.venueE8(), E8_DECIMALS))
                .put("since_ns", difference.sinceNs())
                .put("told_ns", difference.toldNs())
                .put("settled_ns", time(difference.settledNs()));
    }

    private static ObjectNode command(final ReconciliationState.Command command) {
        return command == null ? null : Json.object()
                .put("correlation_id", Long.toString(command.correlationId()))
                .put("time_ns", command.timeNs())
                .put("accept", command.accept());
    }

    private static ObjectNode request(final ReconciliationState.Request request) {
        return request == null ? null : Json.object()
                .put("id", Long.toString(request.reconciliationId()))
                .put("time_ns", request.timeNs())
                .put("fills_since_ns", time(request.fillsSinceNs()));
    }

    private static ObjectNode result(final ReconciliationState.Result result) {
        return result == null ? null : Json.object()
                .put("id", Long.toString(result.reconciliationId()))
                .put("time_ns", result.timeNs())
                .put("cause", result.cause().name())
                .put("complete", result.complete())
                .put("text", result.text().isEmpty() ? null : result.text())
                .put("open_orders", result.openOrderCount())
                .put("fills", result.fillCount())
                .put("new_fills", result.newFillCount())
                .put("differences", result.differenceCount())
                .put("balances_compared", result.balancesCompared())
                .put("fills_known_ns", time(result.fillsKnownNs()));
    }

    private static Long time(final long timeNs) {
        return timeNs == Order.NO_TIME ? null : timeNs;
    }

    private static String decimal(final long mantissa, final int decimals) {
        return mantissa == Instrument.NULL_VALUE ? null : Decimals.format(mantissa, decimals);
    }
}
