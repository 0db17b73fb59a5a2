/**
 * Binance reference data over REST, read once at start: instruments with their exact filters, and rate limits. Blocking and allocating, so
 * never on an agent's thread.
 */
package io.peregrine.venue.binance.reference;
