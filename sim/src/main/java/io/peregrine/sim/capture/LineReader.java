package io.peregrine.sim.capture;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Reads a capture's lines one after the other, compressed with gzip or plain, and counts what is damaged; where the compressed data break
 * off, the capture ends.
 *
 * <p><b>Threading:</b> confined to one thread at a time. <b>Memory:</b> one line, at most {@value #LINE_MAX} characters; a longer one is
 * damaged.
 */
final class LineReader implements AutoCloseable {
    private static final int LINE_MAX = 1 << 23;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final BufferedReader reader;
    private final LineParser parser;
    private final StringBuilder line = new StringBuilder();
    private long lines;
    private long damaged;
    private String firstDamage;

    /** Opens a capture; {@code messages} understands its messages and has read none. */
    LineReader(final Path file, final MessageReader messages) throws IOException {
        parser = new LineParser(messages);
        final InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            reader = new BufferedReader(new InputStreamReader(compressed(bytes) ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes,
                    StandardCharsets.UTF_8), BUFFER_BYTES);
        } catch (final IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The next line that says something about a market, or null at the end. */
    LineParser.Line next() {
        while (readLine()) {
            lines++;
            try {
                final LineParser.Line read = parser.parse(line.toString());
                if (!read.messages().isEmpty()) {
                    return read;
                }
            } catch (final DamagedLineException e) {
                damage(e.getMessage());
            }
        }
        return null;
    }

    /** Lines read so far. */
    long lines() {
        return lines;
    }

    /** Lines among them that cannot be used. */
    long damaged() {
        return damaged;
    }

    /** The first damaged line and what is wrong with it, or null. */
    String firstDamage() {
        return firstDamage;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static boolean compressed(final InputStream bytes) throws IOException {
        bytes.mark(2);
        final boolean compressed = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return compressed;
    }

    private void damage(final String reason) {
        if (damaged++ == 0) {
            firstDamage = "line " + lines + ": " + reason;
        }
    }

    /** Reads a line into the buffer, cut off after the longest possible; false at the end. */
    private boolean readLine() {
        line.setLength(0);
        try {
            int character = reader.read();
            if (character < 0) {
                return false;
            }
            for (; character >= 0 && character != '\n'; character = reader.read()) {
                if (line.length() < LINE_MAX) {
                    line.append((char) character);
                }
            }
            return true;
        } catch (final IOException e) {
            lines++;
            damage("the file breaks off: " + e.getMessage());
            return false;
        }
    }
}
