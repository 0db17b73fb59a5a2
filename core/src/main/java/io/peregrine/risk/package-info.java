/**
 * Pre-trade risk. Owned by the trade thread; reads no clock and knows no venue.
 */
package io.peregrine.risk;
