package io.peregrine.journal;

/**
 * A place in the journal: just after one record. A reader may keep it and go on from there, also in a later process.
 *
 * @param index    the queue's index of that record, or -1 for the very start
 * @param sequence its sequence, 0 for the very start
 * @param chain    its chain value
 */
public record JournalPosition(long index, long sequence, long chain) {
    /** Before the first record. */
    public static final JournalPosition START = new JournalPosition(-1, 0, 0);
}
