package io.peregrine.journal;

import static io.peregrine.journal.JournalFixture.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.SampleMessages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is found, named and never skipped. */
class JournalDamageIT {
    private static final int RECORDS = 500;

    private final JournalFixture reader = new JournalFixture();

    @TempDir
    private Path directory;

    @BeforeEach
    void write() {
        try (ChronicleJournal journal = new ChronicleJournal(directory, JournalPosition.START)) {
            for (int i = 1; i <= RECORDS; i++) {
                append(journal, SampleMessages.newOrder(0x7777_0000_0000L + i));
            }
        }
    }

    @Test
    void recordsCutOffTheEndAreMissed() throws IOException {
        truncate(position(RECORDS - 10));
        final JournalException e = assertThrows(JournalException.class, () -> Journal.scan(directory, reader));
        assertNamed(e, RECORDS - 10);
        assertEquals(RECORDS - 11, reader.records.size());
    }

    @Test
    void theLastRecordAloneIsMissed() throws IOException {
        truncate(position(RECORDS));
        assertNamed(assertThrows(JournalException.class, () -> Journal.scan(directory, reader)), RECORDS);
    }

    @Test
    void aFileCutInsideARecordIsDamage() throws IOException {
        truncate(position(RECORDS - 10) + 40);
        assertNamed(assertThrows(JournalException.class, () -> Journal.scan(directory, reader)), RECORDS - 10);
    }

    @Test
    void anAlteredByteIsDamageAndStays() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(queueFile().toFile(), "rw")) {
            file.seek(position(100) + 60);
            final int old = file.read();
            file.seek(position(100) + 60);
            file.write(old ^ 1);
        }
        try (JournalTailer tailer = JournalTailer.open(directory, JournalPosition.START)) {
            final JournalException e = assertThrows(JournalException.class, () -> tailer.poll(reader, RECORDS));
            assertNamed(e, 100);
            assertEquals(99, reader.records.size());
            assertSame(e, assertThrows(JournalException.class, () -> tailer.poll(reader, RECORDS)));
        }
    }

    @Test
    void aMissingFileIsDamage() throws IOException {
        Files.delete(queueFile());
        assertNamed(assertThrows(JournalException.class, () -> Journal.scan(directory, reader)), 1);
    }

    @Test
    void aPositionThatIsNotThereIsRefused() {
        final JournalPosition end = Journal.scan(directory, reader).end();
        final JournalPosition beyond = new JournalPosition(end.index() + 5, RECORDS + 5, 0);
        assertThrows(JournalException.class, () -> JournalTailer.open(directory, beyond));
        final JournalPosition other = new JournalPosition(end.index() - 1, RECORDS, 0);
        assertThrows(JournalException.class, () -> JournalTailer.open(directory, other));
    }

    private void assertNamed(final JournalException e, final long sequence) {
        assertEquals(sequence, e.sequence(), e.getMessage());
        assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("sequence " + sequence), e.getMessage());
    }

    /** Offset in the file of the record with this sequence: found by the client order id in it. */
    private long position(final int sequence) throws IOException {
        final byte[] bytes = Files.readAllBytes(queueFile());
        final java.nio.ByteBuffer view = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        final int clientOrderIdOffset = JournalRecordDescriptor.LENGTH_MIN_BYTES + Long.BYTES;
        for (int i = 0; i < bytes.length - Long.BYTES; i++) {
            if (view.getLong(i) == 0x7777_0000_0000L + sequence) {
                return i - clientOrderIdOffset;
            }
        }
        throw new IllegalStateException("no record " + sequence);
    }

    private void truncate(final long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(queueFile().toFile(), "rw")) {
            file.setLength(length - Integer.BYTES);
        }
    }

    private Path queueFile() throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }
}
