package io.peregrine.journal;

/**
 * One place where a journal is not what was written.
 *
 * @param kind     what it is
 * @param sequence of the record that should be there; the first one where several are concerned
 * @param through  of the last record concerned
 * @param file     where
 * @param offset   in the file, of the record's frame or of the place where it should be
 * @param index    the queue's index that the record should have
 * @param what     in words
 */
public record JournalDamage(Kind kind, long sequence, long through, String file, long offset, long index, String what) {
    /** What the damage is. */
    public enum Kind {
        /** A record is there and its bytes are not those that were written, be it one bit. */
        ALTERED,
        /** Records are gone, and later ones are there. */
        MISSING,
        /** Records at the end are gone: the writer's own count, beside the files, knows of more. */
        CUT,
        /** Bytes that belong to no record stand between two records. */
        FOREIGN,
        /** The writer's count is lower than what was written. */
        COUNT,
        /** It can not be read which files were removed in order. */
        ANCHOR
    }
}
