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
    EXPIRE_BOTH,
    /** The smaller one expires and the larger one loses as much; both expire where they are equal. */
    DECREMENT;

    boolean expiresTaker() {
        return this == EXPIRE_TAKER || this == EXPIRE_BOTH;
    }

    /** Can an order not trade all of its quantity once it meets one of its owner's? */
    boolean costsTaker() {
        return expiresTaker() || this == DECREMENT;
    }

    boolean expiresMaker() {
        return this == EXPIRE_MAKER || this == EXPIRE_BOTH;
    }
}
