package io.peregrine.journal;

import java.nio.file.Path;

/** Reads a whole journal: recovery at start, and the tools. */
public final class Journal {
    private static final int BATCH = 1024;

    private Journal() {
    }

    /**
     * Hands every record to the listener, from the first to the last.
     *
     * @param directory of the journal; one that does not exist is made, and is an empty journal
     * @throws JournalException for damage, and where records are missing at the end
     */
    public static JournalSummary scan(final Path directory, final JournalListener listener) {
        return scan(directory, JournalResume.START, listener);
    }

    /**
     * Hands every record after a place to the listener.
     *
     * @throws JournalException for damage, where that place is not there, and where records are missing at the end
     */
    public static JournalSummary scan(final Path directory, final JournalResume from, final JournalListener listener) {
        try (JournalTailer tailer = JournalTailer.open(directory, from)) {
            final long writtenSequence = tailer.writtenSequence();
            int count;
            do {
                count = tailer.poll(listener, BATCH);
            } while (count > 0);
            final JournalSummary summary = tailer.summary();
            if (summary.lastSequence() < writtenSequence) {
                tailer.failMissing(writtenSequence);
            }
            return summary;
        }
    }
}
