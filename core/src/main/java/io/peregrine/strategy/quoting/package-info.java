/**
 * Market making. Called on the trade thread; reads no clock and no random source. Loaded by {@link io.peregrine.strategy.StrategyLoader}:
 * its classes exist a second time, unwoven, for whoever names them directly.
 */
package io.peregrine.strategy.quoting;
