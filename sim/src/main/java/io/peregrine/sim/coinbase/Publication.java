package io.peregrine.sim.coinbase;

import io.peregrine.sim.exchange.ExchangeListener;

/** What a venue publishes of what happens. Called on the exchange thread. */
public interface Publication extends ExchangeListener {
    /**
     * Publishes what is due by the clock.
     *
     * @return when something is due again, in microseconds since the epoch
     */
    long run(long nowUs);

    /** Publishes what the last request or event changed. */
    void flush();
}
