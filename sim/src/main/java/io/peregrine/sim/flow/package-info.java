/**
 * The other market participants: seeded agents that quote around random-walking fair values and take from the books. What they do is a
 * function of the seed alone; what comes of it depends on who else trades. Runs on the exchange thread. Doubles are for fair values only.
 * A recorded market can stand in for them, see {@link io.peregrine.sim.capture}.
 */
package io.peregrine.sim.flow;
