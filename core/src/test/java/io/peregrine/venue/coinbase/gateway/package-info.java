/** Tests of order entry on Coinbase without sockets. */
package io.peregrine.venue.coinbase.gateway;
