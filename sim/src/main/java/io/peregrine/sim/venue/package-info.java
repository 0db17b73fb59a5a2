/** What every simulated venue is to the simulator: its protocol in text, its exchange behind it, and how a client logs in. */
package io.peregrine.sim.venue;
