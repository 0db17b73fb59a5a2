/**
 * The other market participants: seeded agents that quote around fair values, which all venues of a seed share, and take from the books.
 * What they do is a function of seed, venue and time alone; what comes of it depends on who else trades. Runs on the exchange thread.
 * Doubles are for fair values only. A recorded market can stand in for them, see {@link io.peregrine.sim.capture}.
 */
package io.peregrine.sim.flow;
