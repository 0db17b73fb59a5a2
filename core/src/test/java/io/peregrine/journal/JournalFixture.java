package io.peregrine.journal;

import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStoppedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Writes whole buffers, and writes down what is read. */
final class JournalFixture implements JournalListener {
    final List<String> records = new ArrayList<>();

    static void append(final JournalWriter journal, final DirectBuffer message) {
        journal.append(message, 0, message.capacity());
    }

    @Override
    public void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
        records.add(sequence + " started " + message.runId());
    }

    @Override
    public void onEngineStopped(final long sequence, final EngineStoppedDecoder message) {
        records.add(sequence + " stopped " + message.runId());
    }

    @Override
    public void onNewOrder(final long sequence, final NewOrderDecoder message) {
        records.add(sequence + " order " + message.clientOrderId());
    }

    @Override
    public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
        records.add(sequence + " execution " + message.clientOrderId() + " " + message.text());
    }

    @Override
    public void onUnknown(final long sequence, final int templateId) {
        records.add(sequence + " unknown " + templateId);
    }
}
