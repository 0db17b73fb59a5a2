package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.DayJournal;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalDamage.Kind;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalResume;
import io.peregrine.journal.JournalTailer;
import io.peregrine.journal.JournalVerification;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.JournalReplay;
import io.peregrine.trade.RunSettings;
import io.peregrine.trade.TradeCore;
import io.peregrine.trade.TradeFixture;
import io.peregrine.trade.TradingSession;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session over four days, whose files go when they are old, and every place at which the engine could die meanwhile. */
class RetentionIT {
    private static final JournalListener NOBODY = new JournalListener() { };
    private static final TradeFixture SESSION = TradingSession.runWithInputs(5, 4_000);
    private static final int DAYS = 4;
    /** Before the session's time, so that no order of it was sent on these days. */
    private static final long FIRST_DAY = TimeUnit.NANOSECONDS.toDays(SESSION.nowNs) - 10;
    /** Ten days are kept: of four, these two are older on this day. */
    private static final int KEPT_DAYS = 10;
    private static final long NOW_NS = TimeUnit.DAYS.toNanos(FIRST_DAY + 2 + KEPT_DAYS) + 1;

    @TempDir
    private Path folder;

    private Path directory;
    private JournalReaders readers;

    @BeforeEach
    void write() throws IOException {
        directory = folder.resolve("journal");
        readers = new JournalReaders(directory);
        write(directory, FIRST_DAY);
    }

    @Test
    void whatIsOldGoesAndTheRestIsProvedByTheAnchor() throws IOException {
        final List<String> before = state(JournalResume.START, null);
        final JournalVerification whole = JournalVerification.of(directory);
        assertNull(whole.anchor());
        snapshot();
        retain(NOW_NS);
        assertEquals(List.of(DayJournal.file(FIRST_DAY + 2), DayJournal.file(FIRST_DAY + 3)), files(directory));
        final JournalVerification left = JournalVerification.of(directory);
        final long removed = whole.files().get(1).lastSequence();
        assertTrue(left.ok(), left::toString);
        assertEquals(new JournalVerification.Anchor(removed, DayJournal.file(FIRST_DAY + 1), List.of()), left.anchor());
        assertEquals(removed + 1, left.firstSequence());
        assertEquals(whole.lastSequence(), left.lastSequence());
        final JournalAnchor anchor = JournalAnchor.read(directory);
        assertEquals(before, state(anchor.resume(), anchor), "state by the anchor and what is left, byte by byte");
        assertReplayed(0);
        retain(NOW_NS + TimeUnit.DAYS.toNanos(1));
        assertEquals(List.of(DayJournal.file(FIRST_DAY + 3)), files(directory), "the anchor of the anchor");
        final JournalAnchor second = JournalAnchor.read(directory);
        assertEquals(before, state(second.resume(), second));
        assertReplayed(0);
        assertEquals(0, retain(NOW_NS + TimeUnit.DAYS.toNanos(1_000)), "the newest file stays");
    }

