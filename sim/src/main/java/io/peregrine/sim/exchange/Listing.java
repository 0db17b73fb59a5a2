package io.peregrine.sim.exchange;

import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;

/**
 * A market of the venue with its book and tape. Every change of a level has its own update id, without gaps.
 *
 * <p><b>Threading:</b> the market is immutable, the rest is confined to the exchange thread.
 */
public final class Listing {
    private final Market market;
    private final TradeTape tape = new TradeTape();
    private final MatchingBook<AccountOrder> book;
    private long lastUpdateId;
    private long lastTradeId;
    private boolean halted;

    Listing(final Market market, final Exchange exchange) {
        this.market = market;
        this.book = new MatchingBook<>(new Settlement(exchange, this));
    }

    public Market market() {
        return market;
    }

    /** To read; only the exchange changes it. */
    public MatchingBook<AccountOrder> book() {
        return book;
    }

    public TradeTape tape() {
        return tape;
    }

    /** Id of the last change of a level. */
    public long lastUpdateId() {
        return lastUpdateId;
    }

    /** Is trading halted? Orders stay, can be canceled, and no new one is taken. */
    public boolean halted() {
        return halted;
    }

    /** Halts trading or lets it go on. */
    public void halt(final boolean newHalted) {
        halted = newHalted;
    }

    /** Best levels of both sides with the update id they are valid at; safe to hand to another thread. */
    public Snapshot snapshot(final int limit) {
        return new Snapshot(lastUpdateId, book.levels(Side.BUY, limit), book.levels(Side.SELL, limit));
    }

    long nextUpdateId() {
        return ++lastUpdateId;
    }

    long nextTradeId() {
        return ++lastTradeId;
    }

    /**
     * A copy of a book's levels.
     *
     * @param lastUpdateId valid at
     * @param bids         price, quantity, price, quantity… from the best
     * @param asks         likewise
     */
    public record Snapshot(long lastUpdateId, long[] bids, long[] asks) {
    }
}
