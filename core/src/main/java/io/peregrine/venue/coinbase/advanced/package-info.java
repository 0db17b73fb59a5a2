/**
 * Coinbase Advanced Trade market data: bytes in, synchronised books and events out. Run by the venue's feed agent; does no input or output
 * of its own and knows nothing of sockets, trading or orders.
 */
package io.peregrine.venue.coinbase.advanced;
