package io.peregrine.feed;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.json.DecimalWord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Books by their symbols as pairs of words, for symbols of at most {@value #LENGTH_MAX} characters; longer ones are found the general way.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> none after construction.
 *
 * @param <B> the venue's books
 */
public final class SymbolWords<B extends VenueBook> {
    /** More than any pair of the venues has. */
    static final int LENGTH_MAX = 15;
    /** Bytes that must be readable from the symbol's start. */
    public static final int READABLE_BYTES = 2 * Long.BYTES;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long[] firstWords;
    private final long[] secondWords;
    private final VenueBook[] books;
    private final int mask;
    private int length;

    /** @param all whose symbols are looked for */
    public SymbolWords(final List<B> all) {
        // At most half full, so that every search meets an empty slot.
        final int capacity = Integer.highestOneBit(Math.max(1, all.size())) * 4;
        firstWords = new long[capacity];
        secondWords = new long[capacity];
        books = new VenueBook[capacity];
        mask = capacity - 1;
        for (final VenueBook book : all) {
            final byte[] symbol = book.kept().instrument().venueSymbol().getBytes(StandardCharsets.US_ASCII);
            if (symbol.length <= LENGTH_MAX) {
                put(book, new UnsafeBuffer(Arrays.copyOf(symbol, READABLE_BYTES)));
            }
        }
    }

    private void put(final VenueBook book, final UnsafeBuffer padded) {
        final long first = padded.getLong(0, LITTLE_ENDIAN);
        final long second = padded.getLong(Long.BYTES, LITTLE_ENDIAN);
        int slot = slot(first, second);
        while (books[slot] != null) {
            slot = slot + 1 & mask;
        }
        firstWords[slot] = first;
        secondWords[slot] = second;
        books[slot] = book;
    }

    /** The book whose symbol stands here, up to a quote; null for none. */
    @SuppressWarnings("unchecked")
    public B find(final UnsafeBuffer bytes, final int position) {
        long first = bytes.getLong(position, LITTLE_ENDIAN);
        long second = 0;
        length = DecimalWord.quoteAt(first);
        if (length < Long.BYTES) {
            first &= ~(-1L << length * Byte.SIZE);
        } else {
            second = bytes.getLong(position + Long.BYTES, LITTLE_ENDIAN);
            final int rest = DecimalWord.quoteAt(second);
            if (rest == Long.BYTES) {
                return null;
            }
            second &= ~(-1L << rest * Byte.SIZE);
            length += rest;
        }
        int slot = slot(first, second);
        while (books[slot] != null && (firstWords[slot] != first || secondWords[slot] != second)) {
            slot = slot + 1 & mask;
        }
        return (B) books[slot];
    }

    /** Characters of the symbol that was last found. */
    public int length() {
        return length;
    }

    private int slot(final long first, final long second) {
        final long hash = (first ^ second * MULTIPLIER) * MULTIPLIER;
        return (int) (hash >>> Integer.SIZE) & mask;
    }
}
