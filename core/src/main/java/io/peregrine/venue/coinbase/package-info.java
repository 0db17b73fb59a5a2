/**
 * Coinbase: market data of the Exchange and of Advanced Trade, two protocols of one market. Knows no trading; {@code exchange} and {@code
 * advanced} hold what the bytes mean, {@code access} who we are, {@code reference} what is traded.
 */
package io.peregrine.venue.coinbase;
