package io.peregrine.feed;

import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * Books by the venue's symbol as it stands in a message, without making text of it.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 *
 * @param <B> what is looked up
 */
public final class SymbolTable<B> {
    private final Object[] books;
    private final byte[][] symbols;
    private final int mask;

    /** @param symbolOf gives the venue's symbol of each */
    public SymbolTable(final List<? extends B> all, final Function<? super B, String> symbolOf) {
        // At most half full, so that every search meets an empty slot.
        final int capacity = Integer.highestOneBit(Math.max(1, all.size())) * 4;
        books = new Object[capacity];
        symbols = new byte[capacity][];
        mask = capacity - 1;
        for (final B book : all) {
            final byte[] symbol = symbolOf.apply(book).getBytes(StandardCharsets.US_ASCII);
            int slot = JsonReader.hash(symbol) & mask;
            while (books[slot] != null) {
                slot = slot + 1 & mask;
            }
            books[slot] = book;
            symbols[slot] = symbol;
        }
    }

    /** What has this symbol, or null. */
    @SuppressWarnings("unchecked")
    public B find(final DirectBuffer buffer, final int offset, final int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + buffer.getByte(offset + i);
        }
        int slot = hash & mask;
        while (books[slot] != null && !isEqual(symbols[slot], buffer, offset, length)) {
            slot = slot + 1 & mask;
        }
        return (B) books[slot];
    }

    private static boolean isEqual(final byte[] symbol, final DirectBuffer buffer, final int offset, final int length) {
        if (symbol.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (symbol[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** What has the symbol that was just read, or null. */
    @SuppressWarnings("unchecked")
    public B find(final JsonReader reader) {
        int slot = reader.sliceHash() & mask;
        while (books[slot] != null && !reader.keyIs(symbols[slot])) {
            slot = slot + 1 & mask;
        }
        return (B) books[slot];
    }
}
