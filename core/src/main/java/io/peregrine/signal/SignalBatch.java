package io.peregrine.signal;

import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Input and output of one batch over all instruments, as structure of arrays, off-heap and page-aligned so that a device can use it without
 * a copy. The index is the instrument id.
 *
 * <pre>
 *  column 0..3  in : bid price, bid quantity, ask price, ask quantity   (int64 mantissas)
 *  column 4..5  out: imbalance, microprice                              (int64 fixed point, see {@link SignalCatalogue})
 * </pre>
 *
 * <p><b>Threading:</b> confined to the owner. <b>Memory:</b> allocated here and freed with this object, or lent by a device backend and
 * then valid until that backend closes. <b>Allocates:</b> none after construction.
 */
public final class SignalBatch {
    /** Input and output columns. */
    public static final int COLUMNS = 6;
    /** Columns 0 to 3 are inputs. */
    public static final int INPUT_COLUMNS = 4;

    private static final int PAGE_BYTES = 4096;

    private final int capacity;
    private final int strideBytes;
    private final UnsafeBuffer buffer;

    /**
     * @param capacity number of instruments, at least 1
     */
    public SignalBatch(final int capacity) {
        this(capacity, BufferUtil.allocateDirectAligned(bytes(capacity), PAGE_BYTES));
    }

    /**
     * A batch in memory that a device shares.
     *
     * @param capacity number of instruments, at least 1
     * @param memory direct, at least {@link #bytes} long, all zero
     */
    public SignalBatch(final int capacity, final ByteBuffer memory) {
        this.capacity = capacity;
        strideBytes = strideBytes(capacity);
        buffer = new UnsafeBuffer(memory, 0, bytes(capacity));
    }

    /** Memory that a batch takes. */
    public static int bytes(final int capacity) {
        return Math.multiplyExact(strideBytes(capacity), COLUMNS);
    }

    /** Distance of two columns. */
    public static int strideBytes(final int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + ": a batch has at least 1 instrument");
        }
        return BitUtil.align(Math.multiplyExact(capacity, Long.BYTES), PAGE_BYTES);
    }

    public int capacity() {
        return capacity;
    }

    /** All columns, one after another. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Offset of a column in {@link #buffer()}. */
    public int columnOffset(final int column) {
        return column * strideBytes;
    }

    /** Sets an instrument's top of book. Quantities must not be negative. */
    public void set(final int index, final long bidPrice, final long bidQuantity, final long askPrice, final long askQuantity) {
        put(0, index, bidPrice);
        put(1, index, bidQuantity);
        put(2, index, askPrice);
        put(3, index, askQuantity);
    }

    /** An instrument's imbalance out of the last computation. */
    public long imbalance(final int index) {
        return get(4, index);
    }

    /** An instrument's microprice out of the last computation. */
    public long microprice(final int index) {
        return get(5, index);
    }

    /** A cell. */
    public long get(final int column, final int index) {
        return buffer.getLong(column * strideBytes + index * Long.BYTES);
    }

    /** Sets a cell. */
    public void put(final int column, final int index, final long value) {
        buffer.putLong(column * strideBytes + index * Long.BYTES, value);
    }
}
