/**
 * Price-time priority matching of one instrument, the same for every simulated venue: orders, price levels, the book, triggers and
 * self-trade prevention. Pure logic without clock, randomness or threads; whoever owns a book calls it from one thread. All prices,
 * quantities and amounts are {@code long}s at eight decimals. Imports nothing of the other packages of the simulator.
 */
package io.peregrine.sim.matching;
