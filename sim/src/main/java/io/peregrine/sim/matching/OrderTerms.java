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
 * @param displayQuantity     most that an iceberg shows while it rests, 0 where all of it is shown
 */
public record OrderTerms(Side side, OrderType type, TimeInForce timeInForce, long price, long stopPrice, long quantity,
        SelfTradePrevention selfTradePrevention, long displayQuantity) {
    /** All of it is shown. */
    public OrderTerms(final Side side, final OrderType type, final TimeInForce timeInForce, final long price, final long stopPrice,
            final long quantity, final SelfTradePrevention selfTradePrevention) {
        this(side, type, timeInForce, price, stopPrice, quantity, selfTradePrevention, 0);
    }

    /** The same at other prices. */
    public OrderTerms withPrices(final long newPrice, final long newStopPrice) {
        return new OrderTerms(side, type, timeInForce, newPrice, newStopPrice, quantity, selfTradePrevention, displayQuantity);
    }

    /** The same for another quantity. */
    public OrderTerms withQuantity(final long newQuantity) {
        return new OrderTerms(side, type, timeInForce, price, stopPrice, newQuantity, selfTradePrevention, displayQuantity);
    }

    /** The same, of which only so much is shown. */
    public OrderTerms showing(final long newDisplayQuantity) {
        return new OrderTerms(side, type, timeInForce, price, stopPrice, quantity, selfTradePrevention, newDisplayQuantity);
    }
}
