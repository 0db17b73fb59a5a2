package io.peregrine.journal;

import io.peregrine.message.SampleMessages;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process that appends until the disk is full, and says how that was and what is there then. The JVM tells of a page without room at
 * its next safepoint, so now and then just after the append that met it: that one is not acknowledged then, and its record may be torn.
 */
final class JournalDiskFullProcess {
    private JournalDiskFullProcess() {
    }

    public static void main(final String[] args) throws IOException {
        final Path directory = Path.of(args[0]);
        final UnsafeBuffer order = SampleMessages.newOrder(1);
        final ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START);
        long acknowledged = 0;
        boolean late = false;
        for (int refusals = 0; refusals < 3 && !late;) {
            try {
                JournalFixture.append(journal, order);
                acknowledged = journal.sequence();
            } catch (final IllegalStateException e) {
                refusals++;
            } catch (final InternalError e) {
                late = true;
            }
        }
        final JournalVerification found = JournalVerification.of(directory);
        System.out.println(acknowledged + " acknowledged, " + found.lastSequence() + " found, damage " + found.damage());
        final boolean whole = late ? found.lastSequence() >= acknowledged : found.ok() && found.lastSequence() == acknowledged;
        // Without the shutdown of a mapped file that has no room.
        Runtime.getRuntime().halt(acknowledged > 0 && whole ? 0 : 1);
    }
}
