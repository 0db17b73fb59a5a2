/**
 * Sockets: a WebSocket client that is driven by an agent and never blocks it, and a fetcher of REST answers whose results are polled.
 * The frame codec is pure; sockets, TLS and the HTTP upgrade are separate. Knows no venue, and nothing of books or orders.
 */
package io.peregrine.net;
