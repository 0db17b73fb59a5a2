package io.peregrine.transport;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.OrderListener;
import io.peregrine.order.ReconciliationListener;

/** Runs something at every call. */
record CountingListener(Runnable call) implements MarketDataListener, OrderListener, ExecutionListener, ReconciliationListener {
    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        call.run();
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        call.run();
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        call.run();
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        call.run();
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        call.run();
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        call.run();
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        call.run();
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        call.run();
    }

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        call.run();
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long nowNs) {
        call.run();
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long nowNs) {
        call.run();
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long nowNs) {
        call.run();
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        call.run();
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        call.run();
    }
}
