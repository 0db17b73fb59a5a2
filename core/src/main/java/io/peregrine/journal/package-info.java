/**
 * The write-ahead journal in Chronicle Queue: the trade thread appends, tailers read off the hot path.
 */
package io.peregrine.journal;
