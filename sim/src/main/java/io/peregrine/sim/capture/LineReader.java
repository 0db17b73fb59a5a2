package io.peregrine.sim.capture;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a capture's messages one after the other and counts what is damaged; where the compressed data break off, the capture ends.
 *
 * <p><b>Threading:</b> confined to one thread at a time. <b>Memory:</b> one line, at most {@value #LINE_MAX} characters; a longer one is
 * damaged.
 */
final class LineReader implements AutoCloseable {
    private static final int LINE_MAX = 1 << 23;
    private static final int BUFFER_BYTES = 1 << 16;

    private final BufferedReader reader;
    private final LineParser parser = new LineParser();
    private final StringBuilder line = new StringBuilder();
    private long lines;
    private long damaged;
    private String firstDamage;

    /**
     * Opens a capture.
     *
     * @throws ZipException where it is not compressed with gzip
     * @throws EOFException where it is empty
     */
    LineReader(final Path file) throws IOException {
        final InputStream bytes = Files.newInputStream(file);
        try {
            reader = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(bytes, BUFFER_BYTES), StandardCharsets.UTF_8), BUFFER_BYTES);
        } catch (final IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** The next message that says something about the market, or null at the end. */
    RecordedMessage next() {
        while (readLine()) {
            lines++;
            try {
                final Optional<RecordedMessage> message = parser.parse(line.toString());
                if (message.isPresent()) {
                    return message.get();
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
