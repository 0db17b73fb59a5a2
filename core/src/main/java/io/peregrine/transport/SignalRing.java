package io.peregrine.transport;

import io.peregrine.message.SignalDecoder;
import io.peregrine.signal.SignalListener;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Signals from batch engines in this process to the trade agent. One that finds no room is dropped and counted: the next batch brings the
 * next value.
 *
 * <p><b>Threading:</b> {@link #onSignal} and {@link #droppedCount} thread-safe; {@link #poll} confined to the trade agent.
 * <b>Allocates:</b> none after construction.
 */
public final class SignalRing implements SignalListener, MessageHandler {
    private static final int RECORD_BYTES =
            BitUtil.align(RecordDescriptor.HEADER_LENGTH + SignalDecoder.BLOCK_LENGTH, RecordDescriptor.ALIGNMENT);
    private static final int MESSAGE_TYPE_ID = 1;
    /** Signals taken in one duty cycle at most. */
    private static final int LIMIT = 64;

    private final ManyToOneRingBuffer ring;
    private final int waitingBytesMax;
    private final AtomicLong dropped = new AtomicLong();
    private final SignalDecoder decoder = new SignalDecoder();
    private final SignalListener listener;
    private long nowNs;

    /**
     * @param listener   the trade core
     * @param waitingMax signals that may wait, from 1
     */
    public SignalRing(final SignalListener listener, final int waitingMax) {
        this.listener = listener;
        waitingBytesMax = waitingMax * RECORD_BYTES;
        // Twice as much: a record is never split at the end of the ring, which then holds padding.
        final int capacityBytes = BitUtil.findNextPositivePowerOfTwo(2 * waitingBytesMax);
        ring = new ManyToOneRingBuffer(new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(capacityBytes + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    }

    @Override
    public void onSignal(final SignalDecoder signal, final long ignoredNs) {
        if (ring.size() >= waitingBytesMax || !ring.write(MESSAGE_TYPE_ID, signal.buffer(), signal.offset(), SignalDecoder.BLOCK_LENGTH)) {
            dropped.incrementAndGet();
        }
    }

    /**
     * Hands over what is there, at most a batch.
     *
     * @return number of signals
     */
    public int poll(final long nowNs) {
        this.nowNs = nowNs;
        return ring.read(this, LIMIT);
    }

    /** Signals for which there was no room. */
    public long droppedCount() {
        return dropped.get();
    }

    @Override
    public void onMessage(final int messageTypeId, final MutableDirectBuffer buffer, final int index, final int length) {
        decoder.wrap(buffer, index, SignalDecoder.BLOCK_LENGTH, SignalDecoder.SCHEMA_VERSION);
        listener.onSignal(decoder, nowNs);
    }
}
