package io.peregrine.journal;

import io.peregrine.message.SampleMessages;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A process that appends until the disk is full, and says how that was and what is there then. */
final class JournalDiskFullProcess {
    private JournalDiskFullProcess() {
    }

    public static void main(final String[] args) throws IOException {
        final Path directory = Path.of(args[0]);
        final UnsafeBuffer order = SampleMessages.newOrder(1);
        final ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START);
        int refusals = 0;
        while (refusals < 3) {
            try {
                JournalFixture.append(journal, order);
            } catch (final IllegalStateException e) {
                refusals++;
            }
        }
        final long acknowledged = journal.sequence();
        final JournalVerification found = JournalVerification.of(directory);
        System.out.println(acknowledged + " acknowledged, " + found.lastSequence() + " found, damage " + found.damage());
        // Without the shutdown of a mapped file that has no room.
        Runtime.getRuntime().halt(acknowledged > 0 && found.ok() && found.lastSequence() == acknowledged ? 0 : 1);
    }
}
