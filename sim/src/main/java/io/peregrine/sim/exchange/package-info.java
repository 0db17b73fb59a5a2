/**
 * A whole venue without its protocol: listed markets with their books and tapes, accounts that are settled trade by trade, and the one
 * thread that owns them all. Protocol packages submit work to {@link io.peregrine.sim.exchange.ExchangeThread} and listen.
 */
package io.peregrine.sim.exchange;
