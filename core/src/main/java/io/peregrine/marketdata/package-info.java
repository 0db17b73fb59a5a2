/**
 * The way of market data from feed to trading: one listener interface, called directly on the feed's thread or through a publisher and an
 * adapter over Aeron. The messages are the SBE flyweights of {@code io.peregrine.message}.
 */
package io.peregrine.marketdata;
