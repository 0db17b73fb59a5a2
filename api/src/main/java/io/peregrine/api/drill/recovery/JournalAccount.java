package io.peregrine.api.drill.recovery;

import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalTailer;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the engine's journal says, read from its first record on and never forgotten: the account that survives a kill.
 *
 * <p><b>Threading:</b> confined to the main thread. <b>Units:</b> mantissas.
 */
final class JournalAccount implements JournalListener, AutoCloseable {
    private static final int LIMIT = 10_000;

    private final JournalTailer tailer;
    private final Set<Long> orders = new HashSet<>();
    private final Map<Long, Long> filled = new HashMap<>();
    private final List<EngineFill> fills = new ArrayList<>();
    private final Map<Long, Long> firstAcknowledgements = new HashMap<>();
    private int balanceAlarms;

    /** One fill as journalled. */
    record EngineFill(
            long clientOrderId, int instrumentId, long executionIdHigh, long executionIdLow, boolean buy, long price, long quantity) {
        /** The same fill, whatever was reported of it. */
        String identity() {
            return clientOrderId + ":" + executionIdHigh + ':' + executionIdLow;
        }

    }

    JournalAccount(final Path journal) {
        tailer = JournalTailer.open(journal, JournalPosition.START);
    }

    /** Reads what is new. */
    void catchUp() {
        int read;
        do {
            read = tailer.poll(this, LIMIT);
        } while (read > 0);
    }

    /** Client order ids of all orders that were meant to be sent. */
    Set<Long> orders() {
        return orders;
    }

    /** How much of an order is filled. */
    long filled(final long clientOrderId) {
        return filled.getOrDefault(clientOrderId, 0L);
    }

    /** When the first order of a run of the engine was acknowledged by a venue, on the clock of the day; or null. */
    Long firstAcknowledgementNs(final long runId) {
        return firstAcknowledgements.get(runId);
    }

    /** How often a balance was not what the fills explain: nobody but the engine trades here, so never. */
    int balanceAlarms() {
        return balanceAlarms;
    }

    List<EngineFill> fills() {
        return fills;
    }

    @Override
    public void onNewOrder(final long sequence, final NewOrderDecoder message) {
        orders.add(message.clientOrderId());
    }

    @Override
    public void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
        if (message.newClientOrderId() != ReplaceOrderDecoder.newClientOrderIdNullValue()) {
            orders.add(message.newClientOrderId());
        }
    }

    @Override
    public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
        if (message.execType() == ExecType.NEW) {
            firstAcknowledgements.putIfAbsent(message.clientOrderId() >>> Integer.SIZE, message.timeNs());
        } else if (message.execType() == ExecType.TRADE) {
            filled.merge(message.clientOrderId(), message.lastQuantity(), Long::sum);
            fills.add(new EngineFill(message.clientOrderId(), message.instrumentId(),
                    message.executionId().high(), message.executionId().low(),
                    message.side() == Side.BUY, message.lastPrice(), message.lastQuantity()));
        }
    }

    @Override
    public void onDifference(final long sequence, final DifferenceDecoder message) {
        if (message.kind() == DifferenceKind.BALANCE && message.action() == DifferenceAction.REDUCE_ONLY) {
            balanceAlarms++;
        }
    }

    @Override
    public void close() {
        tailer.close();
    }
}
