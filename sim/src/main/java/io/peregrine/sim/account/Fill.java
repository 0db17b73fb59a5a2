package io.peregrine.sim.account;

import io.peregrine.sim.matching.Market;

/**
 * One side of a trade.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param order    the order that traded
 * @param tradeId  trade id in the market
 * @param price    trade price
 * @param quantity trade quantity
 * @param notional price × quantity
 * @param charged  the fee
 * @param maker    was the order resting?
 * @param timeUs   when
 */
public record Fill(AccountOrder order, long tradeId, long price, long quantity, long notional, Commission charged, boolean maker,
        long timeUs) {

    /**
     * A fee.
     *
     * @param amount how much
     * @param asset  of what
     */
    public record Commission(long amount, String asset) {
    }

    /** Where it happened. */
    public Market market() {
        return order.market();
    }
}
