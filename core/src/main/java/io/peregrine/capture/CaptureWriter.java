package io.peregrine.capture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;

/**
 * Writes a capture that {@link CaptureReader} reads, compressed.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for an agent's thread. <b>Errors:</b> {@link IOException}.
 */
public final class CaptureWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream output;

    /** Makes or replaces a capture. */
    public CaptureWriter(final Path path) throws IOException {
        output = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(path), BUFFER_BYTES), BUFFER_BYTES);
    }

    /** Appends a message, which must be text without a line break. */
    public void write(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length) throws IOException {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        output.write(Long.toString(receiveTimeNs).getBytes(StandardCharsets.US_ASCII));
        output.write(' ');
        output.write(message);
        output.write('\n');
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        output.close();
    }
}
