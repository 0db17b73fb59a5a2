package io.peregrine.venue.coinbase.exchange;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The orders of one book by their ids: open addressing, at most half full, off-heap. A removed entry's followers are moved back over the
 * hole, so that searches stay short whatever comes and goes (Knuth 6.4, algorithm R).
 *
 * <pre>
 *    one slot: id, first 8 bytes | id, last 8 bytes | price, negative for an ask | quantity      (8 bytes each; id 0 is an empty slot)
 * </pre>
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> 64 bytes an order that it has room for, for its whole life. <b>Units:</b>
 * mantissas at the instrument's decimals. <b>Allocates:</b> none after construction.
 */
final class OrderTable {
    static final int NOT_FOUND = -1;

    private static final int HIGH_OFFSET = 0;
    private static final int LOW_OFFSET = HIGH_OFFSET + Long.BYTES;
    private static final int PRICE_OFFSET = LOW_OFFSET + Long.BYTES;
    private static final int QUANTITY_OFFSET = PRICE_OFFSET + Long.BYTES;
    private static final int SLOT_SHIFT = 5;

    private final UnsafeBuffer memory;
    private final int ordersMax;
    private final int mask;
    private int count;

    /** @param ordersMax a power of two */
    OrderTable(final int ordersMax) {
        this.ordersMax = ordersMax;
        final int slots = 2 * ordersMax;
        mask = slots - 1;
        memory = new UnsafeBuffer(ByteBuffer.allocateDirect(slots << SLOT_SHIFT));
    }

    void clear() {
        if (count > 0) {
            memory.setMemory(0, memory.capacity(), (byte) 0);
            count = 0;
        }
    }

    int count() {
        return count;
    }

    /** The slot of an order, or {@link #NOT_FOUND}; valid until the next {@link #remove}. */
    int find(final long high, final long low) {
        for (int slot = home(high, low);; slot = slot + 1 & mask) {
            final long slotHigh = word(slot, HIGH_OFFSET);
            final long slotLow = word(slot, LOW_OFFSET);
            if (slotHigh == high && slotLow == low) {
                return slot;
            }
            if ((slotHigh | slotLow) == 0) {
                return NOT_FOUND;
            }
        }
    }

    /** Adds an order that is not there; false where there is no room. */
    boolean add(final long high, final long low, final boolean isBid, final long price, final long quantity) {
        if (count == ordersMax) {
            return false;
        }
        int slot = home(high, low);
        while ((word(slot, HIGH_OFFSET) | word(slot, LOW_OFFSET)) != 0) {
            slot = slot + 1 & mask;
        }
        word(slot, HIGH_OFFSET, high);
        word(slot, LOW_OFFSET, low);
        word(slot, PRICE_OFFSET, isBid ? price : -price);
        word(slot, QUANTITY_OFFSET, quantity);
        count++;
        return true;
    }

    void remove(final int removed) {
        int hole = removed;
        for (int slot = hole + 1 & mask; (word(slot, HIGH_OFFSET) | word(slot, LOW_OFFSET)) != 0; slot = slot + 1 & mask) {
            final int home = home(word(slot, HIGH_OFFSET), word(slot, LOW_OFFSET));
            if ((slot - home & mask) >= (slot - hole & mask)) {
                memory.putBytes(hole << SLOT_SHIFT, memory, slot << SLOT_SHIFT, 1 << SLOT_SHIFT);
                hole = slot;
            }
        }
        word(hole, HIGH_OFFSET, 0);
        word(hole, LOW_OFFSET, 0);
        count--;
    }

    boolean isBid(final int slot) {
        return word(slot, PRICE_OFFSET) > 0;
    }

    long price(final int slot) {
        return Math.abs(word(slot, PRICE_OFFSET));
    }

    long quantity(final int slot) {
        return word(slot, QUANTITY_OFFSET);
    }

    void quantity(final int slot, final long quantity) {
        word(slot, QUANTITY_OFFSET, quantity);
    }

    void price(final int slot, final long price) {
        word(slot, PRICE_OFFSET, isBid(slot) ? price : -price);
    }

    /** The bits of an id are random but for six; mixed all the same, so that ids that somebody chose spread too. */
    private int home(final long high, final long low) {
        final long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private long word(final int slot, final int offset) {
        return memory.getLong((slot << SLOT_SHIFT) + offset);
    }

    private void word(final int slot, final int offset, final long value) {
        memory.putLong((slot << SLOT_SHIFT) + offset, value);
    }
}
