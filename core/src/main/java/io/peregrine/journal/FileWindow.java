package io.peregrine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A file for reading, through a window that moves. Reads, never maps: a file that was cut short is an answer here and a signal there.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> one buffer; what {@link #offset} found is valid until it is called again.
 */
final class FileWindow implements AutoCloseable {
    private static final int CAPACITY_BYTES = 4 << 20;

    private final FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY_BYTES);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private long start;
    private int length;

    FileWindow(final Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /**
     * Brings a part of the file into {@link #buffer}.
     *
     * @param partLength at most {@value #CAPACITY_BYTES}
     * @return where in the buffer it begins, or -1 where the file ends before it does
     */
    int offset(final long position, final int partLength) {
        if (position < start || position + partLength > start + length) {
            fill(position);
        }
        return position + partLength <= start + length ? (int) (position - start) : -1;
    }

    /** Forgets what it read: the file may have grown. */
    void forget() {
        length = 0;
    }

    long size() {
        try {
            return channel.size();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void fill(final long position) {
        try {
            bytes.clear();
            int count = 0;
            while (bytes.hasRemaining() && count >= 0) {
                count = channel.read(bytes, position + bytes.position());
            }
            start = position;
            length = bytes.position();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
