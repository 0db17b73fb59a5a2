package io.peregrine.sim.kraken;

import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Side;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * The recent best prices of a pair, at most one entry a second and only where they changed.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Memory:</b> the last {@value #SPREADS_MAX}.
 */
final class Spreads {
    private static final int SPREADS_MAX = 200;
    private static final long PERIOD_US = 1_000_000;

    private final Deque<Spread> spreads = new ArrayDeque<>();

    /** Oldest first. */
    Collection<Spread> all() {
        return spreads;
    }

    void look(final Listing listing, final long nowUs) {
        final long bid = listing.book().bestPrice(Side.BUY);
        final long ask = listing.book().bestPrice(Side.SELL);
        final Spread last = spreads.peekLast();
        if (last == null || nowUs - last.timeUs() >= PERIOD_US && (last.bid() != bid || last.ask() != ask)) {
            spreads.addLast(new Spread(nowUs, bid, ask));
            if (spreads.size() > SPREADS_MAX) {
                spreads.removeFirst();
            }
        }
    }

    /**
     * Best prices.
     *
     * @param timeUs when
     * @param bid    highest bid
     * @param ask    lowest ask
     */
    record Spread(long timeUs, long bid, long ask) {
    }
}
