package io.peregrine.trade;

import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * Reports and answers that a gateway on the same thread gives back while the core is still busy with the event that caused them. They are
 * processed when that event is done, in order.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one ring of 1 MiB, some thousands of reports; an event can not cause
 * more, since each order sent causes one. <b>Errors:</b> {@link IllegalStateException} when the ring is full: reports are never dropped.
 */
final class DeferredReports {
    private static final int CAPACITY_BYTES = 1 << 20;
    private static final int VERSION = ExecutionReportDecoder.SCHEMA_VERSION;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, Long.BYTES)));
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OpenOrderDecoder openOrder = new OpenOrderDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final ReconcileEndDecoder end = new ReconcileEndDecoder();
    private final GatewayStatusDecoder status = new GatewayStatusDecoder();
    private final ExecutionDesk desk;
    private final Reconciliation reconciliation;
    private final MessageHandler handler = this::onMessage;
    private long nowNs;

    DeferredReports(final ExecutionDesk desk, final Reconciliation reconciliation) {
        this.desk = desk;
        this.reconciliation = reconciliation;
    }

    void add(final MessageDecoderFlyweight message) {
        if (!ring.write(message.sbeTemplateId(), message.buffer(), message.offset(), message.sbeDecodedLength())) {
            throw new IllegalStateException("more reports inside one event than fit: " + CAPACITY_BYTES + " bytes");
        }
    }

    /** Processes those that are here, and those that come meanwhile. */
    void drain(final long timeNs) {
        nowNs = timeNs;
        while (ring.size() > 0) {
            ring.read(handler);
        }
    }

    private void onMessage(final int typeId, final MutableDirectBuffer buffer, final int index, final int length) {
        switch (typeId) {
            case ExecutionReportDecoder.TEMPLATE_ID ->
                desk.onExecutionReport(report.wrap(buffer, index, ExecutionReportDecoder.BLOCK_LENGTH, VERSION), nowNs);
            case OpenOrderDecoder.TEMPLATE_ID ->
                reconciliation.onOpenOrder(openOrder.wrap(buffer, index, OpenOrderDecoder.BLOCK_LENGTH, VERSION), nowNs);
            case BalanceDecoder.TEMPLATE_ID ->
                reconciliation.onBalance(balance.wrap(buffer, index, BalanceDecoder.BLOCK_LENGTH, VERSION), nowNs);
            case ReconcileEndDecoder.TEMPLATE_ID ->
                reconciliation.onReconcileEnd(end.wrap(buffer, index, ReconcileEndDecoder.BLOCK_LENGTH, VERSION), nowNs);
            case GatewayStatusDecoder.TEMPLATE_ID ->
                reconciliation.onGatewayStatus(status.wrap(buffer, index, GatewayStatusDecoder.BLOCK_LENGTH, VERSION), nowNs);
            default -> throw new IllegalStateException("not a report: template " + typeId);
        }
    }
}
