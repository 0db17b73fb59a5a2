/** Tests of Binance reference data. */
package io.peregrine.venue.binance.reference;
