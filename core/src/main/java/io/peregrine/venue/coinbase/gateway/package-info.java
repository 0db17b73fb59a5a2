/**
 * Order entry on Coinbase, Exchange and Advanced Trade: requests over REST, what becomes of them over the user channel.
 * {@link io.peregrine.venue.coinbase.gateway.CoinbaseGateway} has the connections, {@code CoinbaseSession} the life of a session,
 * {@code RestRequests}, {@code RestAnswers} and {@code UserChannel} the venue's words. Run by the gateway agent. Knows no strategy; of an
 * order it knows what the venue said.
 */
package io.peregrine.venue.coinbase.gateway;
