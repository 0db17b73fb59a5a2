/**
 * Cancels everything at the venues without the trade core and without its gateways, on threads and connections of its own: what the kill
 * switch sets off, in the engine, in the watchdog, and from the command line. Knows the venues only by
 * {@link io.peregrine.venue.AccountCanceller}; knows nothing of trading.
 */
package io.peregrine.emergency;
