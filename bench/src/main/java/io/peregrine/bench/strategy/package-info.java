/** A strategy that mostly loops, to be loaded by benchmarks. One thread. */
package io.peregrine.bench.strategy;
