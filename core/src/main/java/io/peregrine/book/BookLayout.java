package io.peregrine.book;

/**
 * How much room each book of a store has.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param pagesPerSide pages of {@link BookDescriptor#PAGE_LEVELS} neighbouring ticks on each side; a power of two from 16 to 8,192.
 *     A book needs as many pages as there are such stretches of price with at least one level, so at most one for each level
 */
public record BookLayout(int pagesPerSide) {
    /** Room for 8,192 levels that are all far from each other, and for 524,288 that are not; 9 MB of memory a book. */
    public static final BookLayout DEFAULT = new BookLayout(8192);

    /** Checks the range. */
    public BookLayout {
        if (pagesPerSide < 16 || pagesPerSide > BookDescriptor.PAGES_MAX || Integer.bitCount(pagesPerSide) != 1) {
            throw new IllegalArgumentException("pagesPerSide: a power of two from 16 to " + BookDescriptor.PAGES_MAX + ": " + pagesPerSide);
        }
    }
}
