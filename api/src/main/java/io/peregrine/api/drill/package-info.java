/**
 * Drills: faults on purpose, in simulated time, and what the engine made of them. They drive the engine's own agents against a simulated
 * venue in this process, on the caller's thread; nothing here waits for a clock.
 */
package io.peregrine.api.drill;
