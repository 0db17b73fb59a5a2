/**
 * The tick-to-order harness: recorded bytes in, signed order bytes out, on one thread, with the journal on. Everything between is the
 * engine's own code; what stands in for the venue runs between the ticks.
 */
package io.peregrine.bench.tick;
