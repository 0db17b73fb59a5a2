package io.peregrine.feed;

import io.peregrine.book.OrderBook;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.FeedLatencyEncoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.message.TradeEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes what a feed has to say, but for depth, see {@link DepthMessage}, and calls the listener with it. Quotes and trades are filled
 * in by the caller: {@code events.trade().price(…)…}, then {@link #onTrade}.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> one buffer for each kind of message, overwritten by the next.
 * <b>Allocates:</b> none after construction.
 */
public final class MarketDataEvents {
    private final MarketDataListener listener;
    private final QuoteEncoder quoteEncoder = new QuoteEncoder();
    private final QuoteDecoder quoteDecoder = new QuoteDecoder();
    private final TradeEncoder tradeEncoder = new TradeEncoder();
    private final TradeDecoder tradeDecoder = new TradeDecoder();
    private final BookStatusEncoder statusEncoder = new BookStatusEncoder();
    private final BookStatusDecoder statusDecoder = new BookStatusDecoder();
    private final FeedLatencyEncoder latencyEncoder = new FeedLatencyEncoder();
    private final FeedLatencyDecoder latencyDecoder = new FeedLatencyDecoder();

    /** @param listener gets what is encoded here */
    public MarketDataEvents(final MarketDataListener listener) {
        this.listener = listener;
        final UnsafeBuffer quote = new UnsafeBuffer(new byte[QuoteEncoder.BLOCK_LENGTH]);
        quoteEncoder.wrap(quote, 0);
        quoteDecoder.wrap(quote, 0, QuoteDecoder.BLOCK_LENGTH, QuoteDecoder.SCHEMA_VERSION);
        final UnsafeBuffer trade = new UnsafeBuffer(new byte[TradeEncoder.BLOCK_LENGTH]);
        tradeEncoder.wrap(trade, 0);
        tradeDecoder.wrap(trade, 0, TradeDecoder.BLOCK_LENGTH, TradeDecoder.SCHEMA_VERSION);
        final UnsafeBuffer status = new UnsafeBuffer(new byte[BookStatusEncoder.BLOCK_LENGTH]);
        statusEncoder.wrap(status, 0);
        statusDecoder.wrap(status, 0, BookStatusDecoder.BLOCK_LENGTH, BookStatusDecoder.SCHEMA_VERSION);
        final UnsafeBuffer latency = new UnsafeBuffer(new byte[FeedLatencyEncoder.BLOCK_LENGTH]);
        latencyEncoder.wrap(latency, 0);
        latencyDecoder.wrap(latency, 0, FeedLatencyDecoder.BLOCK_LENGTH, FeedLatencyDecoder.SCHEMA_VERSION);
    }

    /** The best levels of a LIVE book. */
    void onDepth(final DepthDecoder depth, final long nowNs) {
        listener.onDepth(depth, nowNs);
    }

    /** The quote to fill in, every field, before {@link #onQuote}. */
    public QuoteEncoder quote() {
        return quoteEncoder;
    }

    /** Sends the quote. */
    public void onQuote(final long nowNs) {
        listener.onQuote(quoteDecoder, nowNs);
    }

    /** The public trade to fill in, every field, before {@link #onTrade}. */
    public TradeEncoder trade() {
        return tradeEncoder;
    }

    /** Sends the trade. */
    public void onTrade(final long nowNs) {
        listener.onTrade(tradeDecoder, nowNs);
    }

    /** A book's new state. */
    public void status(final OrderBook book, final BookState previous, final BookReason reason, final long nowNs) {
        statusEncoder.instrumentId(book.instrument().instrumentId())
                .timeNs(nowNs)
                .updateId(book.updateId())
                .state(book.state())
                .previousState(previous)
                .reason(reason);
        listener.onBookStatus(statusDecoder, nowNs);
    }

    /** A venue's stream is late from now on, or in time again. */
    void latency(final int instrumentId, final boolean isLate, final long delayNs, final long thresholdNs, final long nowNs) {
        latencyEncoder.instrumentId(instrumentId)
                .timeNs(nowNs)
                .delayNs(delayNs)
                .thresholdNs(thresholdNs)
                .late(isLate ? BooleanType.TRUE : BooleanType.FALSE);
        listener.onFeedLatency(latencyDecoder, nowNs);
    }
}
