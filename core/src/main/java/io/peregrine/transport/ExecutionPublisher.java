package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * Execution reports, and what the venue holds, onto a publication. None is ever dropped: those that find no room wait here in their
 * order. While any waits ({@link #pending}), the gateway's agent does not read its sockets, so that the venue's own flow control holds it
 * up and not this buffer.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> {@link #PENDING_BYTES} off-heap. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> {@link IllegalStateException} where the buffer is full: the trade agent is gone, and the gateway stops.
 */
public final class ExecutionPublisher implements ExecutionListener, ReconciliationListener {
    /** Room for reports that wait. */
    public static final int PENDING_BYTES = 256 * 1024;

    private static final int LIMIT = 64;

    private final MessagePublication publication;
    private final OneToOneRingBuffer pending = new OneToOneRingBuffer(new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(PENDING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OpenOrderDecoder openOrder = new OpenOrderDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final ReconcileEndDecoder end = new ReconcileEndDecoder();
    private final GatewayStatusDecoder status = new GatewayStatusDecoder();
    private final ControlledMessageHandler handler = this::onPending;

    /**
     * @param publication to the trade agent
     */
    public ExecutionPublisher(final ExclusivePublication publication) {
        this.publication = new MessagePublication(publication);
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder newReport, final long nowNs) {
        send(newReport);
    }

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long nowNs) {
        send(order);
    }

    @Override
    public void onBalance(final BalanceDecoder newBalance, final long nowNs) {
        send(newBalance);
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder newEnd, final long nowNs) {
        send(newEnd);
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder newStatus, final long nowNs) {
        send(newStatus);
    }

    /**
     * Sends what waits.
     *
     * @return number of reports sent
     */
    public int doWork() {
        return pending() ? pending.controlledRead(handler, LIMIT) : 0;
    }

    /** Does any report wait? */
    public boolean pending() {
        return pending.size() > 0;
    }

    private void send(final MessageDecoderFlyweight message) {
        if (pending() || !publication.offer(message)) {
            keep(message);
        }
    }

    private void keep(final MessageDecoderFlyweight message) {
        if (!pending.write(message.sbeTemplateId(), message.buffer(), message.offset(), message.sbeDecodedLength())) {
            throw new IllegalStateException("execution reports: " + PENDING_BYTES + " bytes wait for a trade agent that does not read");
        }
    }

    private ControlledMessageHandler.Action onPending(
            final int templateId, final MutableDirectBuffer buffer, final int index, final int length) {
        final MessageDecoderFlyweight waiting = switch (templateId) {
            case OpenOrderDecoder.TEMPLATE_ID -> openOrder;
            case BalanceDecoder.TEMPLATE_ID -> balance;
            case ReconcileEndDecoder.TEMPLATE_ID -> end;
            case GatewayStatusDecoder.TEMPLATE_ID -> status;
            default -> report;
        };
        waiting.wrap(buffer, index, waiting.sbeBlockLength(), waiting.sbeSchemaVersion());
        return publication.offer(waiting) ? ControlledMessageHandler.Action.CONTINUE : ControlledMessageHandler.Action.ABORT;
    }
}
