package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Instrument;
import io.peregrine.journal.JournalException;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.TradeContext;
import io.peregrine.trade.TradeCore;
import io.peregrine.trade.TradeCounter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restarts from a snapshot, from one that is damaged, and from none (P21). */
class SnapshotRestartIT {
    private final EngineFixture fixture = new EngineFixture();

    @TempDir
    private Path directory;

    @Test
    void goesOnFromTheSnapshotThatTheLastRunTookAtItsEnd() throws IOException {
        leaveAnOrderOpen();
        try (Engine engine = launch()) {
            assertTrue(engine.recovery().matches("a snapshot at \\d+ and 1 records"), engine.recovery());
            assertOrderIsKnown(engine);
        }
    }

    @Test
    void aDamagedSnapshotIsNotUsed() throws IOException {
        leaveAnOrderOpen();
        final Path snapshot = snapshots().getFirst();
        try (RandomAccessFile file = new RandomAccessFile(snapshot.toFile(), "rw")) {
            file.seek(file.length() / 2);
            final int old = file.read();
            file.seek(file.length() / 2);
            file.write(old ^ 1);
        }
        try (Engine engine = launch()) {
            assertTrue(engine.recovery().matches("\\d+ records"), engine.recovery());
            assertOrderIsKnown(engine);
        }
    }

    @Test
    void withoutASnapshotTheJournalIsRead() throws IOException {
        leaveAnOrderOpen();
        Files.delete(snapshots().getFirst());
        try (Engine engine = launch()) {
            assertTrue(engine.recovery().matches("\\d+ records"), engine.recovery());
            assertOrderIsKnown(engine);
        }
    }

    @Test
    void aSnapshotOfOtherInstrumentsIsNotUsed() throws IOException {
        leaveAnOrderOpen();
        fixture.symbols = List.of("BTC/USDT", "ETH/USDT", "ETH/BTC");
        try (Engine engine = launch()) {
            assertTrue(engine.recovery().matches("\\d+ records"), engine.recovery());
            assertOrderIsKnown(engine);
        }
    }

