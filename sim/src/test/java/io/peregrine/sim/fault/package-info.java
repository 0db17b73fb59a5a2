/** Tests of the package of the same name. */
package io.peregrine.sim.fault;
