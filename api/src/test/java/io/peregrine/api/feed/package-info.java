/** A feed of the engine at a simulated venue, over sockets. */
package io.peregrine.api.feed;
