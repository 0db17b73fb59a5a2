/** Kraken spot: where its market data is had and how it is asked for. Its decoder and its reference data live below. */
package io.peregrine.venue.kraken;
