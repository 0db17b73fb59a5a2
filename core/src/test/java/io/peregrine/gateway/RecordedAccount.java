package io.peregrine.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ReconciliationListener;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a gateway tells of its venue, one line for each. */
public final class RecordedAccount implements ReconciliationListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        lines.add("open " + id(order.clientOrderId()) + " venueOrder=" + order.venueOrderId().low() + ' ' + order.side() + ' '
                + order.orderType() + " instrument=" + order.instrumentId() + " price=" + id(order.price()) + " quantity="
                + order.quantity() + " cum=" + order.cumQuantity());
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        lines.add("balance " + balance.assetId() + " free=" + balance.freeE8() + " locked=" + balance.lockedE8());
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        lines.add("end " + end.reconciliationId() + " complete=" + end.complete() + " open=" + end.openOrderCount() + " fills="
                + end.fillCount() + text(end.text()));
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        lines.add("ready " + status.ready() + text(status.text()));
    }

    /** All lines since the last call. */
    public List<String> take() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private static String text(final String text) {
        return text.isEmpty() ? "" : " '" + text + '\'';
    }

    private static String id(final long value) {
        return value == Instrument.NULL_VALUE ? "-" : Long.toString(value);
    }
}
