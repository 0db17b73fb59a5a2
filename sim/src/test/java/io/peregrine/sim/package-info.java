/** Tests of the simulator as a whole. */
package io.peregrine.sim;
