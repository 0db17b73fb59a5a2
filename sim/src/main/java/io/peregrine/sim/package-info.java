/**
 * Simulated venues that speak the real protocols over real sockets: settings, start and stop, and the program of its own process. Shares no
 * wire code with the engine.
 */
package io.peregrine.sim;
