package io.peregrine.api.server.looping;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.signal.InlineSignals;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategyParameters;
import io.peregrine.strategy.StrategySettings;
import java.util.Set;

/** Rests an order a tenth below the market, and waits for it where it will never hear of it. */
public final class Looping implements Strategy {
    private static final String ORDER_SIZE = "order_size";

    private final Instrument instrument;
    private final long orderSize;
    private volatile boolean answered;

    public Looping(final StrategySettings settings, final Instruments instruments) {
        instrument = instruments.get(settings.instrumentIds()[0]);
        orderSize = new StrategyParameters(settings, Set.of(ORDER_SIZE)).quantity(ORDER_SIZE, instrument);
    }

    @Override
    public void onTimer(final StrategyContext context) {
        final InlineSignals market = context.market(instrument.instrumentId());
        if (market != null) {
            final long ticks = market.bidPrice() * 9 / 10 / instrument.tickSize();
            context.submitLimit(instrument.instrumentId(), Side.BUY, ticks * instrument.tickSize(), orderSize, TimeInForce.GTC);
            while (!answered) {
                try {
                    Thread.onSpinWait();
                } catch (final Throwable ignored) {
                    answered = false;
                }
            }
        }
    }
}
