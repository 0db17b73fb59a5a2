/**
 * Between a venue's protocol and the HTTP and WebSocket server: what a venue implements without knowing sockets
 * ({@link io.peregrine.sim.server.Conversation}, {@link io.peregrine.sim.server.RestHandler}, texts out through
 * {@link io.peregrine.sim.server.Outbound}), the adapters that bind it to the server, a connection's bounded way out, ping and pong, time
 * limits, and counting windows. Knows no venue's protocol.
 */
package io.peregrine.sim.server;
