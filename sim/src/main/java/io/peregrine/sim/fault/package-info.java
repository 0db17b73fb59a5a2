/**
 * Faults between a simulated venue and its clients: scripts that say what goes wrong and when, and the injector that does it to the
 * messages, connections and requests of one venue. Seeded and driven by the venue's clock, so it works the same over sockets and in
 * simulated time. What the venue itself holds stays the truth.
 */
package io.peregrine.sim.fault;
