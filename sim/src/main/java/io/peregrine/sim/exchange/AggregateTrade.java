package io.peregrine.sim.exchange;

/**
 * Consecutive trades of one taker order at one price.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param aggregateId counts up by one in its market
 * @param quantity    sum
 * @param first       first trade
 * @param last        last trade
 */
public record AggregateTrade(long aggregateId, long quantity, Trade first, Trade last) {
    boolean continuedBy(final Trade trade) {
        return trade.takerOrderId() == first.takerOrderId() && trade.price() == first.price();
    }

    AggregateTrade with(final Trade trade) {
        return new AggregateTrade(aggregateId, quantity + trade.quantity(), first, trade);
    }
}
