package io.peregrine.bench.tick;

import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ReconciliationListener;

/** Tells the trade core, which is made after the gateway, what the venue holds. */
final class CoreAccount implements ReconciliationListener {
    private ReconciliationListener core;
    private boolean started;

    void core(final ReconciliationListener newCore) {
        core = newCore;
    }

    /** The core has started: before that it is told nothing. */
    void started() {
        started = true;
    }

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        core.onOpenOrder(order, nowNs);
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        core.onBalance(balance, nowNs);
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        core.onReconcileEnd(end, nowNs);
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        if (started) {
            core.onGatewayStatus(status, nowNs);
        }
    }
}
