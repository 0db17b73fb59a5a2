package io.peregrine.journal;

import static io.peregrine.journal.JournalFixture.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SampleMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal in real files. */
class JournalIT {
    private final JournalFixture reader = new JournalFixture();

    @TempDir
    private Path directory;

    @Test
    void readsWhatWasWrittenOverRestarts() {
        for (int runId = 1; runId <= 3; runId++) {
            final JournalSummary summary = Journal.scan(directory, new JournalListener() { });
            assertEquals(runId - 1, summary.lastRunId());
            assertTrue(summary.orderly());
            try (ChronicleJournal journal = new ChronicleJournal(directory, summary.end())) {
                append(journal, SampleMessages.engineStarted(runId));
                append(journal, SampleMessages.newOrder(100 + runId));
                append(journal, SampleMessages.executionReport(100 + runId, "näher"));
                append(journal, SampleMessages.engineStopped(runId));
            }
        }

        final JournalSummary summary = Journal.scan(directory, reader);

        assertEquals(List.of(
                "1 started 1", "2 order 101", "3 execution 101 näher", "4 stopped 1",
                "5 started 2", "6 order 102", "7 execution 102 näher", "8 stopped 2",
                "9 started 3", "10 order 103", "11 execution 103 näher", "12 stopped 3"), reader.records);
        assertEquals(12, summary.lastSequence());
        assertEquals(3, summary.lastRunId());
    }

    @Test
    void tailsAWriterAndGoesOnFromAPosition() {
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START);
                JournalTailer tailer = JournalTailer.open(directory, JournalPosition.START)) {
            assertEquals(0, tailer.poll(reader, 10));
            append(journal, SampleMessages.engineStarted(1));
            append(journal, SampleMessages.newOrder(7));
            assertEquals(1, tailer.poll(reader, 1));
            final JournalPosition afterFirst = tailer.position();
            assertEquals(1, tailer.poll(reader, 10));
            append(journal, SampleMessages.newOrder(8));
            assertEquals(1, tailer.poll(reader, 10));
            assertEquals(List.of("1 started 1", "2 order 7", "3 order 8"), reader.records);
            assertEquals(3, tailer.writtenSequence());

            reader.records.clear();
            try (JournalTailer later = JournalTailer.open(directory, afterFirst)) {
                assertEquals(2, later.poll(reader, 10));
            }
            assertEquals(List.of("2 order 7", "3 order 8"), reader.records);
        }
    }

    @Test
    void tailerOutlivesTheWriter() {
        final JournalTailer tailer;
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            tailer = JournalTailer.open(directory, JournalPosition.START);
            append(journal, SampleMessages.engineStarted(1));
            append(journal, SampleMessages.engineStopped(1));
        }
        try (tailer) {
            assertEquals(2, tailer.poll(reader, 10));
        }
        assertEquals(List.of("1 started 1", "2 stopped 1"), reader.records);
    }

    @Test
    void rollsAtMidnightAndNeverBack() throws IOException {
        final long midnightMs = 20_000 * TimeUnit.DAYS.toMillis(1);
        final AtomicLong clockMs = new AtomicLong(midnightMs - 1);
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START, new JournalTime(clockMs::get));
                JournalTailer tailer = JournalTailer.open(directory, JournalPosition.START)) {
            append(journal, SampleMessages.newOrder(1));
            assertEquals(1, tailer.poll(reader, 10));
            clockMs.set(midnightMs);
            append(journal, SampleMessages.newOrder(2));
            assertEquals(1, tailer.poll(reader, 10));
        }
        clockMs.set(midnightMs - 5);
        final JournalPosition end = Journal.scan(directory, new JournalListener() { }).end();
        try (ChronicleJournal journal = new ChronicleJournal(directory, end, new JournalTime(clockMs::get))) {
            append(journal, SampleMessages.newOrder(3));
        }

        reader.records.clear();
        Journal.scan(directory, reader);

        assertEquals(List.of("1 order 1", "2 order 2", "3 order 3"), reader.records);
        assertEquals(2, queueFiles().size());
    }

    @Test
    void countsAndReportsATemplateThatItDoesNotKnow() {
        final UnsafeBuffer foreign = SampleMessages.newOrder(1);
        new MessageHeaderEncoder().wrap(foreign, 0).templateId(999);
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            append(journal, foreign);
            append(journal, SampleMessages.newOrder(2));
        }

        final JournalSummary summary = Journal.scan(directory, reader);

        assertEquals(1, summary.unknown());
        assertEquals(List.of("1 unknown 999", "2 order 2"), reader.records);
    }

    @Test
    void saysWhetherTheLastRunEndedInOrder() {
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            append(journal, SampleMessages.engineStarted(1));
        }
        assertFalse(Journal.scan(directory, reader).orderly());
    }

    @Test
    void refusesAMessageThatIsTooLong() {
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ChronicleJournal.MESSAGE_LENGTH_MAX_BYTES + 1]);
            assertThrows(IllegalStateException.class, () -> append(journal, buffer));
            append(journal, SampleMessages.newOrder(1));
        }
        assertEquals(1, Journal.scan(directory, reader).lastSequence());
    }

    @Test
    void appendAfterCloseStopsTrading() {
        final ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START);
        append(journal, SampleMessages.newOrder(1));
        journal.close();
        assertThrows(IllegalStateException.class, () -> append(journal, SampleMessages.newOrder(2)));
    }

    private List<Path> queueFiles() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        }
    }
}
