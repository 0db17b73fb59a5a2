package io.peregrine.bench.strategy;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;

/**
 * Adds up the last {@value #PRICES} prices at each quote, in the plainest loop that there is.
 *
 * <p><b>Threading:</b> the trade thread. <b>Allocates:</b> none after construction.
 */
public final class Averages implements Strategy {
    private static final int PRICES = 1_000;

    private final long[] prices = new long[PRICES];
    private int next;
    private long average;

    public Averages(final StrategySettings settings, final Instruments instruments) {
    }

    @Override
    public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
        prices[next] = quote.bidPrice();
        next = (next + 1) % PRICES;
        long sum = 0;
        for (int i = 0; i < prices.length; i++) {
            sum += prices[i];
        }
        average = sum / PRICES;
    }

    @Override
    public String toString() {
        return Long.toString(average);
    }
}
