/**
 * Coinbase reference data over REST, read once at start: products with their exact steps. Blocking and allocating, so never on an agent's
 * thread.
 */
package io.peregrine.venue.coinbase.reference;
