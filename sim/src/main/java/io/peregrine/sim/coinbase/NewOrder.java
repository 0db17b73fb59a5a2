package io.peregrine.sim.coinbase;

import io.peregrine.sim.matching.OrderTerms;

/**
 * An order as a client asks for it.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param terms     what to trade; the quantity is 0 where funds are given
 * @param clientId  the client's id for it, or null
 * @param funds     quote amount of a market order, fee included, or 0
 * @param expiresUs when it is canceled, or {@link #NEVER}
 */
public record NewOrder(OrderTerms terms, String clientId, long funds, long expiresUs) {
    /** It stays until it is filled or canceled. */
    public static final long NEVER = Long.MAX_VALUE;
}
