package io.peregrine.sim.account;

import io.peregrine.sim.matching.OrderTerms;

/**
 * An order as an account asks for it.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals.
 *
 * @param terms         what to trade
 * @param clientOrderId the owner's name for it
 * @param quoteQuantity for a market order given as an amount of the quote asset, else 0
 * @param strategyId    the owner's tag, or {@link #NO_STRATEGY}
 * @param strategyType  the owner's tag, or {@link #NO_STRATEGY}
 */
public record OrderRequest(OrderTerms terms, String clientOrderId, long quoteQuantity, long strategyId, long strategyType) {
    /** No tag. */
    public static final long NO_STRATEGY = -1;

    /** Without quote quantity and tags. */
    public OrderRequest(final OrderTerms terms, final String clientOrderId) {
        this(terms, clientOrderId, 0, NO_STRATEGY, NO_STRATEGY);
    }
}
