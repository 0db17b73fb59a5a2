package io.peregrine.transport;

import io.aeron.Subscription;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import org.agrona.DirectBuffer;

/** Market data off a subscription; see {@link MessageAdapter}. */
public final class MarketDataAdapter extends MessageAdapter {
    private final DepthDecoder depth = new DepthDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookStatusDecoder status = new BookStatusDecoder();
    private final FeedLatencyDecoder latency = new FeedLatencyDecoder();
    private final MarketDataListener listener;

    /**
     * @param subscription from all feeds
     * @param listener     the trade core
     */
    public MarketDataAdapter(final Subscription subscription, final MarketDataListener listener) {
        super(subscription);
        this.listener = listener;
    }

    @Override
    void dispatch(final MessageHeaderDecoder header, final DirectBuffer buffer, final int offset, final long nowNs) {
        switch (header.templateId()) {
            case DepthDecoder.TEMPLATE_ID -> listener.onDepth(depth.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case QuoteDecoder.TEMPLATE_ID -> listener.onQuote(quote.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case TradeDecoder.TEMPLATE_ID -> listener.onTrade(trade.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case BookStatusDecoder.TEMPLATE_ID -> listener.onBookStatus(status.wrapAndApplyHeader(buffer, offset, header), nowNs);
            case FeedLatencyDecoder.TEMPLATE_ID -> listener.onFeedLatency(latency.wrapAndApplyHeader(buffer, offset, header), nowNs);
            default -> throw unexpected(header);
        }
    }
}
