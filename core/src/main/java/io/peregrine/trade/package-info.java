/**
 * The trade core: one ordered stream of events in, orders and journal records out. It is run by the trade agent and reads no clock, no
 * random source and no map order, so that the same input gives the same output to the byte. Venues, files and threads are unknown here.
 */
package io.peregrine.trade;
