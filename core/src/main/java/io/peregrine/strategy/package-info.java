/**
 * The strategy SPI, and how strategies are loaded; the built-in ones are in packages below. Called on the trade thread; reads no clock and
 * no random source.
 */
package io.peregrine.strategy;
