package io.peregrine.book;

import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.ref.AbstractReference;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A Chronicle Map value that only says where it is: the map binds it to the mapped memory once, and books and readers work there without
 * the map.
 *
 * <p><b>Threading:</b> bound by the thread that opens the store. <b>Memory:</b> the mapping lives until the store is closed.
 */
final class BookValue extends AbstractReference {
    @Override
    public long maxSize() {
        // Chronicle Map asks this of an instance that was never constructed, so it can depend on nothing.
        return BookDescriptor.VALUE_LENGTH;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void bytesStore(final BytesStore store, final long offset, final long length) {
        acceptNewBytesStore(store);
        this.offset = offset;
    }

    /** The mapped memory. */
    UnsafeBuffer memory() {
        final UnsafeBuffer memory = new UnsafeBuffer(bytesStore().addressForWrite(offset), BookDescriptor.VALUE_LENGTH);
        memory.verifyAlignment();
        return memory;
    }
}
