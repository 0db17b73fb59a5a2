/** Tests of the simulated Kraken, by clients that share no code with it. */
package io.peregrine.sim.kraken;
