/**
 * What processes must share so that one of them can close the positions of an engine that hangs or is gone: what it held, in a mapped file
 * that its trade thread keeps up ({@link io.peregrine.flatten.PositionFile}), and who has sent an order for which of them
 * ({@link io.peregrine.flatten.FlattenClaims}). Knows no venue and no thread.
 */
package io.peregrine.flatten;
