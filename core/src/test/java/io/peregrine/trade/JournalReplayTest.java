package io.peregrine.trade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.JournalPosition;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.EngineStoppedEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.order.SelfTradePrevention;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session with its inputs in the journal, made again from the journal alone. */
class JournalReplayTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);

    @TempDir
    private Path directory;

    @Test
    void everyOrderIsMadeAgain() throws IOException {
        final TradeFixture session = TradingSession.runWithInputs(5, 4_000);
        assertTrue(session.counter(TradeCounter.FILLS) > 50, "a session worth its name");
        write(session, session.records, true);
        final JournalReplay.Result result = JournalReplay.run(directory);
        assertEquals(null, result.difference());
        assertTrue(result.ok());
        assertEquals(1, result.runsReplayed());
        assertEquals(session.records.size(), result.recordsCompared());
        assertTrue(result.orders() > 100 && result.inputs() > 1_000, result::toString);
        assertEquals(result.orderDigest(), result.replayedDigest());
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCEL_OLDEST", "DECREMENT"})
    void ordersThatWaitForOthersAreMadeAgain(final SelfTradePrevention mode) throws IOException {
        final TradeFixture session = TradingSession.run(5, 4_000, true, TradingSession.selfTrades(mode));
        assertTrue(session.counter(TradeCounter.ORDERS_HELD) > 20, "held: " + session.counter(TradeCounter.ORDERS_HELD));
        write(session, session.records, true);
        final JournalReplay.Result result = JournalReplay.run(directory);
        assertEquals(null, result.difference());
        assertEquals(session.records.size(), result.recordsCompared());
        assertEquals(result.orderDigest(), result.replayedDigest());
    }

    @Test
    void aRunThatWasKilledIsMadeAgainToItsEnd() throws IOException {
        final TradeFixture session = TradingSession.runWithInputs(6, 1_500);
        for (int cut = session.records.size() - 40; cut < session.records.size(); cut += 13) {
            final Path part = directory.resolve("cut-" + cut);
            write(part, session, session.records.subList(0, cut), false);
            final JournalReplay.Result result = JournalReplay.run(part);
            assertEquals(null, result.difference());
            assertEquals(cut, result.recordsCompared());
            assertEquals(result.orderDigest(), result.replayedDigest());
        }
    }

    /** A journal that was written anew, chain and all, by somebody who would have liked another price. */
    @Test
    void anOrderThatTheCoreDidNotMakeIsFound() throws IOException {
        final TradeFixture session = TradingSession.runWithInputs(5, 1_000);
        final byte[] order = session.records.stream().filter(record -> new MessageHeaderDecoder().wrap(new UnsafeBuffer(record), 0)
                .templateId() == NewOrderDecoder.TEMPLATE_ID).skip(3).findFirst().orElseThrow();
        final int priceOffset = MessageHeaderDecoder.ENCODED_LENGTH + NewOrderDecoder.priceEncodingOffset();
        final UnsafeBuffer record = new UnsafeBuffer(order);
        record.putLong(priceOffset, record.getLong(priceOffset, ByteOrder.LITTLE_ENDIAN) + 1, ByteOrder.LITTLE_ENDIAN);
        write(session, session.records, true);
        final JournalReplay.Result result = JournalReplay.run(directory);
        assertFalse(result.ok());
        assertTrue(result.difference().contains("other bytes"), result.difference());
        assertNotEquals(result.orderDigest(), result.replayedDigest());
    }

    private void write(final TradeFixture session, final List<byte[]> records, final boolean orderly) {
        write(directory, session, records, orderly);
    }

    private void write(final Path to, final TradeFixture session, final List<byte[]> records, final boolean orderly) {
        try (ChronicleJournal journal = new ChronicleJournal(to, JournalPosition.START)) {
            new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(1).runId(TradeFixture.RUN_ID)
                    .mode(EngineMode.SIMULATED);
            journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStartedEncoder.BLOCK_LENGTH);
            RunSettings.write(session.context, journal);
            records.forEach(record -> journal.append(new UnsafeBuffer(record), 0, record.length));
            if (orderly) {
                new EngineStoppedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(2).runId(TradeFixture.RUN_ID);
                journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStoppedEncoder.BLOCK_LENGTH);
            }
        }
    }
}
