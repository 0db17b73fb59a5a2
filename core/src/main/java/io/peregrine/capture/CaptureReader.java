package io.peregrine.capture;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a capture line by line: plain, or gzip of any number of members one behind the other. Messages that are not text are given as the
 * bytes that they were.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> {@link #buffer()} holds the line until the next {@link #next()}. <b>Allocates:</b> when a
 * line is longer than all before, and for a binary message. <b>Errors:</b> {@link IOException} naming the file; a file that was cut off in
 * the middle ends with its last whole line and says so, since a recorder that was killed leaves such a one.
 */
public final class CaptureReader implements AutoCloseable {
    private static final int GZIP_MAGIC_1 = 0x1F;
    private static final int GZIP_MAGIC_2 = 0x8B;
    private static final int INITIAL_BYTES = 1 << 16;
    private static final int LINE_BYTES_MAX = 1 << 28;
    private static final int TIME_DIGITS_MAX = 19;

    private final Path path;
    private final InputStream input;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int lineStart;
    private int end;
    private long receiveTimeNs;
    private int messageOffset;
    private int messageLength;
    private long damagedLines;
    private boolean isTruncated;

    /** Opens a capture. */
    public CaptureReader(final Path path) throws IOException {
        this.path = path;
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IOException("capture can not be read: " + path);
        }
        input = open(path);
    }

    private static InputStream open(final Path path) throws IOException {
        final InputStream file = new BufferedInputStream(Files.newInputStream(path), INITIAL_BYTES);
        file.mark(2);
        final boolean isGzip = file.read() == GZIP_MAGIC_1 && file.read() == GZIP_MAGIC_2;
        file.reset();
        try {
            return isGzip ? new GZIPInputStream(file, INITIAL_BYTES) : file;
        } catch (final IOException e) {
            file.close();
            throw new IOException("capture is not a whole gzip file: " + path + ": " + e.getMessage(), e);
        }
    }

    /** Goes to the next message; false at the end. Lines without a time are counted and passed over. */
    public boolean next() throws IOException {
        while (true) {
            final int newline = findNewline();
            if (newline < 0) {
                return false;
            }
            final int start = lineStart;
            lineStart = Math.min(newline + 1, end);
            final int stop = newline > start && bytes[newline - 1] == '\r' ? newline - 1 : newline;
            if (stop > start) {
                if (parse(start, stop)) {
                    return true;
                }
                damagedLines++;
            }
        }
    }

    /** Where the message is. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** First byte of the message in {@link #buffer()}. */
    public int offset() {
        return messageOffset;
    }

    /** Bytes of the message. */
    public int length() {
        return messageLength;
    }

    /** When the message was received. */
    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    /** Lines so far that did not begin with a time, or whose binary message can not be read. */
    public long damagedLines() {
        return damagedLines;
    }

    /** Did the file end in the middle of its compressed data? */
    public boolean isTruncated() {
        return isTruncated;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private boolean parse(final int start, final int stop) {
        long time = 0;
        int i = start;
        while (i < stop && bytes[i] >= '0' && bytes[i] <= '9') {
            time = time * 10 + bytes[i++] - '0';
        }
        if (i == start || i - start > TIME_DIGITS_MAX || i + 1 >= stop || bytes[i] != ' ') {
            return false;
        }
        receiveTimeNs = time;
        return BinaryMessage.isEncoded(bytes, i + 1, stop) ? binary(i + 1, stop) : text(i + 1, stop);
    }

    private boolean text(final int start, final int stop) {
        messageOffset = start;
        messageLength = stop - start;
        buffer.wrap(bytes);
        return true;
    }

    private boolean binary(final int start, final int stop) {
        final byte[] message = BinaryMessage.decode(bytes, start, stop);
        if (message == null) {
            return false;
        }
        messageOffset = 0;
        messageLength = message.length;
        buffer.wrap(message);
        return true;
    }

    /** Index of the next line's end, the end of the data for the last line of a whole file without one, -1 where nothing is left. */
    private int findNewline() throws IOException {
        int searched = lineStart;
        while (true) {
            for (int i = searched; i < end; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            searched = end - lineStart;
            if (!fill()) {
                return end > lineStart && !isTruncated ? end : -1;
            }
        }
    }

    /** Moves what is left to the front and reads more behind it; false at the end of the file. */
    private boolean fill() throws IOException {
        final int rest = end - lineStart;
        System.arraycopy(bytes, lineStart, bytes, 0, rest);
        lineStart = 0;
        end = rest;
        if (rest == bytes.length) {
            if (rest >= LINE_BYTES_MAX) {
                throw new IOException("capture has a line of more than " + LINE_BYTES_MAX + " bytes: " + path);
            }
            bytes = Arrays.copyOf(bytes, 2 * rest);
        }
        try {
            final int count = input.read(bytes, end, bytes.length - end);
            end += Math.max(count, 0);
            return count > 0;
        } catch (final EOFException | ZipException e) {
            isTruncated = true;
            return false;
        } catch (final IOException e) {
            throw new IOException("capture can not be read: " + path + ": " + e.getMessage(), e);
        }
    }
}
