package io.peregrine.marketdata;

import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;

/** Market data that nobody listens to: whoever uses it looks at the books. */
public final class IgnoredMarketData implements MarketDataListener {
    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
    }
}
