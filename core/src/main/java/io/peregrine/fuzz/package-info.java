/**
 * Random and mutated bytes through the venues' decoders and books: a short run in the tests, a long one as a command. Runs on the caller's
 * thread. It sees the venues through their provider only.
 */
package io.peregrine.fuzz;
