package io.peregrine.book;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stretch of mapped memory, read and written by its address. A buffer that may as well lie on the heap costs the compiler the knowledge
 * that one access does not change what another has read; here it keeps it, which makes a level a third cheaper to set. Bounds are checked
 * where Agrona checks its own, see ADR 8.
 *
 * <p><b>Threading:</b> as of the memory. <b>Memory:</b> a view, valid as long as the buffer that it was made of. <b>Allocates:</b> none
 * after construction. <b>Errors:</b> {@link IndexOutOfBoundsException} where bounds are checked.
 */
final class MappedWords {
    private final UnsafeBuffer owner;
    private final long address;

    /** @param memory off-heap */
    MappedWords(final UnsafeBuffer memory, final int offset, final int length) {
        if (memory.byteArray() != null) {
            throw new IllegalArgumentException("a book's memory is mapped, not on the heap");
        }
        owner = new UnsafeBuffer(memory, offset, length);
        address = owner.addressOffset();
    }

    int getInt(final int offset) {
        check(offset, Integer.BYTES);
        return UnsafeApi.getInt(address + offset);
    }

    void putInt(final int offset, final int value) {
        check(offset, Integer.BYTES);
        UnsafeApi.putInt(address + offset, value);
    }

    long getLong(final int offset) {
        check(offset, Long.BYTES);
        return UnsafeApi.getLong(address + offset);
    }

    void putLong(final int offset, final long value) {
        check(offset, Long.BYTES);
        UnsafeApi.putLong(address + offset, value);
    }

    /** Seen by other threads after all that was written before. */
    void putLongRelease(final int offset, final long value) {
        check(offset, Long.BYTES);
        UnsafeApi.putLongRelease(null, address + offset, value);
    }

    /** Seen by other threads after all that was written before. */
    void putIntRelease(final int offset, final int value) {
        check(offset, Integer.BYTES);
        UnsafeApi.putIntRelease(null, address + offset, value);
    }

    void putByte(final int offset, final byte value) {
        check(offset, 1);
        UnsafeApi.putByte(address + offset, value);
    }

    /** Moves bytes, which may overlap. */
    void move(final int from, final int to, final int length) {
        owner.putBytes(to, owner, from, length);
    }

    /** Sets all to zero. */
    void clear() {
        owner.setMemory(0, owner.capacity(), (byte) 0);
    }

    private void check(final int offset, final int length) {
        if (UnsafeBuffer.SHOULD_BOUNDS_CHECK) {
            owner.boundsCheck(offset, length);
        }
    }
}
