package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.order.ExecutionListener;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Execution reports onto a publication. None is ever dropped: those that find no room wait here in their order. While any waits
 * ({@link #pending}), the gateway's agent does not read its sockets, so that the venue's own flow control holds it up and not this
 * buffer.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> {@link #PENDING_BYTES} off-heap. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> {@link IllegalStateException} where the buffer is full: the trade agent is gone, and the gateway stops.
 */
public final class ExecutionPublisher implements ExecutionListener {
    /** Room for reports that wait. */
    public static final int PENDING_BYTES = 256 * 1024;

    private static final int MESSAGE_TYPE_ID = 1;
    private static final int LIMIT = 64;

    private final MessagePublication publication;
    private final OneToOneRingBuffer pending = new OneToOneRingBuffer(new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(PENDING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    private final ExecutionReportDecoder waiting = new ExecutionReportDecoder();
    private final ControlledMessageHandler handler = this::onPending;

    /**
     * @param publication to the trade agent
     */
    public ExecutionPublisher(final ExclusivePublication publication) {
        this.publication = new MessagePublication(publication);
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        if (pending() || !publication.offer(report)) {
            keep(report);
        }
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

    private void keep(final ExecutionReportDecoder report) {
        if (!pending.write(MESSAGE_TYPE_ID, report.buffer(), report.offset(), report.sbeDecodedLength())) {
            throw new IllegalStateException("execution reports: " + PENDING_BYTES + " bytes wait for a trade agent that does not read");
        }
    }

    private ControlledMessageHandler.Action onPending(
            final int messageTypeId, final MutableDirectBuffer buffer, final int index, final int length) {
        waiting.wrap(buffer, index, ExecutionReportDecoder.BLOCK_LENGTH, ExecutionReportDecoder.SCHEMA_VERSION);
        return publication.offer(waiting) ? ControlledMessageHandler.Action.CONTINUE : ControlledMessageHandler.Action.ABORT;
    }
}
