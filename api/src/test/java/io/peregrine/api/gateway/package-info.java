/** Every gateway against its simulated venue over real sockets: the same orders, and the same things that become of them. */
package io.peregrine.api.gateway;
