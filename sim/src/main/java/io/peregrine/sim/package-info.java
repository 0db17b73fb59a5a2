/** Simulated venues that speak the real protocols over real sockets. Shares no wire code with the engine. */
package io.peregrine.sim;
