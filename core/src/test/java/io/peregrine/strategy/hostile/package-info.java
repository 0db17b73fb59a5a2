/** Strategies that go wrong, each in its way, and one that does not. */
package io.peregrine.strategy.hostile;
