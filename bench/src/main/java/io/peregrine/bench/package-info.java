/** Benchmarks and the latency harness. Nothing imports this package. */
package io.peregrine.bench;
