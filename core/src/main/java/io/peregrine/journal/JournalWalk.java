package io.peregrine.journal;

import static io.peregrine.journal.JournalRecordDescriptor.CHAIN_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.LENGTH_MIN_BYTES;
import static io.peregrine.journal.JournalRecordDescriptor.MESSAGE_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.SEQUENCE_OFFSET;

import io.peregrine.journal.JournalDamage.Kind;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Goes through all files of a journal, record by record, checks sequence and chain, and goes on after damage, so that all of it is found.
 * Reads the files' bytes without Chronicle Queue: nothing is made, locked, repaired or altered, also while an engine writes.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> damage is told, not thrown; {@link IOException} where a file can not be read.
 */
public final class JournalWalk {
    private final Path directory;
    private final Listener listener;
    private Path file;
    private long index;
    private long expected;
    private long chain;
    /** What the chain is if the last record's own chain value was what was damaged. */
    private long otherChain;
    /** Is the record before the expected one known, so that its chain proves this one? */
    private boolean linked = true;
    /** Where a file can not be read on, until it is known what is missing. */
    private JournalDamage brokenOff;

    /** Who is told. */
    public interface Listener {
        /** A record that is what was written. */
        void onRecord(RecordView record);

        /** A place that is not. */
        void onDamage(JournalDamage damage);
    }

    /**
     * One record. The buffer is valid during the call only.
     *
     * @param sequence its number
     * @param chain    its chain value
     * @param index    the queue's index
     * @param file     where
     * @param position of its frame in the file
     * @param buffer   with the message
     * @param offset   of the message, its SBE header first
     * @param length   of the message
     */
    public record RecordView(
            long sequence, long chain, long index, Path file, long position, DirectBuffer buffer, int offset, int length) {
    }

    private JournalWalk(final Path directory, final JournalPosition begin, final Listener listener) {
        this.directory = directory;
        this.listener = listener;
        expected = begin.sequence() + 1;
        chain = begin.chain();
        otherChain = chain;
    }

    /** Is this the directory of a journal? */
    public static boolean isJournal(final Path directory) {
        return JournalFiles.present(directory);
    }

    /**
     * Goes through a whole journal.
     *
     * @param begin after this the first record is expected: {@link JournalPosition#START}, or what the {@link JournalAnchor} says where
     *              old files were removed in order; those of them that are still there are passed over
     * @return the sequence that the writer says it wrote last
     */
    public static long walk(final Path directory, final JournalPosition begin, final Listener listener) throws IOException {
        final JournalWalk walk = new JournalWalk(directory, begin, listener);
        return walk.run(begin);
    }

    private long run(final JournalPosition begin) throws IOException {
        final long written = JournalFiles.writtenSequence(directory);
        for (final Path day : JournalFiles.days(directory)) {
            if (begin.sequence() > 0 && JournalFiles.cycle(day) <= JournalFiles.cycleOf(begin.index())) {
                continue;
            }
            file = day;
            index = JournalFiles.firstIndex(JournalFiles.cycle(day));
            try (QueueFileCursor cursor = new QueueFileCursor(day)) {
                read(cursor, written);
                final long last = expected - 1;
                if (last < written && JournalFiles.days(directory).getLast().equals(day)) {
                    tell(Kind.CUT, written, cursor.position(), "records " + expected + " to " + written
                            + " were written and are gone from the end");
                }
            }
        }
        if (file == null && written >= expected) {
            tell(Kind.CUT, written, 0, "all " + (written - expected + 1) + " records are gone");
        }
        // A writer counts each record just after it wrote it.
        final long counted = JournalFiles.writtenSequence(directory);
        if (counted < expected - 2) {
            tell(Kind.COUNT, expected - 1, 0, "the writer's count beside the files says " + counted);
        }
        return written;
    }

