package io.peregrine.sim.coinbase.exchange;

/**
 * The words in which a client asked for an order, to be repeated to it.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param type           {@code limit} or {@code market}
 * @param timeInForce    {@code GTC}, {@code GTT}, {@code IOC} or {@code FOK}, or null for a market order
 * @param postOnly       must not take
 * @param stp            self-trade prevention: {@code dc}, {@code co}, {@code cn} or {@code cb}
 * @param stop           {@code loss} or {@code entry}, or null
 * @param specifiedFunds quote amount of a market order, or 0
 * @param clientOid      the client's UUID for it, or null
 */
record OrderForm(String type, String timeInForce, boolean postOnly, String stp, String stop, long specifiedFunds, String clientOid) {
}
