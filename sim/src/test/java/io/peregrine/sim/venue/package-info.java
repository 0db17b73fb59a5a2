/** Tests of venues driven in process, in simulated time. */
package io.peregrine.sim.venue;
