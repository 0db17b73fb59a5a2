package io.peregrine.api.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ReconciliationListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a gateway tells of its venue. */
final class AccountLog implements ReconciliationListener {
    private final Map<Integer, Long> totalsE8 = new LinkedHashMap<>();
    private final Map<Integer, Long> lockedE8 = new LinkedHashMap<>();
    private final List<OpenOrder> openOrders = new ArrayList<>();
    private final List<Boolean> statuses = new ArrayList<>();
    private final List<End> ends = new ArrayList<>();

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        openOrders.add(new OpenOrder(order.clientOrderId(), order.price(), order.quantity(), order.cumQuantity()));
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        totalsE8.put(balance.assetId(), balance.freeE8() + balance.lockedE8());
        lockedE8.put(balance.assetId(), balance.lockedE8());
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        ends.add(new End(end.reconciliationId(), end.openOrderCount(), end.fillCount(), end.complete() == BooleanType.TRUE, end.text()));
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        statuses.add(status.ready() == BooleanType.TRUE);
    }

    /** Free and locked together, by asset id. */
    Map<Integer, Long> totalsE8() {
        return totalsE8;
    }

    Map<Integer, Long> lockedE8() {
        return lockedE8;
    }

    List<OpenOrder> openOrders() {
        return openOrders;
    }

    /** Whether it was ready, each time it told. */
    List<Boolean> statuses() {
        return statuses;
    }

    List<End> ends() {
        return ends;
    }

    @Override
    public String toString() {
        return "balances " + totalsE8 + " open " + openOrders + " ready " + statuses + ' ' + ends;
    }

    /** An order that works at the venue. */
    record OpenOrder(long clientOrderId, long price, long quantity, long cumQuantity) {
        /** Did this engine not send it? */
        boolean foreign() {
            return clientOrderId == Instrument.NULL_VALUE;
        }
    }

    /** The end of an answer. */
    record End(long reconciliationId, int openOrderCount, int fillCount, boolean complete, String text) {
    }
}
