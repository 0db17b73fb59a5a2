package io.peregrine.sim.coinbase;

/** Why an order is not taken; each venue has its own words for it. */
public enum OrderFault {
    INSUFFICIENT_FUNDS,
    /** The client's id for it has been used. */
    DUPLICATE_ID,
    /** A post-only order that would take. */
    WOULD_TAKE,
    /** The last price is already at or beyond the stop price. */
    STOP_PRICE_REACHED,
    /** A price that is zero, negative or too high. */
    PRICE_OUT_OF_RANGE,
    PRICE_OFF_TICK,
    SIZE_TOO_SMALL,
    SIZE_TOO_LARGE,
    SIZE_OFF_LOT,
    /** The notional is below the product's smallest. */
    FUNDS_TOO_SMALL,
    FUNDS_TOO_PRECISE,
    /** A market order that the book cannot fill even in part. */
    NO_LIQUIDITY,
    TOO_MANY_ORDERS,
    /** The product takes no orders now. */
    CANCEL_ONLY
}
