package io.peregrine.trade;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.OrderListener;

/** A venue that answers nothing, unless overridden. */
class SilentVenue implements OrderListener {
    @Override
    public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long timeNs) {
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long timeNs) {
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long timeNs) {
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long timeNs) {
    }
}
