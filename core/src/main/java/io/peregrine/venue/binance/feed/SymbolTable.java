package io.peregrine.venue.binance.feed;

import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Books by the venue's symbol as it stands in a message, without making text of it.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 */
final class SymbolTable {
    private final BinanceBook[] books;
    private final byte[][] symbols;
    private final int mask;

    SymbolTable(final List<BinanceBook> all) {
        // At most half full, so that every search meets an empty slot.
        final int capacity = Integer.highestOneBit(Math.max(1, all.size())) * 4;
        books = new BinanceBook[capacity];
        symbols = new byte[capacity][];
        mask = capacity - 1;
        for (final BinanceBook book : all) {
            final byte[] symbol = book.instrument().venueSymbol().getBytes(StandardCharsets.US_ASCII);
            int slot = JsonReader.hash(symbol) & mask;
            while (books[slot] != null) {
                slot = slot + 1 & mask;
            }
            books[slot] = book;
            symbols[slot] = symbol;
        }
    }

    /** The book of the symbol that was just read, or null. */
    BinanceBook find(final JsonReader reader) {
        int slot = reader.sliceHash() & mask;
        while (books[slot] != null && !reader.keyIs(symbols[slot])) {
            slot = slot + 1 & mask;
        }
        return books[slot];
    }
}
