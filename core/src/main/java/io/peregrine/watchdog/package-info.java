/**
 * Watches an engine from another process: by its heartbeat and its process, and where it is stuck or gone trips the kill switch and cancels
 * its orders. Shares nothing with the engine but files of the data directory and the configuration.
 */
package io.peregrine.watchdog;