    @Test
    void takesOneAfterSoManyRecordsAndKeepsTwo() throws IOException {
        final EngineSettings standard = fixture.settings(directory, ThreadPlan.STEPPED);
        final JournalSettings eager = new JournalSettings(true, 1, Long.MAX_VALUE, 3, 0, 0, false);
        try (Engine engine = Engine.launch(with(standard, eager), fixture.context())) {
            for (int i = 1; i <= 4; i++) {
                place(engine);
                final int count = i;
                EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.REPORTS) == count);
                engine.doWork();
            }
            assertEquals(2, snapshots().size());
            assertTrue(engine.agents().stream().allMatch(agent -> agent.state() == AgentState.RUNNING));
        }
        try (Engine engine = launch()) {
            assertTrue(engine.recovery().matches("a snapshot at \\d+ and 1 records"), engine.recovery());
        }
    }

    @Test
    void oldFilesAreLookedAfterWhereTheSettingsSaySo() {
        final JournalSettings yearly = new JournalSettings(false, 1, Long.MAX_VALUE, 1_000, 0, 365, false);
        try (Engine engine = Engine.launch(with(fixture.settings(directory, ThreadPlan.STEPPED), yearly), fixture.context())) {
            EngineFixture.await(engine, engine::reconciled);
            final AgentStatus retention =
                    engine.agents().stream().filter(agent -> agent.name().equals("journal-retention")).findFirst().orElseThrow();
            assertEquals(AgentState.RUNNING, retention.state());
            assertEquals(1, retention.busyCycles(), "one look a minute");
            assertEquals(null, engine.removed());
        }
    }

    /** The journal of yesterday's backup under the snapshot of today. */
    @Test
    void aSnapshotThatKnowsMoreThanTheJournalForbidsTrading() throws IOException {
        launch().close();
        final Path backup = directory.resolve("backup");
        copy(directory.resolve("journal"), backup);
        leaveAnOrderOpen();
        for (final String name : List.of("metadata.cq4t", day(backup).getFileName().toString())) {
            Files.copy(backup.resolve(name), directory.resolve("journal").resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        final EngineStartException e = assertThrows(EngineStartException.class, this::launch);
        assertEquals(EngineStartException.Kind.ENVIRONMENT, e.kind());
        assertTrue(e.getMessage().contains(" on are missing"), e.getMessage());
        assertTrue(e.getMessage().contains("./peregrine journal verify"), e.getMessage());
    }

    @Test
    void withoutRoomOnTheDiskNothingStarts() {
        final JournalSettings demanding = new JournalSettings(false, 1, 1, 1, Long.MAX_VALUE, 0, false);
        final EngineStartException e = assertThrows(EngineStartException.class, () -> Engine.launch(
                with(fixture.settings(directory, ThreadPlan.STEPPED), demanding), fixture.context()));
        assertTrue(e.getMessage().contains("journal.free_space_min"), e.getMessage());
    }

    /** What the threads beside it do when the disk is nearly full or the journal damaged. */
    @Test
    void tradingStopsWhenTheJournalCanNotBeReliedOn() {
        try (Engine engine = launch()) {
            place(engine);
            EngineFixture.await(engine, () -> engine.openOrders() == 1);
            final SpaceDuty space = new SpaceDuty(directory, Long.MAX_VALUE, () -> engine.halt(RejectReason.JOURNAL));
            assertEquals(1, space.doWork(1));
            EngineFixture.await(engine, () -> engine.openOrders() == 0);
            place(engine);
            EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.ORDERS_RISK_REJECTED) == 1);
            assertEquals(0, engine.openOrders());
            assertEquals(EngineState.RUNNING, engine.state(), "so that one can look");
        }
    }

    /** One byte of a record that the reader has not read yet. */
    @Test
    void theReaderFindsDamageAndStopsTrading() throws IOException {
        try (Engine engine = launch()) {
            place(engine);
            EngineFixture.await(engine, () -> engine.openOrders() == 1);
        }
        try (Engine engine = launch()) {
            EngineFixture.await(engine, engine::reconciled);
            final java.util.concurrent.atomic.AtomicInteger halts = new java.util.concurrent.atomic.AtomicInteger();
            final SnapshotDuty reader = new SnapshotDuty(engine.parts(), directory.resolve("journal"),
                    new SnapshotStore(directory.resolve("elsewhere")), Recovery.open(directory.resolve("journal"),
                            new SnapshotStore(directory.resolve("elsewhere")), engine.instruments(), 1),
                    () -> TradeCore.reader(TradeContext.of(1, engine.instruments(), engine.settings().strategies(),
                            engine.settings().orders(), engine.settings().risk(), (buffer, offset, length) -> { }, null)),
                    halts::incrementAndGet);
            reader.start();
            final Path day = day(directory.resolve("journal"));
            try (RandomAccessFile file = new RandomAccessFile(day.toFile(), "rw")) {
                final long position = position(day, 0x1_0000_0001L);
                file.seek(position);
                file.write(2);
            }
            assertThrows(JournalException.class, () -> reader.doWork(1));
            assertEquals(1, halts.get());
        }
    }

    /** Of the first eight bytes with this value. */
    private static long position(final Path path, final long value) throws IOException {
        final byte[] bytes = Files.readAllBytes(path);
        final java.nio.ByteBuffer view = java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bytes.length - Long.BYTES; i++) {
            if (view.getLong(i) == value) {
                return i;
            }
        }
        throw new IllegalStateException("not in " + path);
    }

    private void leaveAnOrderOpen() throws IOException {
        try (Engine engine = launch()) {
            place(engine);
            EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.REPORTS) == 1 && engine.openOrders() == 1);
        }
    }

    private void assertOrderIsKnown(final Engine engine) {
        fixture.venue.gateway.requests.clear();
        EngineFixture.await(engine, engine::reconciled);
        assertEquals(1, engine.openOrders());
        assertEquals(List.of("query 4294967297"), fixture.venue.gateway.requests);
    }

    private Engine launch() {
        return fixture.launch(directory, ThreadPlan.STEPPED);
    }

    private void place(final Engine engine) {
        fixture.venue.steps.add(EngineFixture.live(1));
        fixture.venue.steps.add(EngineFixture.depth(1, 1));
        EngineFixture.await(engine, fixture.venue.steps::isEmpty);
        assertTrue(engine.commands().placeOrder(new OrderTicket(
                1, 0, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, false, 1_000, Instrument.NULL_VALUE, 5, "")) > 0);
    }

    private static EngineSettings with(final EngineSettings settings, final JournalSettings journal) {
        return new EngineSettings(settings.mode(), settings.dataDirectory(), settings.venues(), settings.strategies(), settings.feeds(),
                settings.orders(), settings.risk(), settings.threads(), settings.signalBufferSize(),
                settings.instrumentRefreshNs(), journal, settings.executionTimeoutNs(), false);
    }

    private List<Path> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("snapshots"))) {
            return files.sorted().toList();
        }
    }

    private static Path day(final Path journal) throws IOException {
        try (Stream<Path> files = Files.list(journal)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
