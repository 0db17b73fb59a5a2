package io.peregrine.runtime;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.OrderListener;
import java.util.List;

/**
 * Sends each request to the gateway of its instrument's venue.
 *
 * <p><b>Threading:</b> routes are set before the start; then confined to the trade thread. <b>Allocates:</b> none.
 */
final class OrderRouter implements OrderListener {
    private final OrderListener[] byInstrument;

    OrderRouter(final int instrumentCount) {
        byInstrument = new OrderListener[instrumentCount];
    }

    /** Requests for these instruments go there. */
    void route(final List<Instrument> instruments, final OrderListener listener) {
        for (final Instrument instrument : instruments) {
            byInstrument[instrument.instrumentId()] = listener;
        }
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        byInstrument[order.instrumentId()].onNewOrder(order, nowNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        byInstrument[cancel.instrumentId()].onCancelOrder(cancel, nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        byInstrument[replace.instrumentId()].onReplaceOrder(replace, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        byInstrument[request.instrumentId()].onReconcile(request, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        byInstrument[query.instrumentId()].onQueryOrder(query, nowNs);
    }
}
