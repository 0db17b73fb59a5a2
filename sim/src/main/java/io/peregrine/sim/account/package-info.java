/**
 * Who owns what on a simulated venue: accounts with free and locked balances, their orders and fills, and fees. Runs on the exchange
 * thread. Knows matching, but no venue's protocol.
 */
package io.peregrine.sim.account;
