package io.peregrine.trade;

import io.peregrine.message.ExecutionReportDecoder;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Reports that a gateway on the same thread gives back while the core is still busy with the event that caused them. They are processed
 * when that event is done, in order.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one ring of 1 MiB, some thousands of reports; an event can not cause
 * more, since each order sent causes one. <b>Errors:</b> {@link IllegalStateException} when the ring is full: reports are never dropped.
 */
final class DeferredReports {
    private static final int CAPACITY_BYTES = 1 << 20;

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH, Long.BYTES)));
    private final ExecutionReportDecoder decoder = new ExecutionReportDecoder();
    private final ExecutionDesk desk;
    private final MessageHandler handler = this::onMessage;
    private long nowNs;

    DeferredReports(final ExecutionDesk desk) {
        this.desk = desk;
    }

    void add(final ExecutionReportDecoder report) {
        if (!ring.write(ExecutionReportDecoder.TEMPLATE_ID, report.buffer(), report.offset(), report.sbeDecodedLength())) {
            throw new IllegalStateException("more execution reports inside one event than fit: " + CAPACITY_BYTES + " bytes");
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
        decoder.wrap(buffer, index, ExecutionReportDecoder.BLOCK_LENGTH, ExecutionReportDecoder.SCHEMA_VERSION);
        desk.onExecutionReport(decoder, nowNs);
    }
}
