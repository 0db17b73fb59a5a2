package io.peregrine.bench.tick;

import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ReconciliationListener;

/** Nobody who wants to know what the venue holds: the venue in memory holds nothing. */
final class IgnoredAccount implements ReconciliationListener {
    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
    }
}
