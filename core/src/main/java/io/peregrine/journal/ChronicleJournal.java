package io.peregrine.journal;

import static io.peregrine.journal.JournalRecordDescriptor.CHAIN_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.MESSAGE_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.SEQUENCE_OFFSET;

import java.nio.ByteOrder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The journal's writer: one excerpt of a Chronicle Queue for each message, laid out by {@link JournalRecordDescriptor}.
 *
 * <p>A record is in the operating system's page cache when {@link #append} returns: it survives the death of the process, not the loss of
 * power.
 *
 * <p><b>Threading:</b> one writer at a time, held to by the engine's lock on its data directory; it may be made on one thread and used on
 * another. <b>Memory:</b> mapped files. <b>Allocates:</b> none per append; a few objects for each new block of the file.
 */
public final class ChronicleJournal implements JournalWriter, AutoCloseable {
    /** The longest message that is taken. */
    public static final int MESSAGE_LENGTH_MAX_BYTES = 64 * 1024;

    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final LongValue writtenSequence;
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);

    private long sequence;
    private long chain;

    /**
     * @param directory of the journal; made where it does not exist
     * @param end       the journal's end, as {@link Journal#scan} found it
     */
    public ChronicleJournal(final Path directory, final JournalPosition end) {
        this(directory, end, new JournalTime());
    }

    ChronicleJournal(final Path directory, final JournalPosition end, final JournalTime time) {
        queue = JournalQueue.open(directory, time);
        time.floorMs(JournalQueue.newestDayMs(queue));
        appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        writtenSequence = JournalQueue.writtenSequence(queue);
        sequence = end.sequence();
        chain = end.chain();
    }

    @Override
    public void append(final DirectBuffer buffer, final int offset, final int length) {
        if (length > MESSAGE_LENGTH_MAX_BYTES) {
            throw new IllegalStateException("journal: message of " + length + " bytes, at most " + MESSAGE_LENGTH_MAX_BYTES);
        }
        final long nextSequence = sequence + 1;
        final long nextChain = JournalRecordDescriptor.chain(chain, nextSequence, buffer, offset, length);
        try (DocumentContext document = appender.writingDocument()) {
            try {
                write(document.wire().bytes(), nextSequence, nextChain, buffer, offset, length);
            } catch (final RuntimeException | Error e) {
                document.rollbackOnClose();
                throw e;
            }
        } catch (final RuntimeException | Error e) {
            throw new IllegalStateException("journal " + queue.file() + ": append of sequence " + nextSequence + " failed: " + e, e);
        }
        sequence = nextSequence;
        chain = nextChain;
        writtenSequence.setOrderedValue(nextSequence);
    }

    /** Sequence of the last record. */
    public long sequence() {
        return sequence;
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }

    private void write(
            final Bytes<?> bytes,
            final long nextSequence,
            final long nextChain,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final int recordLength = MESSAGE_OFFSET + length;
        final long position = bytes.writePosition();
        record.wrap(bytes.addressForWrite(position), recordLength);
        record.putLong(SEQUENCE_OFFSET, nextSequence, ByteOrder.LITTLE_ENDIAN);
        record.putLong(CHAIN_OFFSET, nextChain, ByteOrder.LITTLE_ENDIAN);
        record.putBytes(MESSAGE_OFFSET, buffer, offset, length);
        bytes.writeSkip(recordLength);
    }
}
