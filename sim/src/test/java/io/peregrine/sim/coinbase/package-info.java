/** What the simulated Coinbase venues share. */
package io.peregrine.sim.coinbase;
