/**
 * Three venues' recorded messages over loopback sockets into the real feeds, at an intended rate, all on one thread as in the plan
 * {@code inline}. One thread sends, the benchmark's main thread is the engine's. It may import everything.
 */
package io.peregrine.bench.feeds;
