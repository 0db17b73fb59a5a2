package io.peregrine.journal;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The files of a journal as they lie in its directory: one a day, {@code yyyyMMddF.cq4}, and {@code metadata.cq4t}. Looks, and changes
 * nothing.
 */
final class JournalFiles {
    private static final Pattern DAY_FILE = Pattern.compile("\\d{8}F\\.cq4");
    static final String METADATA = "metadata.cq4t";
    private static final int INT64_TYPE = 0xA7;
    private static final int PADDING_MAX_BYTES = 32;

    private JournalFiles() {
    }

    /** Is there a journal? */
    static boolean present(final Path directory) {
        return Files.isRegularFile(directory.resolve(METADATA)) || Files.isDirectory(directory) && !daysOrNone(directory).isEmpty();
    }

    /** The files with records, oldest first. */
    static List<Path> days(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> DAY_FILE.matcher(file.getFileName().toString()).matches()).sorted().toList();
        }
    }

    /** The queue's number of the file's day: days since the epoch. */
    static long cycle(final Path file) {
        return LocalDate.parse(file.getFileName().toString().substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
    }

    /** The name of the file of a day. */
    static String name(final long cycle) {
        return LocalDate.ofEpochDay(cycle).format(DateTimeFormatter.BASIC_ISO_DATE) + "F.cq4";
    }

    /** The day in whose file the record with this index is. */
    static long cycleOf(final long index) {
        return index >>> Integer.SIZE;
    }

    /** The sequence of a file's first record, or 0 where there is none that can be read. */
    static long firstSequence(final Path file) throws IOException {
        try (QueueFileCursor cursor = new QueueFileCursor(file)) {
            return cursor.next() == QueueFileCursor.Found.RECORD && cursor.length() >= JournalRecordDescriptor.LENGTH_MIN_BYTES
                    ? cursor.buffer().getLong(cursor.offset() + JournalRecordDescriptor.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN)
                    : 0;
        }
    }

    /** The queue's index of the first record of a day. */
    static long firstIndex(final long cycle) {
        return cycle << Integer.SIZE;
    }

    /**
     * The sequence that the writer says it wrote last; 0 where it says nothing. The table is a file of name and value pairs, the value
     * being an aligned int64.
     */
    static long writtenSequence(final Path directory) throws IOException {
        final byte[] bytes;
        try {
            bytes = Files.readAllBytes(directory.resolve(METADATA));
        } catch (final NoSuchFileException e) {
            return 0;
        }
        final byte[] key = JournalQueue.WRITTEN_SEQUENCE.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + key.length + PADDING_MAX_BYTES <= bytes.length; i++) {
            if (java.util.Arrays.equals(bytes, i, i + key.length, key, 0, key.length)) {
                return valueAfter(bytes, i + key.length);
            }
        }
        return 0;
    }

    /** The value is at a multiple of eight, its type in the byte before. */
    private static long valueAfter(final byte[] bytes, final int end) {
        for (int at = end + 1; at < end + PADDING_MAX_BYTES - Long.BYTES; at++) {
            if (at % Long.BYTES == 0 && (bytes[at - 1] & 0xFF) == INT64_TYPE) {
                return new UnsafeBuffer(bytes).getLong(at, ByteOrder.LITTLE_ENDIAN);
            }
        }
        return 0;
    }

    private static List<Path> daysOrNone(final Path directory) {
        try {
            return days(directory);
        } catch (final IOException e) {
            return List.of();
        }
    }
}
