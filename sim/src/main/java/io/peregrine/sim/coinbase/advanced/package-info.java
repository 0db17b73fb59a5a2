/**
 * The simulated Coinbase Advanced Trade: REST under {@code /api/v3/brokerage} with ES256 tokens, and the WebSocket feed at {@code /} with
 * one sequence per connection. Rules from part B of the venue's protocol document. Requests are checked on the connection's thread;
 * everything else happens on the exchange thread, and no client's reading holds that up.
 */
package io.peregrine.sim.coinbase.advanced;
