package io.peregrine.sim.matching;

/**
 * What an order asks for.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals.
 *
 * @param side                side
 * @param type                type
 * @param timeInForce         GTC for types that have none
 * @param price               limit price, 0 for a market order
 * @param stopPrice           price that triggers a conditional order, else 0
 * @param quantity            order quantity
 * @param selfTradePrevention mode when it is the incoming order
 */
public record OrderTerms(Side side, OrderType type, TimeInForce timeInForce, long price, long stopPrice, long quantity,
        SelfTradePrevention selfTradePrevention) {
    /** The same at other prices. */
    public OrderTerms withPrices(final long newPrice, final long newStopPrice) {
        return new OrderTerms(side, type, timeInForce, newPrice, newStopPrice, quantity, selfTradePrevention);
    }
}
