package io.peregrine.sim.matching;

/** How long an order stays. */
public enum TimeInForce {
    /** Until it is filled or canceled. */
    GTC,
    /** What does not trade at once expires. */
    IOC,
    /** Trades in full at once or not at all. */
    FOK
}
