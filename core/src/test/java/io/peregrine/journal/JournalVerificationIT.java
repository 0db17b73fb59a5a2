package io.peregrine.journal;

import static io.peregrine.journal.JournalFixture.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.JournalDamage.Kind;
import io.peregrine.message.SampleMessages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of two days, damaged in every way that a disk, a person or a loss of power can think of. */
class JournalVerificationIT {
    /** So many that an index page of the queue is among them. */
    private static final int RECORDS_A_DAY = 300;
    private static final int RECORDS = 2 * RECORDS_A_DAY;

    @TempDir
    private Path directory;

    private final List<JournalWalk.RecordView> records = new ArrayList<>();
    private final List<JournalDamage> damage = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        final AtomicLong clockMs = new AtomicLong(20_000 * TimeUnit.DAYS.toMillis(1));
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START, new JournalTime(clockMs::get))) {
            append(journal, SampleMessages.engineStarted(3));
            for (int i = 2; i < RECORDS; i++) {
                clockMs.addAndGet(i == RECORDS_A_DAY + 1 ? TimeUnit.DAYS.toMillis(1) : 0);
                append(journal, i % 2 == 0 ? SampleMessages.newOrder(i) : SampleMessages.executionReport(i, "x".repeat(i % 7)));
            }
            append(journal, SampleMessages.engineStopped(3));
        }
        walk();
        assertEquals(List.of(), damage);
        // Without the room for more, but with the mark of the file's end: reading a damaged copy is quick then.
        for (final JournalWalk.RecordView last : List.of(records.get(RECORDS_A_DAY - 1), records.getLast())) {
            truncate(last.file(), last.position() + 3 * Integer.BYTES + JournalRecordDescriptor.MESSAGE_OFFSET + last.length());
        }
    }

    @Test
    void aWholeJournalIsWhole() throws IOException {
        final JournalVerification result = JournalVerification.of(directory);
        assertTrue(result.ok());
        assertEquals(RECORDS, result.records());
        assertEquals(1, result.firstSequence());
        assertEquals(RECORDS, result.lastSequence());
        assertEquals(RECORDS, result.writtenSequence());
        assertEquals(3, result.firstRunId());
        assertEquals(3, result.lastRunId());
        assertTrue(result.orderlyEnd());
        assertEquals(List.of(
                new JournalVerification.FileSummary("20241004F.cq4", RECORDS_A_DAY, 1, RECORDS_A_DAY),
                new JournalVerification.FileSummary("20241005F.cq4", RECORDS_A_DAY, RECORDS_A_DAY + 1, RECORDS)), result.files());
    }

    @Test
    void indexesAreThoseOfTheQueue() {
        try (JournalTailer tailer = JournalTailer.open(directory, JournalPosition.START)) {
            for (final JournalWalk.RecordView record : records) {
                tailer.poll(new JournalListener() { }, 1);
                assertEquals(new JournalPosition(record.index(), record.sequence(), record.chain()), tailer.position());
            }
        }
    }

    /** Frame, sequence, chain and message; first, last, and beside an index page. */
    @Test
    void everyBitOfARecordCounts() throws IOException {
        for (final int sequence : new int[] {1, 256, RECORDS_A_DAY, RECORDS - 1, RECORDS}) {
            walk();
            final JournalWalk.RecordView record = records.get(sequence - 1);
            final int bytes = Integer.BYTES + JournalRecordDescriptor.MESSAGE_OFFSET + record.length();
            for (int bit = 0; bit < bytes * Byte.SIZE; bit++) {
                flip(record.file(), record.position(), bit);
                walk();
                final String label = "record " + sequence + ", bit " + bit + ": " + damage;
                assertEquals(1, damage.size(), label);
                final JournalDamage found = damage.getFirst();
                assertEquals(sequence, found.sequence(), label);
                assertEquals(sequence, found.through(), label);
                assertEquals(record.position(), found.offset(), label);
                assertEquals(record.index(), found.index(), label);
                assertEquals(record.file().toString(), found.file(), label);
                assertTrue(found.kind() == Kind.ALTERED || found.kind() == Kind.CUT && sequence == RECORDS
                        || found.kind() == Kind.MISSING && sequence == RECORDS_A_DAY, label);
                assertEquals(RECORDS - 1, records.size(), label);
                flip(record.file(), record.position(), bit);
            }
        }
    }

    @Test
    void aRecordThatIsTakenOutIsMissed() throws IOException {
        final JournalWalk.RecordView gone = records.get(99);
        final JournalWalk.RecordView next = records.get(100);
        final byte[] bytes = Files.readAllBytes(gone.file());
        try (RandomAccessFile file = new RandomAccessFile(gone.file().toFile(), "rw")) {
            file.seek(gone.position());
            file.write(bytes, (int) next.position(), bytes.length - (int) next.position());
        }
        walk();
        assertEquals(List.of(new JournalDamage(
                Kind.MISSING, 100, 100, gone.file().toString(), gone.position(), gone.index(), "the record is missing")), damage);
        assertEquals(RECORDS - 1, records.size());
    }

    @Test
    void recordsThatWereNeverFlushedAreMissed() throws IOException {
        final JournalWalk.RecordView from = records.get(99);
        final JournalWalk.RecordView to = records.get(149);
        try (RandomAccessFile file = new RandomAccessFile(from.file().toFile(), "rw")) {
            file.seek(from.position());
            file.write(new byte[(int) (to.position() - from.position())]);
        }
        walk();
        assertEquals(List.of(new JournalDamage(Kind.MISSING, 100, 149, from.file().toString(), from.position(), from.index(),
                "records 100 to 149 are missing")), damage);
    }

    @Test
    void aCutTailIsMissed() throws IOException {
        final JournalWalk.RecordView last = records.getLast();
        final JournalWalk.RecordView cut = records.get(RECORDS - 6);
        truncate(last.file(), cut.position() + 40);
        walk();
        assertEquals(1, damage.size(), damage::toString);
        final JournalDamage found = damage.getFirst();
        assertEquals(Kind.CUT, found.kind());
        assertEquals(RECORDS - 5, found.sequence());
        assertEquals(RECORDS, found.through());
        assertEquals(cut.position(), found.offset());
        assertFalse(JournalVerification.of(directory).ok());
    }

    @Test
    void aDayThatIsGoneIsMissed() throws IOException {
        Files.delete(records.getFirst().file());
        walk();
        assertEquals(1, damage.size(), damage::toString);
        assertEquals(Kind.MISSING, damage.getFirst().kind());
        assertEquals(1, damage.getFirst().sequence());
        assertEquals(RECORDS_A_DAY, damage.getFirst().through());
        assertEquals(RECORDS_A_DAY, records.size());
    }

    @Test
    void theLastDayThatIsGoneIsMissed() throws IOException {
        Files.delete(records.getLast().file());
        walk();
        assertEquals(1, damage.size(), damage::toString);
        assertEquals(Kind.CUT, damage.getFirst().kind());
        assertEquals(RECORDS_A_DAY + 1, damage.getFirst().sequence());
        assertEquals(RECORDS, damage.getFirst().through());
    }

    @Test
    void aRecordThatIsPutInIsFound() throws IOException {
        final JournalWalk.RecordView at = records.get(99);
        final byte[] bytes = Files.readAllBytes(at.file());
        final JournalWalk.RecordView doubled = records.get(97);
        final JournalWalk.RecordView after = records.get(98);
        try (RandomAccessFile file = new RandomAccessFile(at.file().toFile(), "rw")) {
            file.seek(at.position());
            file.write(bytes, (int) doubled.position(), (int) (after.position() - doubled.position()));
            file.write(bytes, (int) at.position(), bytes.length - (int) at.position());
        }
        walk();
        assertEquals(1, damage.size(), damage::toString);
        assertEquals(Kind.FOREIGN, damage.getFirst().kind());
        assertEquals(100, damage.getFirst().sequence());
        assertEquals(RECORDS, records.size());
    }

    private void walk() throws IOException {
        damage.clear();
        records.clear();
        JournalWalk.walk(directory, JournalPosition.START, new JournalWalk.Listener() {
            @Override
            public void onRecord(final JournalWalk.RecordView record) {
                records.add(record);
            }

            @Override
            public void onDamage(final JournalDamage found) {
                damage.add(found);
            }
        });
    }

    private static void flip(final Path path, final long position, final int bit) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position + bit / Byte.SIZE);
            final int old = file.read();
            file.seek(position + bit / Byte.SIZE);
            file.write(old ^ 1 << bit % Byte.SIZE);
        }
    }

    private static void truncate(final Path path, final long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }
}
