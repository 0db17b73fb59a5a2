package io.peregrine.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/**
 * Finds a name by its bytes in a message: an open-addressed table at most half full.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 */
public final class NameTable {
    /** No such name. */
    public static final int UNKNOWN = -1;

    private final byte[][] names;
    private final int[] slots;
    private final int mask;

    /** The index of a name is its place in this list. */
    public NameTable(final List<String> names) {
        this.names = new byte[names.size()][];
        slots = new int[BitUtil.findNextPositivePowerOfTwo(Math.max(2, 2 * names.size()))];
        mask = slots.length - 1;
        Arrays.fill(slots, UNKNOWN);
        for (int i = 0; i < this.names.length; i++) {
            this.names[i] = names.get(i).getBytes(StandardCharsets.UTF_8);
            int slot = Arrays.hashCode(this.names[i]) & mask;
            while (slots[slot] != UNKNOWN) {
                slot = slot + 1 & mask;
            }
            slots[slot] = i;
        }
    }

    /** The index of the name, or {@link #UNKNOWN}. */
    public int indexOf(final DirectBuffer buffer, final int offset, final int length) {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer.getByte(offset + i);
        }
        int slot = hash & mask;
        while (slots[slot] != UNKNOWN) {
            if (equal(names[slots[slot]], buffer, offset, length)) {
                return slots[slot];
            }
            slot = slot + 1 & mask;
        }
        return UNKNOWN;
    }

    private static boolean equal(final byte[] name, final DirectBuffer buffer, final int offset, final int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
