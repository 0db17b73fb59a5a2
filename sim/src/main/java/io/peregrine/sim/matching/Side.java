package io.peregrine.sim.matching;

/** Side of an order. */
public enum Side {
    BUY, SELL;

    /** The side it trades with. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
