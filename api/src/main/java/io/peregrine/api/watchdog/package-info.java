/** The watchdog's process: how {@code run --mode live} starts it and keeps it alive, and that there is one for a data directory. */
package io.peregrine.api.watchdog;
