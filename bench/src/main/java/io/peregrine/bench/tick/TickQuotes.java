package io.peregrine.bench.tick;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;

/**
 * The market maker as the engine loads it, told of ticks only: a new quote is not sent as soon as the old one's cancel is confirmed, but
 * at the next tick, so that each order has a tick that caused it.
 *
 * <p><b>Threading:</b> as the market maker. <b>Allocates:</b> none after construction.
 */
final class TickQuotes implements Strategy {
    private final Strategy marketMaker;

    TickQuotes(final StrategySettings settings, final Instruments instruments) {
        marketMaker = Strategies.create(settings, instruments);
    }

    @Override
    public void onBookStatus(final StrategyContext context, final BookStatusDecoder status) {
        marketMaker.onBookStatus(context, status);
    }

    @Override
    public void onDepth(final StrategyContext context, final DepthDecoder depth) {
        marketMaker.onDepth(context, depth);
    }

    @Override
    public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
        marketMaker.onQuote(context, quote);
    }
}
