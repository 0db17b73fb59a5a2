package io.peregrine.transport;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.OrderListener;

/** Runs something at every call. */
record CountingListener(Runnable call) implements MarketDataListener, OrderListener, ExecutionListener {
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
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        call.run();
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        call.run();
    }
}
