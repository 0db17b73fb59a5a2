/** Tests of Binance order entry. */
package io.peregrine.venue.binance.gateway;
