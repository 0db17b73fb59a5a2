package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.BooleanType;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A start after a long day: bounded by the last snapshot, not by the day. {@code -Dperegrine.journal.records=10000000} measures a day of
 * ten million records; docs/journal.md has the figures.
 */
class BoundedRestartIT {
    private static final long RECORDS = Long.getLong("peregrine.journal.records", 60_000);
    private static final int RUN_ID = 1;
    private static final long LOT = 10_000;

    private final EngineFixture fixture = new EngineFixture();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder order = new NewOrderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();

    @TempDir
    private Path directory;

    @Test
    void readsOnlyWhatCameAfterTheSnapshot() {
        final long orders = write(JournalPosition.START, 0, RECORDS);
        final long wholeMs = launchMs("\\d+ records; the last run did not end in order");
        final long snapshotMs = launchMs("a snapshot at \\d+ and 1 records");
        final JournalPosition end = Journal.scan(directory.resolve("journal"), new JournalListener() { }).end();
        final long more = Math.min(RECORDS, JournalSettings.STANDARD.snapshotRecords());
        write(end, orders + orders % 2, more);
        final long tailMs = launchMs("a snapshot at \\d+ and " + (more + 1) + " records.*");

        System.out.println("restart on " + RECORDS + " records: " + wholeMs + " ms from the whole journal, " + snapshotMs
                + " ms from a snapshot, " + tailMs + " ms with " + more + " records after it");
        if (RECORDS >= 10_000_000) {
            assertTrue(snapshotMs <= 2_000 && tailMs <= 2_000, snapshotMs + " ms, " + tailMs + " ms");
        }
    }

    /** Starts, waits until a snapshot of all is taken, and ends. */
    private long launchMs(final String recovery) {
        final long startNs = System.nanoTime();
        try (Engine engine = fixture.launch(directory, ThreadPlan.STEPPED)) {
            final long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
            assertTrue(engine.recovery().matches(recovery), engine.recovery());
            return tookMs;
        }
    }

    /** Orders, each acknowledged and filled, bought and sold in turn; the number of orders. */
    private long write(final JournalPosition end, final long firstOrder, final long records) {
        long number = firstOrder;
        try (ChronicleJournal journal = new ChronicleJournal(directory.resolve("journal"), end)) {
            if (end.sequence() == 0) {
                new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header).timeNs(1).runId(RUN_ID).mode(EngineMode.SIMULATED);
                journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + EngineStartedEncoder.BLOCK_LENGTH);
            }
            for (long i = 0; i < records / 3; i++) {
                final long clientOrderId = ((long) RUN_ID << Integer.SIZE) + ++number;
                journal.append(buffer, 0, newOrder(clientOrderId, number));
                journal.append(buffer, 0, report(clientOrderId, number, ExecType.NEW, OrderStatus.NEW));
                journal.append(buffer, 0, report(clientOrderId, number, ExecType.TRADE, OrderStatus.FILLED));
            }
            for (long i = 0; i < records % 3; i++) {
                journal.append(buffer, 0, report(((long) RUN_ID << Integer.SIZE) + number, number, ExecType.NEW, OrderStatus.FILLED));
            }
        }
        return number;
    }

    private int newOrder(final long clientOrderId, final long number) {
        order.wrapAndApplyHeader(buffer, 0, header).timeNs(number).clientOrderId(clientOrderId).instrumentId(0).strategyId(1)
                .price(1_000).stopPrice(Instrument.NULL_VALUE).quantity(LOT).tickReceiveTimeNs(number).side(side(number))
                .orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE).held(BooleanType.FALSE);
        return MessageHeaderEncoder.ENCODED_LENGTH + NewOrderEncoder.BLOCK_LENGTH;
    }

    private int report(final long clientOrderId, final long number, final ExecType execType, final OrderStatus status) {
        final boolean filled = status == OrderStatus.FILLED;
        report.wrapAndApplyHeader(buffer, 0, header).timeNs(number).venueTimeNs(number).receiveTimeNs(number).clientOrderId(clientOrderId)
                .instrumentId(0).strategyId(1).price(1_000).orderQuantity(LOT).lastPrice(1_000).lastQuantity(LOT)
                .cumQuantity(filled ? LOT : 0).leavesQuantity(filled ? 0 : LOT).feeE8(5).feeAssetId(0).venueCode(0).execType(execType)
                .orderStatus(status).side(side(number)).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC)
                .liquiditySide(LiquiditySide.MAKER).rejectReason(RejectReason.NONE);
        report.venueOrderId().high(0).low(number);
        report.executionId().high(0).low(number);
        report.text("");
        return MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength();
    }

    private static Side side(final long number) {
        return number % 2 == 1 ? Side.BUY : Side.SELL;
    }
}
