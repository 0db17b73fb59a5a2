package io.peregrine.journal;

/**
 * The journal can not be read any further: a record is missing, repeated, cut short or not what was written. The message names the
 * directory, the file and the sequence. Whoever reads stops here; nothing is skipped.
 */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long sequence;

    /** Damage at a sequence. */
    public JournalException(final String message, final long sequence) {
        super(message);
        this.sequence = sequence;
    }

    JournalException(final String message, final long sequence, final Throwable cause) {
        super(message, cause);
        this.sequence = sequence;
    }

    /** The sequence of the record that was expected where the damage is. */
    public long sequence() {
        return sequence;
    }
}
