package io.peregrine.sim.matching;

/** Order types. The conditional ones wait for the last price to reach their stop price, then act as a market or a limit order. */
public enum OrderType {
    LIMIT(false, false),
    /** Post only: refused where it would trade at once. */
    LIMIT_MAKER(false, false),
    MARKET(true, false),
    STOP_LOSS(true, true),
    STOP_LOSS_LIMIT(false, true),
    TAKE_PROFIT(true, true),
    TAKE_PROFIT_LIMIT(false, true);

    private final boolean market;
    private final boolean conditional;

    OrderType(final boolean market, final boolean conditional) {
        this.market = market;
        this.conditional = conditional;
    }

    /** Trades at any price once it is active. */
    public boolean market() {
        return market;
    }

    /** Waits for a stop price. */
    public boolean conditional() {
        return conditional;
    }
}
