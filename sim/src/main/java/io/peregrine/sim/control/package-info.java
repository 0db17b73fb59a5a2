/**
 * The truth behind a simulated venue and the controls of its order flow, under {@code /sim} on the venue's own port, from loopback only.
 */
package io.peregrine.sim.control;