    private void read(final QueueFileCursor cursor, final long written) {
        while (true) {
            switch (cursor.next()) {
                case RECORD -> {
                    if (!take(cursor) && !resume(cursor, written)) {
                        return;
                    }
                }
                case BROKEN -> {
                    if (!resume(cursor, written)) {
                        return;
                    }
                }
                case END -> {
                    // After the records there is nothing, unless a part of the file was lost.
                    final long later = cursor.seek(expected, Math.max(written, expected));
                    if (later == 0) {
                        return;
                    }
                    missing(later, cursor.position());
                }
            }
        }
    }

    /** The bytes at the cursor are no record: goes on with the next one that is. False where there is none in this file. */
    private boolean resume(final QueueFileCursor cursor, final long written) {
        final long position = cursor.position();
        final long later = cursor.seek(expected, Math.max(written, expected + 1));
        if (later == 0) {
            brokenOff = damage(Kind.MISSING, expected, position, "");
            return false;
        }
        if (later == expected) {
            tell(Kind.FOREIGN, expected, position, "bytes that are no record stand before it");
        } else {
            tell(Kind.ALTERED, later - 1, position, later == expected + 1
                    ? "its frame or its header was altered"
                    : "records " + expected + " to " + (later - 1) + " can not be read");
            index += later - expected;
            expected = later;
            linked = false;
        }
        return true;
    }

    /** Checks the record at the cursor; false where it can not be one. */
    private boolean take(final QueueFileCursor cursor) {
        final DirectBuffer buffer = cursor.buffer();
        final int offset = cursor.offset();
        if (cursor.length() < LENGTH_MIN_BYTES) {
            return false;
        }
        final int length = cursor.length() - MESSAGE_OFFSET;
        final long sequence = buffer.getLong(offset + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long stored = buffer.getLong(offset + CHAIN_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final long computed = JournalRecordDescriptor.chain(chain, expected, buffer, offset + MESSAGE_OFFSET, length);
        if (sequence == expected && (stored == computed || !linked
                || stored == JournalRecordDescriptor.chain(otherChain, expected, buffer, offset + MESSAGE_OFFSET, length))) {
            listener.onRecord(new RecordView(
                    sequence, stored, index, file, cursor.position(), buffer, offset + MESSAGE_OFFSET, length));
            advance(stored, stored);
            return true;
        }
        if (sequence == expected || stored == computed) {
            tell(Kind.ALTERED, expected, cursor.position(), sequence == expected
                    ? "its bytes are not those that were written"
                    : "its sequence was altered, it says " + sequence);
            advance(stored, computed);
            // Its length may be what was altered.
            cursor.seek(expected, expected);
            return true;
        }
        if (sequence > expected && sequence - expected <= Integer.MAX_VALUE) {
            missing(sequence, cursor.position());
            listener.onRecord(new RecordView(
                    sequence, stored, index, file, cursor.position(), buffer, offset + MESSAGE_OFFSET, length));
            advance(stored, stored);
            return true;
        }
        return false;
    }

    private void missing(final long found, final long position) {
        final String what = found - 1 == expected ? "the record is missing" : "records " + expected + " to " + (found - 1) + " are missing";
        final JournalDamage here = damage(Kind.MISSING, found - 1, position, what);
        listener.onDamage(brokenOff == null
                ? here
                : new JournalDamage(here.kind(), expected, here.through(), brokenOff.file(), brokenOff.offset(), brokenOff.index(), what));
        if (brokenOff == null) {
            index += found - expected;
        }
        brokenOff = null;
        expected = found;
        linked = false;
    }

    private void advance(final long newChain, final long newOtherChain) {
        expected++;
        index++;
        chain = newChain;
        otherChain = newOtherChain;
        linked = true;
    }

    private void tell(final Kind kind, final long through, final long position, final String what) {
        listener.onDamage(damage(kind, through, position, what));
    }

    private JournalDamage damage(final Kind kind, final long through, final long position, final String what) {
        final String name = file == null ? directory.toString() : file.toString();
        return new JournalDamage(kind, Math.min(expected, through), through, name, position, index, what);
    }
}
