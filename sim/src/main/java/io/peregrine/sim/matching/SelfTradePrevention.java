package io.peregrine.sim.matching;

/** What happens when an order meets one of the same owner. The incoming order's mode decides. */
public enum SelfTradePrevention {
    /** They trade. */
    NONE,
    /** The incoming order expires. */
    EXPIRE_TAKER,
    /** The resting order expires. */
    EXPIRE_MAKER,
    /** Both expire. */
    EXPIRE_BOTH;

    boolean expiresTaker() {
        return this == EXPIRE_TAKER || this == EXPIRE_BOTH;
    }

    boolean expiresMaker() {
        return this == EXPIRE_MAKER || this == EXPIRE_BOTH;
    }
}
