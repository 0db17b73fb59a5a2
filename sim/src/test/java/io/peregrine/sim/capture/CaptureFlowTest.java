package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pace, end, damage and refusal of captures. */
class CaptureFlowTest {
    private static final List<String> NONE = List.of();
    private static final long NOW_US = 1_000_000_000;

    @TempDir
    private Path directory;

    private static CaptureFile market() {
        return new CaptureFile().snapshot(0, 10, List.of("100.00 2.0"), List.of("101.00 3.0"));
    }

    private static CaptureFile threeUpdates() {
        return market().depth(100, 11, 11, List.of("99.00 1.0"), NONE).depth(300, 12, 12, List.of("98.00 1.0"), NONE)
                .depth(700, 13, 13, List.of("97.00 1.0"), NONE);
    }

    @Test
    void eventsComeInRecordedTimeByTheSpeed() throws IOException {
        try (ReplaySession session = new ReplaySession(new CaptureSettings(threeUpdates().write(directory), 2, false))) {
            assertEquals(List.of(1L, NOW_US + 100_000), run(session, NOW_US));
            assertEquals(List.of(0L, NOW_US + 100_000), run(session, NOW_US + 99_999));
            assertEquals(List.of(1L, NOW_US + 300_000), run(session, NOW_US + 100_000));
            session.flow().rate(0);
            assertEquals(List.of(0L, Long.MAX_VALUE), run(session, NOW_US + 500_000));
            session.flow().rate(1);
            assertEquals(List.of(1L, Long.MAX_VALUE), run(session, NOW_US + 900_000));
        }
    }

    @Test
    void aLateReplayStretchesAndLeavesNothingOut() throws IOException {
        try (ReplaySession session = new ReplaySession(threeUpdates().write(directory))) {
            assertEquals(List.of(1L, NOW_US + 200_000), run(session, NOW_US));
            assertEquals(List.of(1L, NOW_US + 5_000_000 + 400_000), run(session, NOW_US + 5_000_000));
            assertEquals(List.of(1L, Long.MAX_VALUE), run(session, NOW_US + 5_400_000));
        }
    }

    @Test
    void atTheEndItBeginsAgainAfterASecondWithGrowingIds() throws IOException {
        try (ReplaySession session = new ReplaySession(new CaptureSettings(threeUpdates().write(directory), 1, true))) {
            session.step(3);
            assertEquals(4, session.bids(9).size());
            assertEquals(List.of(0L, NOW_US + 1_000_000), run(session, NOW_US));
            assertEquals(List.of(2L, NOW_US + 1_200_000), run(session, NOW_US + 1_000_000));
            assertEquals(List.of("100.00000000 2.00000000", "99.00000000 1.00000000"), session.bids(9));
            session.step(100);
            final List<Long> ids = session.events().stream().filter(event -> event.startsWith("level"))
                    .map(event -> Long.valueOf(event.substring(event.lastIndexOf(' ') + 1))).toList();
            assertEquals(LongStream.rangeClosed(1, ids.size()).boxed().toList(), ids);
        }
    }

    @Test
    void damagedLinesArePassedOverAndCounted() throws IOException {
        final CaptureFile capture = market().line("").line("1700000000050000000").line("x {}").line("1700000000050000000 {\"e\":\"depthUp")
                .depth(100, 11, 11, List.of("99.00 1.0"), NONE).line("1700000000150000000 {\"stream\":\"s\",\"data\":{\"e\":\"kline\"}}")
                .line("1700000000150000000 {\"result\":null,\"id\":1}").depth(200, 12, 12, List.of("-1 1.0"), NONE)
                .depth(200, 12, 12, List.of("98.00 x"), NONE).trade(250, 3_600_250, true, "100.00", "1.0")
                .depth(300, 12, 12, List.of("98.00 1.0", "97.001 1.0"), NONE);
        try (ReplaySession session = new ReplaySession(capture.write(directory)).finish()) {
            assertEquals(List.of("100.00000000 2.00000000", "99.00000000 1.00000000", "98.00000000 1.00000000"), session.bids(9));
            assertEquals(List.of(7L, 2L), List.of(session.damaged(), session.flow().events()));
        }
    }

