/**
 * Assembly: settings, agents, thread plans, the engine's life cycle.
 */
package io.peregrine.runtime;
