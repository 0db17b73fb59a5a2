package io.peregrine.strategy;

import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.Order;

/**
 * A trading strategy. It is told what happens in its instruments while it runs, and acts through its {@link StrategyContext}.
 *
 * <p><b>Threading:</b> the trade thread. <b>Memory:</b> decoders and orders are valid only during the call. <b>Errors:</b> one that throws
 * is stopped, FAILED, and its orders are cancelled; the others go on. To keep the core deterministic a strategy reads no clock, no random
 * source and no map order: time is {@link StrategyContext#nowNs}.
 */
public interface Strategy {
    /** It runs from now on. */
    default void onStart(final StrategyContext context) {
    }

    /** It is stopped; its orders are being cancelled, and orders that it sends are refused. */
    default void onStop(final StrategyContext context) {
    }

    /** A book of its instruments changed its state. */
    default void onBookStatus(final StrategyContext context, final BookStatusDecoder status) {
    }

    /** The best levels of a LIVE book. */
    default void onDepth(final StrategyContext context, final DepthDecoder depth) {
    }

    /** Best bid and ask of a LIVE book. */
    default void onQuote(final StrategyContext context, final QuoteDecoder quote) {
    }

    /** A public trade. */
    default void onTrade(final StrategyContext context, final TradeDecoder trade) {
    }

    /** A signal of a batch backend. */
    default void onSignal(final StrategyContext context, final SignalDecoder signal) {
    }

    /** Something became of one of its orders. The order is as it is after the report. */
    default void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
    }

    /** Ten times a second. */
    default void onTimer(final StrategyContext context) {
    }
}