    @Test
    void aFileThatBreaksOffEndsThere() throws IOException {
        final Path whole = CaptureFile.random(1, 2_000).write(directory);
        final byte[] bytes = Files.readAllBytes(whole);
        final Path broken = Files.write(directory.resolve("broken.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        try (ReplaySession session = new ReplaySession(broken).finish()) {
            assertTrue(session.flow().events() > 500, "events " + session.flow().events());
            assertEquals(1, session.damaged());
        }
    }

    @Test
    void aSnapshotInTheMiddleReplacesTheBook() throws IOException {
        final CaptureFile capture = threeUpdates().snapshot(800, 20, List.of("90.00 1.0"), List.of("91.00 1.0"))
                .depth(900, 15, 20, List.of("90.00 7.0"), NONE).depth(1_000, 21, 21, List.of("89.00 1.0"), NONE);
        try (ReplaySession session = new ReplaySession(capture.write(directory)).finish()) {
            assertEquals(List.of("90.00000000 1.00000000", "89.00000000 1.00000000"), session.bids(9));
            assertEquals(List.of("91.00000000 1.00000000"), session.asks(9));
        }
    }

    @Test
    void ofACrossedRecordedBookTheNewestPartStays() throws IOException {
        final CaptureFile capture = market().depth(100, 11, 11, List.of("101.50 1.0"), NONE);
        try (ReplaySession session = new ReplaySession(capture.write(directory)).finish()) {
            assertEquals(List.of("101.50000000 1.00000000", "100.00000000 2.00000000"), session.bids(9));
            assertEquals(List.of(), session.asks(9));
            assertEquals(List.of(), session.takeTrades());
        }
    }

    @Test
    void whatIsNoBinanceSpotCaptureIsRefusedByName() throws IOException {
        assertEquals("capture: no such file: " + directory.resolve("none"), refused(directory.resolve("none")));
        final Path text = Files.writeString(directory.resolve("text"), "1 {}\n");
        assertEquals("capture: " + text + " is not a Binance spot capture: no depth snapshot in its first 1 lines", refused(text));
        final Path damaged = Files.write(directory.resolve("damaged"), new byte[] {0x1f, (byte) 0x8b, 1});
        assertEquals("capture: " + damaged + " is damaged: it begins like gzip and is none", refused(damaged));
        final Path futures = new CaptureFile().line("1700000000000000000 {\"data\":{\"e\":\"depthUpdate\",\"E\":1700000000000,"
                + "\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"pu\":0,\"b\":[],\"a\":[]}}").write(directory);
        assertEquals("capture: " + futures + " is not a Binance spot capture: no depth snapshot in its first 1 lines; line 1:"
                + " a depth update of another Binance market than spot", refused(futures));
        final Path two = market().depth(0, 1, 1, NONE, NONE).line("1700000000000000000 {\"data\":{\"e\":\"depthUpdate\","
                + "\"E\":1700000000000,\"s\":\"ETHUSDT\",\"U\":1,\"u\":2,\"b\":[],\"a\":[]}}").write(directory);
        assertEquals("capture: " + two + " has more than one instrument, and snapshots that do not say whose they are:"
                + " BTCUSDT, ETHUSDT", refused(two));
    }

    @Test
    void paceIsParsedAndCheckedByName() {
        final CaptureSettings usual = new CaptureSettings(Path.of("x"));
        assertEquals(new CaptureSettings(Path.of("x"), 10, false), usual.withPace("speed=10, loop=false"));
        assertEquals(usual, usual.withPace(""));
        assertEquals("flow: unknown key 'rate'; known with a capture: speed, loop", message(usual, "rate=1"));
        assertEquals("flow: speed must be from 0 to 50000, found -1.0", message(usual, "speed=-1"));
        assertEquals("flow: speed is not a number: 'x'", message(usual, "speed=x"));
        assertEquals("flow: loop must be true or false, found '1'", message(usual, "loop=1"));
        assertEquals("flow: expected key=value, found 'loop'", message(usual, "loop"));
    }

    /** Events done and when the next one is due. */
    private static List<Long> run(final ReplaySession session, final long nowUs) {
        final List<Long> done = new ArrayList<>();
        final long dueUs = session.flow().run(nowUs, () -> done.add(nowUs));
        return List.of((long) done.size(), dueUs);
    }

    private static String refused(final Path file) {
        return assertThrows(IllegalArgumentException.class, () -> Capture.open(file, List.of(), Dialect.BINANCE.messages())).getMessage();
    }

    private static String message(final CaptureSettings settings, final String text) {
        return assertThrows(IllegalArgumentException.class, () -> settings.withPace(text)).getMessage();
    }
}
