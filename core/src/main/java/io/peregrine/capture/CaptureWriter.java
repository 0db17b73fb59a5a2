package io.peregrine.capture;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;

/**
 * Writes a capture that {@link CaptureReader} reads, compressed. What is written up to a {@link #flush} is whole gzip data of its own, a
 * member, and so is not lost with the process; readers of gzip take members one behind the other as one file.
 *
 * <p>A message that is no text (it has control characters other than tab and line breaks) is written in Base64, see docs/captures.md. Line
 * breaks in a text, which in JSON mean no more than a space, become spaces.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for an agent's hot path. <b>Errors:</b> {@link IOException}; the file is then
 * whole up to the last flush.
 */
public final class CaptureWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int INITIAL_BYTES = 1 << 12;

    private final CountingStream file;
    private OutputStream member;
    private byte[] bytes = new byte[INITIAL_BYTES];

    /** Makes or replaces a capture, or as the options say. */
    public CaptureWriter(final Path path, final OpenOption... options) throws IOException {
        file = new CountingStream(Files.newOutputStream(path, options));
    }

    /** Appends a message. */
    public void write(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length) throws IOException {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        buffer.getBytes(offset, bytes, 0, length);
        final OutputStream output = member();
        output.write(Long.toString(receiveTimeNs).getBytes(StandardCharsets.US_ASCII));
        output.write(' ');
        if (BinaryMessage.isNeeded(bytes, length)) {
            output.write(BinaryMessage.encode(bytes, length));
        } else {
            joinLines(length);
            output.write(bytes, 0, length);
        }
        output.write('\n');
    }

    /** Ends the gzip member and hands it to the operating system: what has been written is safe from the end of this process. */
    public void flush() throws IOException {
        if (member != null) {
            final OutputStream ended = member;
            member = null;
            ended.close();
        }
    }

    /** Bytes of the file so far; those of the last messages are added by {@link #flush} at the latest. */
    public long fileBytes() {
        return file.count;
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            file.out().close();
        }
    }

    private OutputStream member() throws IOException {
        if (member == null) {
            member = new BufferedOutputStream(new Member(file), BUFFER_BYTES);
        }
        return member;
    }

    private void joinLines(final int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
    }

    /** Fast rather than small: a busy venue sends tens of megabytes a second. */
    private static final class Member extends GZIPOutputStream {
        Member(final OutputStream output) throws IOException {
            super(output, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** Is not closed with a member. */
    private static final class CountingStream extends FilterOutputStream {
        private long count;

        CountingStream(final OutputStream output) {
            super(output);
        }

        OutputStream out() {
            return out;
        }

        @Override
        public void write(final int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(final byte[] source, final int offset, final int length) throws IOException {
            out.write(source, offset, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
