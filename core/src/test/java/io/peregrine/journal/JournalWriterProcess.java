package io.peregrine.journal;

import io.peregrine.message.SampleMessages;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A process that starts a run, appends for ever, and tells after each append on standard output how far it has come. */
final class JournalWriterProcess {
    private JournalWriterProcess() {
    }

    public static void main(final String[] args) {
        final Path directory = Path.of(args[0]);
        final JournalSummary summary = Journal.scan(directory, new JournalListener() { });
        final long runId = summary.lastRunId() + 1;
        final ChronicleJournal journal = new ChronicleJournal(directory, summary.end());
        JournalFixture.append(journal, SampleMessages.engineStarted(runId));
        final UnsafeBuffer order = SampleMessages.newOrder(runId);
        final byte[] line = new byte[Long.BYTES];
        final UnsafeBuffer text = new UnsafeBuffer(line);
        while (true) {
            JournalFixture.append(journal, order);
            text.putLong(0, journal.sequence());
            System.out.writeBytes(line);
        }
    }
}
