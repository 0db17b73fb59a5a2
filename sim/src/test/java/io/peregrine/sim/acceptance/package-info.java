/**
 * Acceptance of the simulated venues by clients that nobody here wrote: XChange in this process, npm's clients in processes of their own.
 * They are pointed at other addresses and changed in nothing else.
 */
package io.peregrine.sim.acceptance;
