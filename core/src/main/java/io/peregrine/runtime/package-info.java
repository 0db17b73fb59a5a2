/**
 * Assembly: settings, agents, thread plans, the engine's life cycle. {@link io.peregrine.runtime.Engine} is the way in. Everything here
 * but the duties themselves runs at start and at the end; only this package may know all others.
 */
package io.peregrine.runtime;
