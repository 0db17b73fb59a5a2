package io.peregrine.record;

import io.peregrine.capture.CaptureWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * The capture files of one venue, one after the other, named {@code <protocol>-<UTC time of its first message>.gz}. Twice a second what has
 * been written is made safe from the end of the process.
 *
 * <p><b>Threading:</b> the writer's thread; the counts from any. <b>Allocates:</b> freely. <b>Errors:</b> {@link IOException} naming the
 * file.
 */
final class CaptureFiles implements MessageRing.Sink, AutoCloseable {
    private static final long FLUSH_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final DateTimeFormatter NAME_TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final String protocol;
    private final Rotation rotation;
    private final Runnable onNextFile;
    private CaptureWriter writer;
    private Path path;
    private long openedNs;
    private long flushedNs;
    private boolean isUnflushed;
    private long files;
    private String firstFile = "";
    private long messages;
    private long rawBytes;
    /** Of the files before this one. */
    private long bytesBefore;
    private volatile Counts counts = new Counts(0, "", "", 0, 0, 0);

    /**
     * What was written up to the last flush.
     *
     * @param files     begun
     * @param firstFile name of the first one, or empty
     * @param lastFile  name of the last one, or empty
     * @param messages  snapshot bodies among them
     * @param rawBytes  of the messages
     * @param fileBytes of the files
     */
    record Counts(long files, String firstFile, String lastFile, long messages, long rawBytes, long fileBytes) {
    }

    /** @param onNextFile told when a file begins, but for the first */
    CaptureFiles(final Path directory, final String protocol, final Rotation rotation, final Runnable onNextFile) {
        this.directory = directory;
        this.protocol = protocol;
        this.rotation = rotation;
        this.onNextFile = onNextFile;
    }

    @Override
    public void onMessage(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length) throws IOException {
        try {
            if (writer == null) {
                open(receiveTimeNs);
            }
            writer.write(receiveTimeNs, buffer, offset, length);
        } catch (final IOException e) {
            throw failed(e);
        }
        isUnflushed = true;
        messages++;
        rawBytes += length;
    }

    /** Flushes, and ends the file, where it is time to. */
    int doWork(final long nowNs) throws IOException {
        if (writer == null || nowNs - flushedNs < FLUSH_INTERVAL_NS) {
            return 0;
        }
        flushedNs = nowNs;
        if (isUnflushed) {
            isUnflushed = false;
            try {
                writer.flush();
            } catch (final IOException e) {
                throw failed(e);
            }
            count(bytesBefore + writer.fileBytes());
        }
        if (writer.fileBytes() >= rotation.bytesMax() || nowNs - openedNs >= rotation.ageMaxNs()) {
            close();
        }
        return 1;
    }

    Counts counts() {
        return counts;
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            final CaptureWriter ended = writer;
            writer = null;
            try {
                ended.close();
            } catch (final IOException e) {
                throw failed(e);
            }
            bytesBefore += ended.fileBytes();
            count(bytesBefore);
        }
    }

    private void open(final long receiveTimeNs) throws IOException {
        Instant time = Instant.ofEpochSecond(0, receiveTimeNs);
        while (writer == null) {
            path = directory.resolve(protocol + '-' + NAME_TIME.format(time) + ".gz");
            try {
                writer = new CaptureWriter(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (final FileAlreadyExistsException taken) {
                time = time.plusMillis(1);
            }
        }
        openedNs = receiveTimeNs;
        flushedNs = receiveTimeNs;
        if (files++ == 0) {
            firstFile = path.getFileName().toString();
        } else {
            onNextFile.run();
        }
    }

    private void count(final long fileBytes) {
        counts = new Counts(files, firstFile, path.getFileName().toString(), messages, rawBytes, fileBytes);
    }

    private IOException failed(final IOException e) {
        return new IOException("capture can not be written: " + path + ": "
                + (e.getMessage() == null ? e.toString() : e.getMessage()) + "; it is whole up to half a second before", e);
    }
}
