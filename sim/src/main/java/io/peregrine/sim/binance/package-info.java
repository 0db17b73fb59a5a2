/**
 * The Binance spot protocol: REST, market streams, user data streams and the WebSocket API, written from the venue's documents and
 * independently of the engine's own codecs.
 *
 * <p><b>Modelled:</b> keys, HMAC-SHA256 and Ed25519 signatures, session logon, time window; request weight, raw request,
 * connection and unfilled-order limits
 * with 429 and 418; price, lot, market lot, notional, percent-price and order-count filters; LIMIT, LIMIT_MAKER, MARKET (by quantity
 * or quote quantity), STOP_LOSS, STOP_LOSS_LIMIT, TAKE_PROFIT, TAKE_PROFIT_LIMIT; GTC, IOC, FOK; self-trade prevention NONE,
 * EXPIRE_TAKER, EXPIRE_MAKER, EXPIRE_BOTH; cancel, cancel-replace, amend-keep-priority; balances and fees in the received asset,
 * rounded down at eight decimals; user data over the WebSocket API and over listen keys; raw and combined streams of trades,
 * aggregate trades, best prices, depth diffs, partial depth, candles, tickers; pings, pongs, message limits and connection lifetime.
 *
 * <p><b>Not modelled:</b> RSA keys, order lists, trailing and pegged orders, smart order
 * routing, DECREMENT and TRANSFER prevention, SBE encodings, microsecond time units, margin, withdrawals, and candles of other
 * intervals than one minute to one day. A client's orders are answered before the events they cause are sent. The lot size of ETHBTC
 * is 0.001 here, so that every notional is exact at eight decimals.
 *
 * <p><b>Threads:</b> requests are read and checked on the connection's virtual thread; everything that touches the exchange, and all
 * events, run on the exchange thread; each WebSocket connection has one virtual thread that writes.
 */
package io.peregrine.sim.binance;
