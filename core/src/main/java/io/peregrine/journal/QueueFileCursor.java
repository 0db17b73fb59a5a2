package io.peregrine.journal;

import static io.peregrine.journal.JournalRecordDescriptor.LENGTH_MIN_BYTES;
import static io.peregrine.journal.JournalRecordDescriptor.MESSAGE_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.SEQUENCE_OFFSET;

import io.peregrine.message.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/**
 * Goes from record to record through one file of the queue, by its bytes alone.
 *
 * <pre>
 *  each document begins at a multiple of four:
 *  +-------------------------------------------+--------------------+---------+
 *  | bit 31 not complete, 30 metadata, length  | the document       | padding |
 *  +-------------------------------------------+--------------------+---------+
 *  0: nothing was written here yet. 0xC0000000: the file ends, the queue goes on in the next.
 * </pre>
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> see {@link FileWindow}. Source: Chronicle Wire, {@code Wires}; Chronicle Queue's files of
 * records and index pages are both documents, the index is metadata.
 */
final class QueueFileCursor implements AutoCloseable {
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int METADATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;
    private static final int END_OF_FILE = NOT_COMPLETE | METADATA;
    private static final int RECORD_LENGTH_MAX_BYTES = MESSAGE_OFFSET + ChronicleJournal.MESSAGE_LENGTH_MAX_BYTES;
    private static final int INDEX_PAGE_MAX_BYTES = 1 << 20;

    /** What is at the cursor. */
    enum Found {
        /** A record; {@link #buffer}, {@link #offset} and {@link #length} show it. */
        RECORD,
        /** Nothing was written from here on. */
        END,
        /** No document can begin with these bytes. */
        BROKEN
    }

    private final FileWindow window;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long next;
    private long position;
    private int offset;
    private int length;

    QueueFileCursor(final Path file) throws IOException {
        window = new FileWindow(file);
    }

    /** Moves to the next record. */
    Found next() {
        position = next;
        while (true) {
            final int at = window.offset(position, Integer.BYTES);
            final int head = at < 0 ? 0 : window.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
            if (head == 0 || head == END_OF_FILE) {
                next = position;
                return Found.END;
            }
            final int size = head & LENGTH_MASK;
            if ((head & NOT_COMPLETE) != 0 || size > ((head & METADATA) != 0 ? INDEX_PAGE_MAX_BYTES : RECORD_LENGTH_MAX_BYTES)) {
                return Found.BROKEN;
            }
            final int body = window.offset(position + Integer.BYTES, size);
            if (body < 0 || (head & METADATA) != 0 && looksLikeRecord(body, size)) {
                return Found.BROKEN;
            }
            next = after(position, size);
            if ((head & METADATA) == 0) {
                offset = body;
                length = size;
                return Found.RECORD;
            }
            position = next;
        }
    }

    /**
     * Looks for the next place, after {@link #position}, that looks like a record with a sequence from the least to the most, and makes it
     * the {@link #next} one.
     *
     * @return its sequence, or 0 where there is none in this file
     */
    long seek(final long least, final long most) {
        window.forget();
        final long end = window.size();
        for (long at = position + Integer.BYTES; at + Integer.BYTES + LENGTH_MIN_BYTES <= end; at += Integer.BYTES) {
            final int start = window.offset(at, Integer.BYTES + LENGTH_MIN_BYTES);
            if (start < 0) {
                return 0;
            }
            final int size = window.buffer().getInt(start, ByteOrder.LITTLE_ENDIAN);
            if (size >= LENGTH_MIN_BYTES && size <= RECORD_LENGTH_MAX_BYTES && looksLikeRecord(start + Integer.BYTES, size)) {
                final long sequence = window.buffer().getLong(start + Integer.BYTES + SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
                if (sequence >= least && sequence <= most) {
                    next = at;
                    return sequence;
                }
            }
        }
        return 0;
    }

    /** Offset in the file of the record, or of what is no record. */
    long position() {
        return position;
    }

    DirectBuffer buffer() {
        return window.buffer();
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    private boolean looksLikeRecord(final int at, final int size) {
        if (size < LENGTH_MIN_BYTES) {
            return false;
        }
        header.wrap(window.buffer(), at + MESSAGE_OFFSET);
        return header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                && MESSAGE_OFFSET + MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength() <= size;
    }

    private static long after(final long position, final int size) {
        return position + Integer.BYTES + size + Integer.BYTES - 1 & -Integer.BYTES;
    }
}
