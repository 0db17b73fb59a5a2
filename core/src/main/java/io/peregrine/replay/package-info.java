/**
 * Captures through the real feed handlers into real books: the same bytes to the same books as live, with a digest that proves it. Runs on
 * the caller's thread, off the hot path.
 */
package io.peregrine.replay;
