/**
 * Positions, profit and fees, exact to the last decimal. Fed by fills: by the trade core on its thread, and by readers of the journal on
 * theirs. Imports instruments and messages only.
 */
package io.peregrine.position;
