package io.peregrine.sim.kraken;

import io.peregrine.sim.exchange.ExchangeThread;
import java.time.Clock;
import java.time.Instant;

/**
 * What every connection and request of the venue needs.
 *
 * <p><b>Threading:</b> immutable; the parts say who may use them.
 *
 * @param thread     owns the exchange
 * @param clock      time of the venue
 * @param pairs      what is listed
 * @param desk       places and cancels; exchange thread
 * @param amendments amends and edits; exchange thread
 * @param markets    public channels; exchange thread
 * @param executions private channel; exchange thread
 * @param balances   private channel; exchange thread
 * @param tokens     of private connections
 * @param presence   open connections; exchange thread
 */
record KrakenContext(ExchangeThread thread, Clock clock, Pairs pairs, OrderDesk desk, AmendDesk amendments, MarketChannels markets,
        ExecutionChannel executions, BalanceChannel balances, Tokens tokens, Presence presence) {
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;

    /** Now, in microseconds since the epoch. */
    long nowUs() {
        return nowUs(clock);
    }

    static long nowUs(final Clock clock) {
        final Instant now = clock.instant();
        return now.getEpochSecond() * US_PER_SECOND + now.getNano() / NS_PER_US;
    }
}
