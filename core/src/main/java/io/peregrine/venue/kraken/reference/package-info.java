/**
 * Kraken reference data over REST, read once at start: instruments with their exact steps. Blocking and allocating, so never on an agent's
 * thread.
 */
package io.peregrine.venue.kraken.reference;
