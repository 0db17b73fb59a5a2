package io.peregrine.venue.coinbase.advanced;

import io.peregrine.instrument.Instrument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A product's name in the stream and its book. A product quoted in USDC is, on this venue, another name of the USD product's book, and its
 * data come under that name.
 *
 * <p><b>Threading:</b> immutable.
 */
record Product(String name, AdvancedBook book) {
    private static final String ALIAS_SUFFIX = "-USDC";
    private static final String BOOK_SUFFIX = "-USD";

    /** The names of all books: the products' own, and those of the books that they are aliases of. */
    static List<Product> of(final List<AdvancedBook> books) {
        final List<Product> products = new ArrayList<>();
        final Set<String> names = new HashSet<>();
        for (final AdvancedBook book : books) {
            final String name = book.kept().instrument().venueSymbol();
            products.add(new Product(name, book));
            names.add(name);
        }
        for (final AdvancedBook book : books) {
            final String name = bookOf(book.kept().instrument());
            if (names.add(name)) {
                products.add(new Product(name, book));
            }
        }
        return products;
    }

    private static String bookOf(final Instrument instrument) {
        final String name = instrument.venueSymbol();
        return name.endsWith(ALIAS_SUFFIX) ? name.substring(0, name.length() - ALIAS_SUFFIX.length()) + BOOK_SUFFIX : name;
    }
}
