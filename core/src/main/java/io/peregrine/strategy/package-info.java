/**
 * The strategy SPI and the built-in strategies. Called on the trade thread; reads no clock and no random source.
 */
package io.peregrine.strategy;
