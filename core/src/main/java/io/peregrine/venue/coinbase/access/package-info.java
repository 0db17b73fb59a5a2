/** Who we are, to Coinbase: signatures of the Exchange and tokens of Advanced Trade. Allocates; not for the hot path. */
package io.peregrine.venue.coinbase.access;
