package io.peregrine.snapshot;

import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotBeginDecoder;
import io.peregrine.message.SnapshotEndDecoder;
import io.peregrine.message.SnapshotEndEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One snapshot file: messages, each behind its length as an int32, from {@code SnapshotBegin} to {@code SnapshotEnd}, which holds the
 * checksum of all before it.
 *
 * <p>Written beside its name, forced to the disk, then renamed: under its name it is whole, or the disk damaged it, which the checksum
 * shows.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> the whole file.
 */
public final class SnapshotFile {
    private static final int FRAME_BYTES = Integer.BYTES;
    private static final int END_BYTES = FRAME_BYTES + MessageHeaderEncoder.ENCODED_LENGTH + SnapshotEndEncoder.BLOCK_LENGTH;

    private SnapshotFile() {
    }

    /** Writes a file. */
    public static void write(final Path file, final Consumer<SnapshotWriter> content) throws IOException {
        final Frames frames = new Frames();
        content.accept(frames);
        frames.end();
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.wrap(frames.buffer.byteArray(), 0, frames.length);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /**
     * Reads and checks a file.
     *
     * @return its bytes; {@link #begin} and {@link #messages} read them
     * @throws IOException saying what is wrong with it
     */
    public static UnsafeBuffer read(final Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int end = bytes.length - END_BYTES;
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        if (end < FRAME_BYTES + MessageHeaderDecoder.ENCODED_LENGTH + SnapshotBeginDecoder.BLOCK_LENGTH
                || buffer.getInt(end, ByteOrder.LITTLE_ENDIAN) != END_BYTES - FRAME_BYTES
                || header.wrap(buffer, end + FRAME_BYTES).templateId() != SnapshotEndDecoder.TEMPLATE_ID) {
            throw new IOException(file + " is no whole snapshot");
        }
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, end);
        if (new SnapshotEndDecoder().wrapAndApplyHeader(buffer, end + FRAME_BYTES, header).crc32c() != checksum.getValue()
                || header.wrap(buffer, FRAME_BYTES).templateId() != SnapshotBeginDecoder.TEMPLATE_ID) {
            throw new IOException(file + ": wrong checksum, the file was damaged");
        }
        return buffer;
    }

    /** The first message of a file that was read. */
    public static SnapshotBeginDecoder begin(final UnsafeBuffer file) {
        return new SnapshotBeginDecoder().wrapAndApplyHeader(file, FRAME_BYTES, new MessageHeaderDecoder());
    }

    /** Hands out what is between the first message and the last. */
    public static void messages(final UnsafeBuffer file, final SnapshotReader reader) {
        final int end = file.capacity() - END_BYTES;
        int at = FRAME_BYTES + file.getInt(0, ByteOrder.LITTLE_ENDIAN);
        while (at < end) {
            final int length = file.getInt(at, ByteOrder.LITTLE_ENDIAN);
            reader.onMessage(file, at + FRAME_BYTES, length);
            at += FRAME_BYTES + length;
        }
    }

    /** Puts messages together. */
    private static final class Frames implements SnapshotWriter {
        private static final int CAPACITY_BYTES = 1 << 20;

        private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(CAPACITY_BYTES);
        private int length;
        private long count;

        @Override
        public void append(final org.agrona.DirectBuffer message, final int offset, final int messageLength) {
            buffer.putInt(length, messageLength, ByteOrder.LITTLE_ENDIAN);
            buffer.putBytes(length + FRAME_BYTES, message, offset, messageLength);
            length += FRAME_BYTES + messageLength;
            count++;
        }

        private void end() {
            final CRC32C checksum = new CRC32C();
            checksum.update(buffer.byteArray(), 0, length);
            buffer.putInt(length, END_BYTES - FRAME_BYTES, ByteOrder.LITTLE_ENDIAN);
            new SnapshotEndEncoder().wrapAndApplyHeader(buffer, length + FRAME_BYTES, new MessageHeaderEncoder())
                    .messageCount(count).crc32c(checksum.getValue());
            length += END_BYTES;
        }
    }
}
