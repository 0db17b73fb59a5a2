/**
 * The simulated Coinbase Exchange: REST with signed headers at {@code /}, and the WebSocket feed at {@code /} with books by level and by
 * order, trades, tickers and a client's own orders. Rules from part A of the venue's protocol document. Requests are checked on the
 * connection's thread; everything else happens on the exchange thread, and no client's reading holds that up.
 */
package io.peregrine.sim.coinbase.exchange;
