/**
 * Order entry on Kraken: orders over WebSocket v2, everything that is asked for over REST, the account's events decoded in place, rate
 * limits kept before the venue enforces them. Run by the gateway agent. Knows no strategy and no order state but what its limits need.
 */
package io.peregrine.venue.kraken.gateway;
