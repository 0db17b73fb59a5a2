package io.peregrine.latency;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * When the last orders went through a gateway, off-heap and apart from the journal, which is written before the bytes leave.
 *
 * <pre>
 *   slot: 0 client order id | 8 taken | 16 signed | 24 written
 * </pre>
 *
 * <p>An order's slot is the low bits of its id, which is a sequence: the newest {@value #CAPACITY} orders of a run have a slot each, and an
 * order takes the place of the one that was sent so many orders before it.
 *
 * <p><b>Threading:</b> {@link #onWritten} by one agent, wait-free; {@link #read} by any thread: the id, which is never given twice, is
 * cleared before and released after the stamps, and a reader that does not find the same id before and after has nothing.
 * <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after construction.
 */
public final class OrderLedger {
    /** Orders that have a slot. */
    public static final int CAPACITY = 4096;

    private static final int SLOT_BYTES = 4 * Long.BYTES;
    private static final int TAKEN_OFFSET = Long.BYTES;
    private static final int SIGNED_OFFSET = 2 * Long.BYTES;
    private static final int WRITTEN_OFFSET = 3 * Long.BYTES;
    private static final long NO_ORDER = 0;

    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(CAPACITY * SLOT_BYTES, BitUtil.CACHE_LINE_LENGTH);
    private final UnsafeBuffer slots = new UnsafeBuffer(memory);

    /**
     * One order's way through its gateway.
     *
     * @param takenNs   the gateway has it, after strategy, risk and journal
     * @param signedNs  its bytes are made and signed
     * @param writtenNs they are with the socket
     */
    public record Stamps(long takenNs, long signedNs, long writtenNs) {
    }

    /** An order's bytes are with the socket. */
    public void onWritten(final long clientOrderId, final long takenNs, final long signedNs, final long writtenNs) {
        final int slot = slot(clientOrderId);
        slots.putLong(slot, NO_ORDER);
        VarHandle.storeStoreFence();
        slots.putLong(slot + TAKEN_OFFSET, takenNs);
        slots.putLong(slot + SIGNED_OFFSET, signedNs);
        slots.putLong(slot + WRITTEN_OFFSET, writtenNs);
        slots.putLongRelease(slot, clientOrderId);
    }

    /** The order's stamps, or null where it was not sent here, or not lately. */
    public Stamps read(final long clientOrderId) {
        final int slot = slot(clientOrderId);
        if (slots.getLongVolatile(slot) != clientOrderId) {
            return null;
        }
        final long takenNs = slots.getLongVolatile(slot + TAKEN_OFFSET);
        final long signedNs = slots.getLongVolatile(slot + SIGNED_OFFSET);
        final long writtenNs = slots.getLongVolatile(slot + WRITTEN_OFFSET);
        return slots.getLongVolatile(slot) == clientOrderId ? new Stamps(takenNs, signedNs, writtenNs) : null;
    }

    private static int slot(final long clientOrderId) {
        return (int) (clientOrderId & CAPACITY - 1) * SLOT_BYTES;
    }
}
