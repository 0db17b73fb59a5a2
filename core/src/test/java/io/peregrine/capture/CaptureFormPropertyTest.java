package io.peregrine.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, whatever the bytes are and wherever the file is cut off. */
class CaptureFormPropertyTest {
    private static final long SEED = 20_261_125L;
    private static final int MESSAGES = 400;

    private final SplittableRandom random = new SplittableRandom(SEED);
    @TempDir
    private Path folder;

    private record Line(long timeNs, byte[] message) {
    }

    @Test
    void anyBytesComeBackInTheirOrder() throws IOException {
        final Path file = folder.resolve("any.gz");
        final List<Line> written = write(file);
        final List<Line> read = read(file, false);
        assertEquals(written.size(), read.size(), "seed " + SEED);
        for (int i = 0; i < written.size(); i++) {
            assertEquals(written.get(i).timeNs, read.get(i).timeNs, "seed " + SEED + ", message " + i);
            assertArrayEquals(written.get(i).message, read.get(i).message, "seed " + SEED + ", message " + i);
        }
    }

    @Test
    void aTextIsALineThatOthersReadToo() throws IOException {
        final Path file = folder.resolve("text.gz");
        try (CaptureWriter writer = new CaptureWriter(file)) {
            write(writer, new Line(17, ascii("{\"e\":\n1}")));
            writer.flush();
            write(writer, new Line(18, new byte[] {50, 0, 16, 39}));
        }
        try (GZIPInputStream input = new GZIPInputStream(Files.newInputStream(file))) {
            assertEquals("17 {\"e\": 1}\n18 base64:MgAQJw==\n", new String(input.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void aFileCutOffAnywhereGivesWhatWasFlushedBeforeAndNothingWrong() throws IOException {
        final Path file = folder.resolve("whole.gz");
        final List<Line> written = new ArrayList<>();
        final List<long[]> flushed = new ArrayList<>();
        try (CaptureWriter writer = new CaptureWriter(file)) {
            for (int i = 0; i < 30; i++) {
                written.add(new Line(1_000 + i, randomText(150)));
                write(writer, written.getLast());
                if (i % 7 == 6) {
                    writer.flush();
                    flushed.add(new long[] {writer.fileBytes(), written.size()});
                }
            }
        }
        final byte[] bytes = Files.readAllBytes(file);
        final Path cut = folder.resolve("cut.gz");
        for (int length = 20; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            final List<Line> read = read(cut, true);
            final int stop = length;
            final long least = flushed.stream().filter(mark -> mark[0] <= stop).mapToLong(mark -> mark[1]).max().orElse(0);
            assertTrue(read.size() >= least, () -> read.size() + " of " + least + " flushed messages, cut off at " + stop);
            for (int i = 0; i < read.size(); i++) {
                assertArrayEquals(written.get(i).message, read.get(i).message, "cut off at " + length);
            }
        }
    }

    @Test
    void aFullDiskIsTold() throws IOException {
        final Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        final CaptureWriter writer = new CaptureWriter(full, StandardOpenOption.WRITE);
        final IOException e = assertThrows(IOException.class, () -> {
            write(writer, new Line(1, ascii("{}")));
            writer.flush();
        });
        assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    }

    @Test
    void whatClaimsToBeBinaryAndIsNotIsCounted() throws IOException {
        final Path file = Files.writeString(folder.resolve("bad.txt"), "1 {}\n2 base64:*?\n3 {}\n");
        try (CaptureReader reader = new CaptureReader(file)) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertEquals(3, reader.receiveTimeNs());
            assertEquals(1, reader.damagedLines());
        }
    }

    private List<Line> write(final Path file) throws IOException {
        final List<Line> lines = new ArrayList<>();
        try (CaptureWriter writer = new CaptureWriter(file)) {
            for (int i = 0; i < MESSAGES; i++) {
                final byte[] message = switch (random.nextInt(4)) {
                    case 0 -> randomBytes();
                    case 1 -> new byte[0];
                    case 2 -> ascii("base64:" + random.nextInt(100));
                    default -> randomText(2_000);
                };
                lines.add(new Line(random.nextLong(Long.MAX_VALUE), message));
                write(writer, lines.getLast());
                if (random.nextInt(20) == 0) {
                    writer.flush();
                }
            }
        }
        return lines;
    }

    private static void write(final CaptureWriter writer, final Line line) throws IOException {
        writer.write(line.timeNs, new UnsafeBuffer(line.message), 0, line.message.length);
    }

    private static List<Line> read(final Path file, final boolean mayBeTruncated) throws IOException {
        final List<Line> lines = new ArrayList<>();
        try (CaptureReader reader = new CaptureReader(file)) {
            while (reader.next()) {
                final byte[] message = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), message);
                lines.add(new Line(reader.receiveTimeNs(), message));
            }
            assertEquals(0, reader.damagedLines());
            assertTrue(mayBeTruncated || !reader.isTruncated());
        }
        return lines;
    }

    /** Binary for certain: a text would lose its line breaks. */
    private byte[] randomBytes() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        for (int i = random.nextInt(3_000); i > 0; i--) {
            bytes.write(random.nextInt(256));
        }
        return bytes.toByteArray();
    }

    private byte[] randomText(final int lengthMax) {
        final StringBuilder text = new StringBuilder("{");
        for (int i = random.nextInt(lengthMax); i > 0; i--) {
            text.append((char) random.nextInt(' ', 127));
        }
        return ascii(text.append('}').toString());
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
