package io.peregrine.sim.exchange;

/**
 * A trade as everyone sees it.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param tradeId      counts up by one in its market
 * @param price        price
 * @param quantity     quantity
 * @param notional     price × quantity
 * @param buyerIsMaker the aggressor sold
 * @param takerOrderId order that took
 * @param timeUs       when
 */
public record Trade(long tradeId, long price, long quantity, long notional, boolean buyerIsMaker, long takerOrderId, long timeUs) {
}
