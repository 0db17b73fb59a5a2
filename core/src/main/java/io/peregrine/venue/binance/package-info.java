/**
 * Binance, spot and futures: where its streams and snapshots are. Decoding, order entry and reference data are packages below.
 */
package io.peregrine.venue.binance;
