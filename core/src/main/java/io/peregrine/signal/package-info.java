/**
 * Signals: the catalogue, the inline ones computed at each tick on the trade thread, and the SPI of the batch backends.
 * Imports no device library.
 */
package io.peregrine.signal;
