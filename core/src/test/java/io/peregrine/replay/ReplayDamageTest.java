package io.peregrine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.capture.CaptureReader;
import io.peregrine.capture.CaptureWriter;
import io.peregrine.instrument.Venue;
import io.peregrine.replay.ReplayResult.InstrumentResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged copies of a recorded session, from the file to the result: what is wrong is reported, and no wrong book is left LIVE. */
class ReplayDamageTest {
    private static final Path RECORDED = Path.of(
            System.getProperty("peregrine.data", "../shared/data"), "captures", "binance-spot-nknusdt-2021.gz");

    @TempDir
    private Path directory;
    private final List<String> messages = new ArrayList<>();
    private InstrumentResult whole;

    @BeforeEach
    void read() throws IOException {
        assumeTrue(Files.exists(RECORDED), () -> "no recorded data: " + RECORDED);
        try (CaptureReader reader = new CaptureReader(RECORDED)) {
            while (reader.next()) {
                messages.add(reader.buffer().getStringWithoutLengthAscii(reader.offset(), reader.length()));
            }
        }
        whole = replay(messages);
        assertEquals("LIVE", whole.state());
    }

    @Test
    void aMessageThatIsMissingIsAGap() throws IOException {
        messages.remove(delta(50));
        final InstrumentResult result = replay(messages);
        assertEquals(1, result.gaps());
        assertEquals("SYNCING", result.state());
        assertEquals(List.of(), result.bids());
    }

    @Test
    void aMessageThatComesTwiceChangesNothing() throws IOException {
        messages.add(delta(50) + 1, messages.get(delta(50)));
        final InstrumentResult result = replay(messages);
        assertEquals(1, result.duplicates());
        assertEquals(whole.digest(), result.digest());
        assertEquals("LIVE", result.state());
    }

    @Test
    void messagesInTheWrongOrderAreNoticed() throws IOException {
        final String moved = messages.remove(delta(50));
        messages.add(delta(51) + 1, moved);
        final InstrumentResult result = replay(messages);
        assertTrue(result.gaps() + result.regressions() > 0);
        assertNotEquals("LIVE", result.state());
    }

    @Test
    void aMessageThatIsCutOffIsAnError() throws IOException {
        final int at = delta(50);
        messages.set(at, messages.get(at).substring(0, messages.get(at).length() - 10));
        final InstrumentResult result = replay(messages);
        assertEquals(1, result.decodeErrors());
        assertNotEquals("LIVE", result.state());
    }

    @Test
    void aDigitBeyondTheTickIsAnError() throws IOException {
        final int at = delta(50);
        final int digit = messages.get(at).indexOf("0000\",\"") + 3;
        messages.set(at, messages.get(at).substring(0, digit) + '7' + messages.get(at).substring(digit + 1));
        assertEquals(1, replay(messages).decodeErrors());
    }

    @Test
    void aSnapshotFromBeforeAGapDoesNotRepairTheBook() throws IOException {
        final int snapshotAt = 1;
        messages.remove(2);
        messages.add(3, messages.get(snapshotAt));
        final InstrumentResult result = replay(messages);
        assertEquals(1, result.gaps());
        assertEquals(1, result.snapshotsTooOld(), "that snapshot is from before the gap");
        assertNotEquals("LIVE", result.state());
    }

    @Test
    void aFileThatEndsInTheMiddleIsReplayedToThere() throws IOException {
        final byte[] bytes = Files.readAllBytes(RECORDED);
        final Path cut = directory.resolve("cut.gz");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        final ReplayResult result = Replay.run(new ReplaySettings(Venue.BINANCE_SPOT, cut, 10, null, true), 0);
        assertTrue(result.truncated());
        assertTrue(result.messages() > 0 && result.messages() < messages.size());
    }

    @Test
    void filesThatAreNoCapturesAreRefusedByName() throws IOException {
        final Path other = directory.resolve("other.txt");
        Files.writeString(other, "this is not a capture\n");
        for (final Path path : List.of(other, directory.resolve("missing.gz"), directory)) {
            final Exception e = assertThrows(Exception.class,
                    () -> Replay.run(new ReplaySettings(Venue.BINANCE_SPOT, path, 10, null, true), 0));
            assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
        }
    }

    /** Position of the n-th delta. */
    private int delta(final int n) {
        int seen = 0;
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).contains("depthUpdate") && ++seen == n) {
                return i;
            }
        }
        throw new IllegalStateException("fewer than " + n + " deltas");
    }

    private InstrumentResult replay(final List<String> lines) throws IOException {
        final Path path = directory.resolve("damaged.gz");
        try (CaptureWriter writer = new CaptureWriter(path)) {
            long timeNs = 1_633_998_512_063_356_900L;
            for (final String line : lines) {
                final byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
                writer.write(timeNs += 50_000_000, new UnsafeBuffer(bytes), 0, bytes.length);
            }
        }
        final ReplayResult result = Replay.run(new ReplaySettings(Venue.BINANCE_SPOT, path, 10, null, true), 0);
        assertEquals(lines.size(), result.messages());
        return result.instruments().get("NKNUSDT");
    }
}
