package io.peregrine.runtime;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;

/** Tells two listeners, one after the other. */
record MarketDataPair(MarketDataListener first, MarketDataListener second) implements MarketDataListener {
    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        first.onDepth(depth, nowNs);
        second.onDepth(depth, nowNs);
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        first.onQuote(quote, nowNs);
        second.onQuote(quote, nowNs);
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        first.onTrade(trade, nowNs);
        second.onTrade(trade, nowNs);
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        first.onBookStatus(status, nowNs);
        second.onBookStatus(status, nowNs);
    }

    @Override
    public void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
        first.onFeedLatency(latency, nowNs);
        second.onFeedLatency(latency, nowNs);
    }
}