    @Test
    void anEngineStartsFromTheAnchorWhereNoSnapshotIsLeft() throws IOException {
        final List<String> before = state(JournalResume.START, null);
        snapshot();
        retain(NOW_NS);
        try (Stream<Path> snapshots = Files.list(directory.resolve(SnapshotStore.DIRECTORY))) {
            for (final Path snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }
        final Recovery recovery = recovery();
        final TradeCore core = TradeCore.reader(SESSION.context);
        recovery.recover(core);
        assertEquals(before, state(core));
        assertEquals(TradeFixture.RUN_ID, recovery.summary().lastRunId(), "the run began in a file that is gone");
    }

    /** It dies before, while and after the anchor is written, and after each file that is removed. */
    @Test
    void nothingIsLostWhereverTheEngineDies() throws IOException {
        snapshot();
        final Path before = copy("before");
        final List<String> state = state(JournalResume.START, null);
        retain(NOW_NS);
        final byte[] anchor = Files.readAllBytes(directory.resolve(JournalAnchor.FILE));
        for (int written = 0; written <= anchor.length; written += Math.max(1, anchor.length / 5)) {
            directory = before;
            Files.write(before.resolve(JournalAnchor.FILE + ".new"), Arrays.copyOf(anchor, written));
            assertTrue(JournalVerification.of(before).ok());
            assertNull(JournalVerification.of(before).anchor());
            assertEquals(state, state(JournalResume.START, null));
        }
        for (int removed = 0; removed <= 2; removed++) {
            directory = before;
            directory = copy("after-" + removed);
            Files.write(directory.resolve(JournalAnchor.FILE), anchor);
            for (int day = 0; day < removed; day++) {
                Files.delete(directory.resolve(DayJournal.file(FIRST_DAY + day)));
            }
            assertWholeAfterDeath(2 - removed, state);
        }
    }

    @Test
    void aFileThatSomebodyElseRemovedIsMissed() throws IOException {
        snapshot();
        Files.delete(directory.resolve(DayJournal.file(FIRST_DAY)));
        final JournalVerification first = JournalVerification.of(directory);
        assertEquals(Kind.MISSING, first.damage().getFirst().kind());
        assertEquals(1, first.damage().getFirst().sequence());
        retain(NOW_NS);
        assertNull(JournalAnchor.read(directory), "and nothing is made of what is left");
        assertEquals(DAYS - 1, files(directory).size());
    }

    @Test
    void aFileAfterTheAnchorThatSomebodyElseRemovedIsMissed() throws IOException {
        snapshot();
        retain(NOW_NS);
        Files.delete(directory.resolve(DayJournal.file(FIRST_DAY + 2)));
        final JournalVerification found = JournalVerification.of(directory);
        assertEquals(List.of(Kind.MISSING), found.damage().stream().map(damage -> damage.kind()).toList());
        assertEquals(found.anchor().sequence() + 1, found.damage().getFirst().sequence());
    }

    @Test
    void aDamagedAnchorIsToldAndNothingStarts() throws IOException {
        snapshot();
        retain(NOW_NS);
        flip(directory.resolve(JournalAnchor.FILE), 200);
        final JournalVerification found = JournalVerification.of(directory);
        assertEquals(List.of(Kind.ANCHOR, Kind.MISSING), found.damage().stream().map(damage -> damage.kind()).toList());
        final IOException e = assertThrows(IOException.class, this::recovery);
        assertTrue(e.getMessage().contains("anchor: wrong checksum"), e.getMessage());
    }

    @Test
    void aDamagedFileIsNotRemoved() throws IOException {
        snapshot();
        flip(directory.resolve(DayJournal.file(FIRST_DAY + 1)), endOfRecords(FIRST_DAY + 1) - 60);
        retain(NOW_NS);
        assertEquals(DAYS, files(directory).size());
        assertNull(JournalAnchor.read(directory));
    }

    @Test
    void aFileStaysUntilASnapshotIsLaterThanIt() throws IOException {
        retain(NOW_NS);
        assertEquals(DAYS, files(directory).size());
        snapshot();
        retain(NOW_NS);
        assertEquals(2, files(directory).size());
    }

    @Test
    void aFileStaysWhileAReaderNeedsIt() throws IOException {
        snapshot();
        final long firstDay = JournalVerification.of(directory).files().getFirst().lastSequence();
        try (JournalTailer tailer = readers.open(JournalPosition.START)) {
            JournalReaders.mark(directory, "store", firstDay);
            retain(NOW_NS);
            assertEquals(DAYS, files(directory).size(), "the tailer has read nothing");
            while (tailer.poll(NOBODY, 100) > 0) {
                // To the end.
            }
            retain(NOW_NS);
            assertEquals(DAYS - 1, files(directory).size(), "the store has read the first day");
        }
        JournalReaders.mark(directory, "store", firstDay + 1_000_000);
        retain(NOW_NS);
        assertEquals(2, files(directory).size());
        Files.writeString(directory.resolve("readers").resolve("store"), "");
        retain(NOW_NS + TimeUnit.DAYS.toNanos(1));
        assertEquals(2, files(directory).size(), "a mark that can not be read needs everything");
    }

    /** The same session on the day on which its orders were sent. */
    @Test
    void aFileStaysWhileAnOrderIsOpenThatWasSentByThen() throws IOException {
        directory = folder.resolve("open");
        readers = new JournalReaders(directory);
        final long day = FIRST_DAY + 10;
        write(directory, day);
        snapshot();
        assertTrue(state(JournalResume.START, null).getFirst().startsWith("101 "), "there is an order");
        assertTrue(SESSION.core.openOrderCount() > 0, "and it is open");
        retain(NOW_NS + TimeUnit.DAYS.toNanos(100));
        assertEquals(DAYS, files(directory).size());
    }

    @Test
    void aWriterGoesOnWhileOldFilesGoAndSoDoItsReaders() throws IOException {
        snapshot();
        final JournalPosition end = Journal.scan(directory, NOBODY).end();
        try (DayJournal journal = new DayJournal(directory, end); JournalTailer tailer = readers.open(end)) {
            journal.day(FIRST_DAY + 3).append(SESSION.records.getFirst());
            retain(NOW_NS);
            assertEquals(2, files(directory).size());
            journal.append(SESSION.records.getFirst());
            journal.day(FIRST_DAY + 5).append(SESSION.records.getFirst());
            assertEquals(3, tailer.poll(NOBODY, 10));
            try (JournalTailer late = readers.open(JournalPosition.START)) {
                int count = 0;
                for (int read = late.poll(NOBODY, 100); read > 0; read = late.poll(NOBODY, 100)) {
                    count += read;
                }
                assertEquals(end.sequence() + 3 - JournalAnchor.read(directory).position().sequence(), count);
            }
        }
        assertTrue(JournalVerification.of(directory).ok());
        final JournalPosition later = Journal.scan(directory, JournalAnchor.beginning(directory), NOBODY).end();
        try (DayJournal journal = new DayJournal(directory, later)) {
            journal.day(FIRST_DAY + 6).append(SESSION.records.getFirst());
        }
        assertTrue(JournalVerification.of(directory).ok());
    }

    private void assertWholeAfterDeath(final int left, final List<String> state) throws IOException {
        final JournalVerification found = JournalVerification.of(directory);
        assertTrue(found.ok(), found::toString);
        assertEquals(left, found.anchor().left().size());
        final JournalAnchor anchor = JournalAnchor.read(directory);
        assertEquals(state, state(anchor.resume(), anchor));
        assertReplayed(0);
        readers = new JournalReaders(directory);
        retain(NOW_NS);
        assertEquals(2, files(directory).size(), "and what the anchor stands for goes now");
        assertTrue(JournalVerification.of(directory).ok());
    }

    private void assertReplayed(final int runs) throws IOException {
        final JournalReplay.Result replay = JournalReplay.run(directory);
        assertNull(replay.difference());
        assertEquals(runs, replay.runsReplayed(), "the run's beginning is gone");
        assertTrue(replay.snapshotSequence() > 0);
        assertEquals(replay.stateDigest(), replay.snapshotDigest());
    }

    /** The duty until it rests; how often it had something to do after its look. */
    private int retain(final long nowNs) throws IOException {
        final RetentionDuty duty = new RetentionDuty(KEPT_DAYS, readers, store(), head(), () -> TradeCore.reader(SESSION.context));
        duty.start();
        duty.doWork(nowNs);
        int count = 0;
        while (duty.doWork(nowNs) > 0) {
            count++;
        }
        duty.close();
        return count;
    }

    private void snapshot() throws IOException {
        final TradeCore core = TradeCore.reader(SESSION.context);
        try (JournalTailer tailer = JournalTailer.open(directory, JournalResume.START)) {
            while (tailer.poll(core.recovery(), 1_000) > 0) {
                // To the end.
            }
            store().write(tailer.position().sequence(), out -> {
                head().write(tailer.resume(), NOW_NS, out);
                core.snapshot(out);
            });
        }
    }

    /** What the records after a place make of what an anchor says, as text. */
    private List<String> state(final JournalResume from, final JournalAnchor anchor) {
        final TradeCore core = TradeCore.reader(SESSION.context);
        if (anchor != null) {
            anchor.state(core.restoring());
        }
        Journal.scan(directory, from, core.recovery());
        return state(core);
    }

    private static List<String> state(final TradeCore core) {
        final List<String> messages = new ArrayList<>();
        core.snapshot((buffer, offset, length) -> {
            final byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            messages.add(new MessageHeaderDecoder().wrap(buffer, offset).templateId() + " "
                    + HexFormat.of().formatHex(bytes));
        });
        return messages;
    }

    private Recovery recovery() throws IOException {
        return Recovery.open(directory, store(), SESSION.context.instruments(), SESSION.context.strategies().size());
    }

    private SnapshotStore store() {
        return new SnapshotStore(directory.resolve(SnapshotStore.DIRECTORY));
    }

    private static SnapshotHead head() {
        return new SnapshotHead(SESSION.context.instruments(), SESSION.context.strategies().size());
    }

    private static void write(final Path directory, final long firstDay) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        try (DayJournal journal = new DayJournal(directory, JournalPosition.START).day(firstDay)) {
            new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(1).runId(TradeFixture.RUN_ID)
                    .mode(EngineMode.SIMULATED);
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStartedEncoder.BLOCK_LENGTH);
            RunSettings.write(SESSION.context, journal);
            final int share = SESSION.records.size() / DAYS + 1;
            for (int i = 0; i < SESSION.records.size(); i++) {
                journal.day(firstDay + i / share).append(SESSION.records.get(i));
            }
        }
    }

    private Path copy(final String name) throws IOException {
        final Path to = folder.resolve(name);
        try (Stream<Path> paths = Files.walk(directory)) {
            for (final Path path : paths.toList()) {
                final Path target = to.resolve(directory.relativize(path).toString());
                if (path.toString().endsWith(".cq4")) {
                    // Big, sparse, and only read or removed here.
                    Files.createLink(target, path);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }

    private static List<String> files(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".cq4")).sorted().toList();
        }
    }

    /** Where the last record of a day's file ends, about. */
    private int endOfRecords(final long day) throws IOException {
        final byte[] bytes = Files.readAllBytes(directory.resolve(DayJournal.file(day)));
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static void flip(final Path path, final long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(position);
            final int old = file.read();
            file.seek(position);
            file.write(old ^ 4);
        }
    }
}
