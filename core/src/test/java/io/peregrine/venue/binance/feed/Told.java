package io.peregrine.venue.binance.feed;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.util.List;

/** Market data as text, with the venue's times. */
record Told(List<String> said) implements MarketDataListener {
    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        said.add("depth " + depth.updateId() + ' ' + depth.bidPrice(0) + 'x' + depth.bidQuantity(0) + ' ' + depth.askPrice(0) + 'x'
                + depth.askQuantity(0) + ' ' + depth.venueTimeNs());
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        said.add("quote " + quote.updateId() + ' ' + quote.bidPrice() + 'x' + quote.bidQuantity() + ' ' + quote.askPrice() + 'x'
                + quote.askQuantity() + ' ' + quote.venueTimeNs());
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        said.add("trade " + trade.tradeId() + ' ' + trade.aggressorSide() + ' ' + trade.quantity() + '@' + trade.price() + ' '
                + trade.venueTimeNs());
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        said.add(status.previousState() + ">" + status.state() + ' ' + status.reason());
    }
}
