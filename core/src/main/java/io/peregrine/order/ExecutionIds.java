package io.peregrine.order;

import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.collections.Hashing;

/**
 * The fills seen last, so that a repeated one is recognised. A fill is known by the venue's execution id and its order, or its side: in a
 * trade between two orders of our own both have the same execution id.
 *
 * <p>Open addressing with linear probing, and a ring of the entries in order of arrival: when it is full, the oldest makes room.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Allocates:</b> none after construction.
 */
public final class ExecutionIds {
    private static final int FIELDS = 3;
    private static final int EMPTY = -1;

    /** Sees one fill. */
    @FunctionalInterface
    public interface Visitor {
        void onExecution(long clientOrderId, long idHigh, long idLow);
    }

    private final long[] entries;
    private final int[] slots;
    private final int slotMask;
    private final int capacity;
    private int count;
    private int oldest;

    /** @param capacity entries that are remembered */
    public ExecutionIds(final int capacity) {
        this.capacity = capacity;
        entries = new long[capacity * FIELDS];
        slots = new int[BitUtil.findNextPositivePowerOfTwo(capacity * 2)];
        slotMask = slots.length - 1;
        Arrays.fill(slots, EMPTY);
    }

    /** Remembers a fill; false where it was here already. */
    public boolean add(final long clientOrderId, final long idHigh, final long idLow) {
        if (slots[find(clientOrderId, idHigh, idLow)] != EMPTY) {
            return false;
        }
        final int entry;
        if (count < capacity) {
            entry = count++;
        } else {
            entry = oldest;
            oldest = oldest + 1 == capacity ? 0 : oldest + 1;
            remove(entry);
        }
        entries[entry * FIELDS] = clientOrderId;
        entries[entry * FIELDS + 1] = idHigh;
        entries[entry * FIELDS + 2] = idLow;
        slots[find(clientOrderId, idHigh, idLow)] = entry;
        return true;
    }

    int count() {
        return count;
    }

    /** All that are remembered, oldest first. */
    public void forEach(final Visitor visitor) {
        for (int i = 0; i < count; i++) {
            final int entry = oldest + i < count ? oldest + i : oldest + i - count;
            final int field = entry * FIELDS;
            visitor.onExecution(entries[field], entries[field + 1], entries[field + 2]);
        }
    }

    /** The slot that holds these, or the empty one where they belong. */
    private int find(final long clientOrderId, final long idHigh, final long idLow) {
        int slot = home(clientOrderId, idHigh, idLow);
        while (slots[slot] != EMPTY && !matches(slots[slot], clientOrderId, idHigh, idLow)) {
            slot = slot + 1 & slotMask;
        }
        return slot;
    }

    private boolean matches(final int entry, final long clientOrderId, final long idHigh, final long idLow) {
        final int field = entry * FIELDS;
        return entries[field] == clientOrderId && entries[field + 1] == idHigh && entries[field + 2] == idLow;
    }

    private int home(final long clientOrderId, final long idHigh, final long idLow) {
        return Hashing.hash(clientOrderId * 31 + idHigh * 17 + idLow, slotMask);
    }

    private int homeOf(final int entry) {
        final int field = entry * FIELDS;
        return home(entries[field], entries[field + 1], entries[field + 2]);
    }

    /** Takes an entry out and closes the gap that it leaves in its chain. */
    private void remove(final int entry) {
        final int field = entry * FIELDS;
        int gap = find(entries[field], entries[field + 1], entries[field + 2]);
        int slot = gap;
        while (true) {
            slot = slot + 1 & slotMask;
            if (slots[slot] == EMPTY) {
                break;
            }
            final int distanceFromHome = slot - homeOf(slots[slot]) & slotMask;
            if (distanceFromHome >= (slot - gap & slotMask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = EMPTY;
    }
}
