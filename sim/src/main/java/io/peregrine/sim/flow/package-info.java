/**
 * The other market participants: seeded agents that quote around random-walking fair values and take from the books. What they do is a
 * function of the seed alone; what comes of it depends on who else trades. Runs on the exchange thread. Doubles are for fair values only.
 */
package io.peregrine.sim.flow;
