package io.peregrine.marketdata;

import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;

/**
 * Market data out of a feed. {@link #onDepth} and {@link #onQuote} come only for a LIVE book; {@link #onBookStatus} comes before the first
 * of them and whenever the state changes.
 *
 * <p><b>Threading:</b> always one thread, which depends on the thread plan; implementations do not know it. <b>Memory:</b> a decoder is
 * valid only during the call.
 */
public interface MarketDataListener {
    /** The best five levels after one applied update. */
    void onDepth(DepthDecoder depth, long nowNs);

    /** Best bid and ask from the venue's ticker stream. */
    void onQuote(QuoteDecoder quote, long nowNs);

    /** A public trade. */
    void onTrade(TradeDecoder trade, long nowNs);

    /** A book changed its state. */
    void onBookStatus(BookStatusDecoder status, long nowNs);

    /** A venue's stream is late from now on, or in time again. */
    default void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
    }
}
