/**
 * What every simulated venue needs of the HTTP and WebSocket server: a connection's bounded way out, ping and pong, time limits, and
 * counting windows. Knows no venue's protocol.
 */
package io.peregrine.sim.server;
