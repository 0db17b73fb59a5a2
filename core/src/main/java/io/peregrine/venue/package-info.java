/**
 * What a venue brings to the engine: its settings, and the provider that makes its feed, its gateway and its instruments. A venue's own
 * protocol lives in a package below this one.
 */
package io.peregrine.venue;
