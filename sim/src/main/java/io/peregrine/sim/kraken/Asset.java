package io.peregrine.sim.kraken;

/**
 * An asset under its three names.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param symbol          name in WebSocket v2, for example {@code BTC}
 * @param altname         name in REST, for example {@code XBT}
 * @param code            key in REST results, for example {@code XXBT}
 * @param decimals        places of an amount
 * @param displayDecimals places that a screen shows
 */
record Asset(String symbol, String altname, String code, int decimals, int displayDecimals) {
}
