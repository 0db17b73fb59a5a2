/** The simulated Coinbase Advanced Trade, seen by clients that share no code with it. */
package io.peregrine.sim.coinbase.advanced;
