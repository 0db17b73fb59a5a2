/** Tests of Coinbase's market data. */
package io.peregrine.venue.coinbase.advanced;
