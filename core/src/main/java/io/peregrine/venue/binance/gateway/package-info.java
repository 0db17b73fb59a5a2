/**
 * Order entry on Binance over its WebSocket API, and over REST while that is down: signed requests built in place, responses and user data
 * events decoded in place, rate limits kept before the venue enforces them. Run by the gateway agent. Knows no strategy and no order state.
 */
package io.peregrine.venue.binance.gateway;
