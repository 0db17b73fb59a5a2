/**
 * What the two simulated Coinbase venues share: products, ids, the market behind them, orders that expire, token buckets, and the way of a
 * REST request. The protocols are in {@link io.peregrine.sim.coinbase.exchange} and {@link io.peregrine.sim.coinbase.advanced}. Everything
 * that touches the market runs on its exchange thread. Imports no codec of the engine.
 */
package io.peregrine.sim.coinbase;
