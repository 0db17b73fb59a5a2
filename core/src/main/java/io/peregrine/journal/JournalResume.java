package io.peregrine.journal;

/**
 * Where a reader goes on, with what it must know of the records before.
 *
 * @param position   after the last record that was read
 * @param runId      of the last {@code EngineStarted} by then, 0 for none
 * @param templateId of the last record, 0 for none
 */
public record JournalResume(JournalPosition position, long runId, int templateId) {
    /** Before the first record. */
    public static final JournalResume START = new JournalResume(JournalPosition.START, 0, 0);
}
