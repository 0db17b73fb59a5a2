package io.peregrine.book;

/**
 * Layout of one book, a Chronicle Map value. Little-endian; all words of 8 bytes are 8-aligned. The value has one constant length, which
 * Chronicle Map must know of the class; a book with fewer pages uses the front of it, and the rest of the sparse file is never touched.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *   |  version: odd while the writer is at work (sequence lock)     |
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |  instrument id                                                |
 *   +---------------+---------------+---------------+---------------+
 *   |  state        |  reason       | price decimals| qty decimals  |
 *   +---------------+---------------+---------------+---------------+
 *   |  tick size | update id | venue time | receive time | state time   (8 bytes each)
 *   +---------------------------------------------------------------+
 *   |  layout version               |  pages per side               |
 *   +---------------------------------------------------------------+
 *   |  transitions: one counter of 8 bytes for each (from, to)      |
 *  ...                                                              |
 *   +---------------------------------------------------------------+
 *   |  bids, then asks: each one side                               |
 *  ...                                                              |
 *   +---------------------------------------------------------------+
 *
 *   One side:
 *   +---------------------------------------------------------------+
 *   |  page count                   |  level count                  |
 *   +---------------------------------------------------------------+
 *   |  horizon: least index of which all better levels are known    |
 *   +---------------------------------------------------------------+
 *   |  levels dropped for want of pages since clear                 |
 *   +---------------------------------------------------------------+
 *   |  where in the directory the worst entry is     (padded to 64) |
 *   +---------------------------------------------------------------+
 *   |  directory: an entry per page, worst first, room at both ends |
 *   +---------------------------------------------------------------+
 *   |  free pages: a stack of page numbers (4 bytes each)           |
 *   +---------------------------------------------------------------+
 *   |  table: open addressing from page key to the same entry       |
 *   +---------------------------------------------------------------+
 *   |  occupancy: per page a bit for each of its 64 levels          |
 *   +---------------------------------------------------------------+
 *   |  quantities: per page 64 words                                |
 *   +---------------------------------------------------------------+
 * </pre>
 *
 * <p>A level's <i>index</i> grows towards the better price on both sides: bid {@code tick + 64}, ask {@code TICK_MAX + 64 - tick}. Its
 * page's key is {@code index >>> 6}, never 0; an entry is {@code key << 13 | page}, so 0 is an empty slot of the table.
 */
final class BookDescriptor {
    /** Changes with every change of this layout. */
    static final int LAYOUT_VERSION = 2;

    /** Levels (neighbouring ticks) in a page: one bit of a word each. */
    static final int PAGE_LEVELS = Long.SIZE;
    static final int PAGE_SHIFT = 6;
    static final int ENTRY_SHIFT = 13;
    static final int PAGES_MAX = 1 << ENTRY_SHIFT;
    static final int PAGE_MASK = PAGES_MAX - 1;
    /** Largest price in ticks, so that an entry stays positive. */
    static final long TICK_MAX = (1L << Long.SIZE - 1 - ENTRY_SHIFT + PAGE_SHIFT) - 1 - 2 * PAGE_LEVELS;

    static final int STATES = 4;

    static final int VERSION_OFFSET = 0;
    static final int INSTRUMENT_ID_OFFSET = VERSION_OFFSET + Long.BYTES;
    static final int STATE_OFFSET = INSTRUMENT_ID_OFFSET + Integer.BYTES;
    static final int REASON_OFFSET = STATE_OFFSET + Byte.BYTES;
    static final int PRICE_DECIMALS_OFFSET = REASON_OFFSET + Byte.BYTES;
    static final int QUANTITY_DECIMALS_OFFSET = PRICE_DECIMALS_OFFSET + Byte.BYTES;
    static final int TICK_SIZE_OFFSET = QUANTITY_DECIMALS_OFFSET + Byte.BYTES;
    static final int UPDATE_ID_OFFSET = TICK_SIZE_OFFSET + Long.BYTES;
    static final int VENUE_TIME_OFFSET = UPDATE_ID_OFFSET + Long.BYTES;
    static final int RECEIVE_TIME_OFFSET = VENUE_TIME_OFFSET + Long.BYTES;
    static final int STATE_TIME_OFFSET = RECEIVE_TIME_OFFSET + Long.BYTES;
    static final int LAYOUT_VERSION_OFFSET = STATE_TIME_OFFSET + Long.BYTES;
    static final int PAGES_PER_SIDE_OFFSET = LAYOUT_VERSION_OFFSET + Integer.BYTES;
    static final int TRANSITIONS_OFFSET = PAGES_PER_SIDE_OFFSET + Integer.BYTES;
    static final int BIDS_OFFSET = TRANSITIONS_OFFSET + STATES * STATES * Long.BYTES;

    static final int SIDE_PAGE_COUNT_OFFSET = 0;
    static final int SIDE_LEVEL_COUNT_OFFSET = SIDE_PAGE_COUNT_OFFSET + Integer.BYTES;
    static final int SIDE_HORIZON_OFFSET = SIDE_LEVEL_COUNT_OFFSET + Integer.BYTES;
    static final int SIDE_DROPPED_OFFSET = SIDE_HORIZON_OFFSET + Long.BYTES;
    static final int SIDE_START_OFFSET = SIDE_DROPPED_OFFSET + Long.BYTES;
    static final int SIDE_DIRECTORY_OFFSET = 64;

    /** Length of every value. */
    static final int VALUE_LENGTH = bookLength(PAGES_MAX);

    private BookDescriptor() {
    }

    static int tableSlots(final int pages) {
        return 2 * pages;
    }

    /** Twice as many as entries, so that it grows at either end. */
    static int directorySlots(final int pages) {
        return 2 * pages;
    }

    static int freePagesOffset(final int pages) {
        return SIDE_DIRECTORY_OFFSET + directorySlots(pages) * Long.BYTES;
    }

    static int tableOffset(final int pages) {
        return freePagesOffset(pages) + pages * Integer.BYTES;
    }

    static int occupancyOffset(final int pages) {
        return tableOffset(pages) + tableSlots(pages) * Long.BYTES;
    }

    static int quantitiesOffset(final int pages) {
        return occupancyOffset(pages) + pages * Long.BYTES;
    }

    static int sideLength(final int pages) {
        return quantitiesOffset(pages) + pages * PAGE_LEVELS * Long.BYTES;
    }

    static int asksOffset(final int pages) {
        return BIDS_OFFSET + sideLength(pages);
    }

    static int bookLength(final int pages) {
        return asksOffset(pages) + sideLength(pages);
    }
}
