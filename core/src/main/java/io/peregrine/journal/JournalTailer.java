package io.peregrine.journal;

import static io.peregrine.journal.JournalRecordDescriptor.CHAIN_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.LENGTH_MIN_BYTES;
import static io.peregrine.journal.JournalRecordDescriptor.MESSAGE_OFFSET;
import static io.peregrine.journal.JournalRecordDescriptor.SEQUENCE_OFFSET;

import io.peregrine.message.EngineStoppedDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the journal in order, while it is written or afterwards, in the engine's process or in another.
 *
 * <p><b>Threading:</b> made anywhere, then confined to one thread. Each tailer has its own view of the files and outlives the writer.
 * <b>Memory:</b> records are read in place. <b>Allocates:</b> none per record. <b>Errors:</b> a record that is missing, repeated, cut short
 * or altered is a {@link JournalException}; every later {@link #poll} throws it again.
 */
public final class JournalTailer implements AutoCloseable {
    /** Takes records' messages as they are, with their SBE headers. */
    @FunctionalInterface
    public interface Messages {
        /** One message; valid during the call. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final JournalAdapter adapter = new JournalAdapter();
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);

    private long index;
    private long sequence;
    private long chain;
    private JournalException damage;
    private final AtomicLong readSequence = new AtomicLong();
    private volatile boolean closed;

    private JournalTailer(final SingleChronicleQueue queue, final JournalPosition position) {
        this.queue = queue;
        index = position.index();
        sequence = position.sequence();
        readSequence.set(sequence);
        chain = position.chain();
        tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
        tailer.toStart();
    }

    /**
     * @param directory of the journal; made where it does not exist yet
     * @param position  where to go on; {@link JournalPosition#START} for everything, where no file was removed
     * @throws JournalException there is no such record
     */
    public static JournalTailer open(final Path directory, final JournalPosition position) {
        return open(directory, new JournalResume(position, 0, 0));
    }

    /**
     * The same with what is known of the records before.
     *
     * @throws JournalException there is no such record
     */
    public static JournalTailer open(final Path directory, final JournalResume from) {
        final SingleChronicleQueue queue = JournalQueue.open(directory, new JournalTime());
        final JournalTailer tailer = new JournalTailer(queue, from.position());
        try {
            tailer.adapter.resume(from);
            tailer.skipTo(from.position());
            return tailer;
        } catch (final RuntimeException e) {
            tailer.close();
            throw e;
        }
    }

    /**
     * Hands records to the listener.
     *
     * @param limit at most so many
     * @return how many; 0 where there is nothing new
     * @throws JournalException for damage
     */
    public int poll(final JournalListener listener, final int limit) {
        return poll(listener, null, limit);
    }

    /**
     * The same, and each record's message to another one first.
     *
     * @param messages or null
     */
    public int poll(final JournalListener listener, final Messages messages, final int limit) {
        if (damage != null) {
            throw damage;
        }
        int count = 0;
        while (count < limit && next(listener, messages)) {
            count++;
        }
        if (count > 0) {
            readSequence.setRelease(sequence);
        }
        return count;
    }

    /** Sequence of the last record that it has done with; any thread may ask. */
    long readSequence() {
        return readSequence.getAcquire();
    }

    boolean closed() {
        return closed;
    }

    /** After the last record that was handed out. */
    public JournalPosition position() {
        return new JournalPosition(index, sequence, chain);
    }

    /** The same with what the next reader must know. */
    public JournalResume resume() {
        return new JournalResume(position(), adapter.runId(), adapter.templateId());
    }

    /** Records handed out so far of a template that this version does not know. */
    public long unknownCount() {
        return adapter.unknownCount();
    }

    /** Sequence of the newest record in the journal, as its writer says. */
    public long writtenSequence() {
        return JournalQueue.writtenSequence(queue).getVolatileValue();
    }

    @Override
    public void close() {
        closed = true;
        tailer.close();
        queue.close();
    }

    /** What was found up to here. */
    JournalSummary summary() {
        final boolean orderly = sequence == 0 || adapter.templateId() == EngineStoppedDecoder.TEMPLATE_ID;
        return new JournalSummary(position(), adapter.runId(), orderly, adapter.unknownCount());
    }

    /** Throws the {@link JournalException} that says that records are missing after the last one. */
    void failMissing(final long writtenSequence) {
        throw damaged("records " + (sequence + 1) + " to " + writtenSequence + " were written and are missing");
    }

    private boolean next(final JournalListener listener, final Messages messages) {
        try (DocumentContext document = tailer.readingDocument()) {
            if (!document.isPresent()) {
                return false;
            }
            final Bytes<?> bytes = document.wire().bytes();
            final int length = (int) bytes.readRemaining();
            record.wrap(bytes.addressForRead(bytes.readPosition()), length);
            check(length);
            index = document.index();
            sequence = record.getLong(SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
            chain = record.getLong(CHAIN_OFFSET, ByteOrder.LITTLE_ENDIAN);
            if (messages != null) {
                messages.onMessage(record, MESSAGE_OFFSET, length - MESSAGE_OFFSET);
            }
            adapter.dispatch(sequence, record, MESSAGE_OFFSET, listener);
            return true;
        }
    }

    private void check(final int length) {
        if (length < LENGTH_MIN_BYTES) {
            throw damaged("record of " + length + " bytes");
        }
        final long found = record.getLong(SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (found != sequence + 1) {
            throw damaged("found sequence " + found);
        }
        final int messageLength = length - MESSAGE_OFFSET;
        if (record.getLong(CHAIN_OFFSET, ByteOrder.LITTLE_ENDIAN)
                != JournalRecordDescriptor.chain(chain, found, record, MESSAGE_OFFSET, messageLength)) {
            throw damaged("record was altered, or the one before it was");
        }
        if (!adapter.fits(record, MESSAGE_OFFSET, messageLength)) {
            throw damaged("not a message of this schema");
        }
    }

    private void skipTo(final JournalPosition position) {
        if (position.index() < 0) {
            return;
        }
        if (anchored(position)) {
            skipTo(JournalFiles.cycleOf(position.index()));
            return;
        }
        if (!tailer.moveToIndex(position.index())) {
            throw damaged("no record at index " + Long.toHexString(position.index()));
        }
        try (DocumentContext document = tailer.readingDocument()) {
            final Bytes<?> bytes = document.isPresent() ? document.wire().bytes() : null;
            if (bytes == null || bytes.readRemaining() < LENGTH_MIN_BYTES
                    || bytes.readLong(bytes.readPosition() + SEQUENCE_OFFSET) != position.sequence()
                    || bytes.readLong(bytes.readPosition() + CHAIN_OFFSET) != position.chain()) {
                throw damaged("no record " + position.sequence() + " with the expected chain at index "
                        + Long.toHexString(position.index()));
            }
        }
    }

    private boolean anchored(final JournalPosition position) {
        try {
            final JournalAnchor anchor = JournalAnchor.read(queue.file().toPath());
            return anchor != null && anchor.position().equals(position);
        } catch (final IOException e) {
            throw damaged(e.getMessage());
        }
    }

    /** To the first record after this day. */
    private void skipTo(final long cycle) {
        try {
            for (final Path day : JournalFiles.days(queue.file().toPath())) {
                if (JournalFiles.cycle(day) > cycle && tailer.moveToIndex(JournalFiles.firstIndex(JournalFiles.cycle(day)))) {
                    return;
                }
            }
        } catch (final IOException e) {
            throw damaged(e.getMessage());
        }
        throw damaged("no file after " + JournalFiles.name(cycle) + ", up to which files were removed");
    }

    private JournalException damaged(final String what) {
        final long expected = sequence + 1;
        damage = new JournalException("journal " + JournalQueue.file(queue, tailer) + ": at sequence " + expected + ": " + what, expected);
        return damage;
    }
}
