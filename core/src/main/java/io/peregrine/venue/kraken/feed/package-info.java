/**
 * Kraken market data, WebSocket v2: bytes in, books proved by their checksum and events out. Run by the venue's feed agent; does no input
 * or output of its own and knows nothing of sockets, trading or orders.
 */
package io.peregrine.venue.kraken.feed;
