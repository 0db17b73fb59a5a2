/** Code that does not end by itself, to be woven. */
package io.peregrine.containment.hostile;
