/** The simulated Coinbase Exchange, seen by clients that share no code with it. */
package io.peregrine.sim.coinbase.exchange;
