/** A strategy of one's own, as a configuration names it. */
package io.peregrine.api.server.looping;
