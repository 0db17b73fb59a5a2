/**
 * Order books in memory-mapped Chronicle Maps: one map per venue, one value per instrument, written by that venue's feed agent alone and
 * read by any thread or process through a sequence lock. The only package that imports Chronicle Map.
 */
package io.peregrine.book;
