package io.peregrine.book;

import static io.peregrine.book.BookDescriptor.ENTRY_SHIFT;
import static io.peregrine.book.BookDescriptor.PAGE_LEVELS;
import static io.peregrine.book.BookDescriptor.PAGE_MASK;
import static io.peregrine.book.BookDescriptor.PAGE_SHIFT;
import static io.peregrine.book.BookDescriptor.SIDE_DIRECTORY_OFFSET;
import static io.peregrine.book.BookDescriptor.SIDE_DROPPED_OFFSET;
import static io.peregrine.book.BookDescriptor.SIDE_HORIZON_OFFSET;
import static io.peregrine.book.BookDescriptor.SIDE_LEVEL_COUNT_OFFSET;
import static io.peregrine.book.BookDescriptor.SIDE_PAGE_COUNT_OFFSET;
import static io.peregrine.book.BookDescriptor.SIDE_START_OFFSET;
import static io.peregrine.book.BookDescriptor.TICK_MAX;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * One side of a book: pages of 64 neighbouring ticks. A hash table finds a level's page in one step, a sorted directory (best last, with
 * room at both ends, so that changes near the touch and at the far end move little) walks from the touch outwards, and a page's occupancy
 * word finds its levels. Any range of
 * prices fits: memory follows the number of occupied stretches, not the distance between them. Where the pages run out the worst page is
 * dropped, and the horizon says from where on the side is no longer complete.
 *
 * <p><b>Threading:</b> changed by the book's writer only; {@link #copyBest} also by readers, who must check the book's version before they
 * use what it copied. <b>Memory:</b> a view of the map's value. <b>Allocates:</b> none after construction.
 */
final class BookSide {
    private final MappedWords memory;
    private final boolean bids;
    private final int pages;
    private final int directoryMask;
    private final int freePagesOffset;
    private final int tableMask;
    private final int tableOffset;
    private final int occupancyOffset;
    private final int quantitiesOffset;
    private final TickScale scale;

    BookSide(final UnsafeBuffer book, final int offset, final boolean bids, final int pages, final TickScale scale) {
        memory = new MappedWords(book, offset, BookDescriptor.sideLength(pages));
        this.bids = bids;
        this.pages = pages;
        this.scale = scale;
        directoryMask = BookDescriptor.directorySlots(pages) - 1;
        freePagesOffset = BookDescriptor.freePagesOffset(pages);
        tableMask = BookDescriptor.tableSlots(pages) - 1;
        tableOffset = BookDescriptor.tableOffset(pages);
        occupancyOffset = BookDescriptor.occupancyOffset(pages);
        quantitiesOffset = BookDescriptor.quantitiesOffset(pages);
    }

    /** Prepares fresh memory: all pages free, and every memory page touched, so that no page fault is left for the hot path. */
    void format() {
        memory.clear();
        for (int page = 0; page < pages; page++) {
            freePage(page, page);
        }
        start(pages / 2);
    }

    void clear() {
        final int count = pageCount();
        for (int i = 0; i < count; i++) {
            final long entry = directory(i);
            final int page = (int) entry & PAGE_MASK;
            occupancy(page, 0);
            freePage(pages - count + i, page);
            table(slot(entry), 0);
        }
        start(pages / 2);
        memory.putInt(SIDE_PAGE_COUNT_OFFSET, 0);
        memory.putInt(SIDE_LEVEL_COUNT_OFFSET, 0);
        memory.putLong(SIDE_HORIZON_OFFSET, 0);
        memory.putLong(SIDE_DROPPED_OFFSET, 0);
    }

    /** Sets or, with quantity 0, removes a level; the tick is from 1 to TICK_MAX. */
    SetResult set(final long tick, final long quantity) {
        final long index = index(tick);
        final int page = page(index >>> PAGE_SHIFT);
        if (quantity != 0) {
            return put(index, page, quantity);
        }
        return page < 0 ? SetResult.UNCHANGED : remove(index, page);
    }

    private SetResult put(final long index, final int existingPage, final long quantity) {
        int page = existingPage;
        if (page < 0) {
            page = insertPage(index);
            if (page < 0) {
                return SetResult.DROPPED;
            }
        }
        final long occupancy = occupancy(page);
        final long bit = 1L << index;
        if ((occupancy & bit) == 0) {
            occupancy(page, occupancy | bit);
            memory.putInt(SIDE_LEVEL_COUNT_OFFSET, levelCount() + 1);
        }
        memory.putLong(quantityOffset(page, (int) index & PAGE_LEVELS - 1), quantity);
        return SetResult.APPLIED;
    }

    private SetResult remove(final long index, final int page) {
        final long occupancy = occupancy(page);
        final long bit = 1L << index;
        if ((occupancy & bit) == 0) {
            return SetResult.UNCHANGED;
        }
        final long rest = occupancy & ~bit;
        occupancy(page, rest);
        memory.putInt(SIDE_LEVEL_COUNT_OFFSET, levelCount() - 1);
        if (rest == 0) {
            removePage(search(index >>> PAGE_SHIFT));
        }
        return SetResult.APPLIED;
    }

    int levelCount() {
        return memory.getInt(SIDE_LEVEL_COUNT_OFFSET);
    }

    long dropped() {
        return memory.getLong(SIDE_DROPPED_OFFSET);
    }

    /** Keeps the best levels: the others go, and nothing is known of them any more. With no more than those, all are known. */
    void truncate(final int depth) {
        int excess = levelCount() - depth;
        if (excess >= 0) {
            memory.putInt(SIDE_LEVEL_COUNT_OFFSET, depth);
            while (excess > 0) {
                excess = removeWorst(excess);
            }
        }
        if (dropped() == 0) {
            memory.putLong(SIDE_HORIZON_OFFSET, excess < 0 || depth == 0 ? 0 : worstIndex());
        }
    }

    /** Removes levels of the worst page; how many of those to be removed are left. */
    private int removeWorst(final int levels) {
        final int page = (int) directory(0) & PAGE_MASK;
        long rest = occupancy(page);
        int left = levels;
        for (; left > 0 && rest != 0; left--) {
            rest &= rest - 1;
        }
        occupancy(page, rest);
        if (rest == 0) {
            removePage(0);
        }
        return left;
    }

    private long worstIndex() {
        final long entry = directory(0);
        return (entry >>> ENTRY_SHIFT << PAGE_SHIFT) + Long.numberOfTrailingZeros(occupancy((int) entry & PAGE_MASK));
    }

    /** All levels at this price or better are known from now on, and none worse. */
    void horizon(final long tick) {
        memory.putLong(SIDE_HORIZON_OFFSET, index(tick));
    }

    /** Are all levels that the venue has known, however far away? */
    boolean isComplete() {
        return memory.getLong(SIDE_HORIZON_OFFSET) == 0;
    }

    /** The worst price to which all levels are known, or {@code unlimited} where all are. */
    long horizonPrice(final long unlimited) {
        return isComplete() ? unlimited : scale.price(tick(memory.getLong(SIDE_HORIZON_OFFSET)));
    }

    /** Is the side complete from its best price to this one? */
    boolean knows(final long tick) {
        return index(tick) >= memory.getLong(SIDE_HORIZON_OFFSET);
    }

    /** Best price in ticks, or {@link TickScale#OFF_TICK} where the side is empty. */
    long bestTick() {
        final int count = pageCount();
        if (count == 0) {
            return TickScale.OFF_TICK;
        }
        final long entry = directory(count - 1);
        return tick((entry >>> ENTRY_SHIFT << PAGE_SHIFT) + highest(occupancy((int) entry & PAGE_MASK)));
    }

    long quantity(final long tick) {
        final long index = index(tick);
        final int page = page(index >>> PAGE_SHIFT);
        return page < 0 || (occupancy(page) & 1L << index) == 0 ? 0 : memory.getLong(quantityOffset(page, (int) index & PAGE_LEVELS - 1));
    }

    /** Best price as a mantissa, or {@code absent}. */
    long bestPrice(final long absent) {
        final long tick = bestTick();
        return tick < 0 ? absent : scale.price(tick);
    }

    /** Quantity at the best price, or {@code absent}. */
    long bestQuantity(final long absent) {
        final long tick = bestTick();
        return tick < 0 ? absent : quantity(tick);
    }

    /**
     * Copies the best levels, best first. Stays inside the side's memory whatever a concurrent writer leaves there.
     *
     * @return number of levels copied
     */
    int copyBest(final long[] prices, final long[] quantities, final int depth) {
        int copied = 0;
        for (int i = Math.min(pageCount(), pages) - 1; i >= 0 && copied < depth; i--) {
            final long entry = directory(i);
            final int page = (int) entry & pages - 1;
            final long base = entry >>> ENTRY_SHIFT << PAGE_SHIFT;
            for (long rest = occupancy(page); rest != 0 && copied < depth; copied++) {
                final int level = highest(rest);
                rest ^= 1L << level;
                prices[copied] = scale.price(tick(base + level));
                quantities[copied] = memory.getLong(quantityOffset(page, level));
            }
        }
        return copied;
    }

    private int page(final long key) {
        for (int slot = (int) key & tableMask;; slot = slot + 1 & tableMask) {
            final long entry = table(slot);
            if (entry >>> ENTRY_SHIFT == key) {
                return (int) entry & PAGE_MASK;
            }
            if (entry == 0) {
                return -1;
            }
        }
    }

    /** Takes a free page for a level, at the cost of the worst one if there is none; -1 where the level itself is worse than all. */
    private int insertPage(final long index) {
        final long key = index >>> PAGE_SHIFT;
        if (pageCount() == pages) {
            final long worst = directory(0);
            if (key < worst >>> ENTRY_SHIFT) {
                drop(1, index + 1);
                return -1;
            }
            dropWorst(worst);
        }
        final int count = pageCount();
        final int page = freePage(pages - count - 1);
        final long entry = key << ENTRY_SHIFT | page;
        directory(makeRoom(search(key), count), entry);
        memory.putInt(SIDE_PAGE_COUNT_OFFSET, count + 1);
        int slot = (int) key & tableMask;
        while (table(slot) != 0) {
            slot = slot + 1 & tableMask;
        }
        table(slot, entry);
        return page;
    }

    /** Moves the shorter part of the directory; returns where the new entry belongs, which is where it belonged. */
    private int makeRoom(final int at, final int count) {
        final int start = start();
        if (at < count - at) {
            if (start == 0) {
                center(count);
            }
            final int first = start() - 1;
            start(first);
            moveSlots(first + 1, first, at);
        } else {
            if (start + count > directoryMask) {
                center(count);
            }
            final int first = start();
            moveSlots(first + at, first + at + 1, count - at);
        }
        return at;
    }

    private void center(final int count) {
        final int first = (directoryMask + 1 - count) / 2;
        moveSlots(start(), first, count);
        start(first);
    }

    private void dropWorst(final long worst) {
        final int page = (int) worst & PAGE_MASK;
        final int levels = Long.bitCount(occupancy(page));
        occupancy(page, 0);
        memory.putInt(SIDE_LEVEL_COUNT_OFFSET, levelCount() - levels);
        drop(levels, (worst >>> ENTRY_SHIFT) + 1 << PAGE_SHIFT);
        removePage(0);
    }

    private void drop(final int levels, final long horizon) {
        memory.putLong(SIDE_DROPPED_OFFSET, dropped() + levels);
        memory.putLong(SIDE_HORIZON_OFFSET, Math.max(horizon, memory.getLong(SIDE_HORIZON_OFFSET)));
    }

    private void removePage(final int at) {
        final long entry = directory(at);
        final int last = pageCount() - 1;
        final int start = start();
        if (at < last - at) {
            moveSlots(start, start + 1, at);
            start(start + 1);
        } else {
            moveSlots(start + at + 1, start + at, last - at);
        }
        freePage(pages - last - 1, (int) entry & PAGE_MASK);
        memory.putInt(SIDE_PAGE_COUNT_OFFSET, last);
        closeGap(slot(entry));
    }

    /** Where in the table an entry is, which is there. */
    private int slot(final long entry) {
        int slot = (int) (entry >>> ENTRY_SHIFT) & tableMask;
        while (table(slot) != entry) {
            slot = slot + 1 & tableMask;
        }
        return slot;
    }

    /** Moves later entries of the same run back over the hole, so that no search stops short of them (Knuth 6.4, algorithm R). */
    private void closeGap(final int removedSlot) {
        int hole = removedSlot;
        for (int slot = hole + 1 & tableMask; table(slot) != 0; slot = slot + 1 & tableMask) {
            final int home = (int) (table(slot) >>> ENTRY_SHIFT) & tableMask;
            if ((slot - home & tableMask) >= (slot - hole & tableMask)) {
                table(hole, table(slot));
                hole = slot;
            }
        }
        table(hole, 0);
    }

    /** Position in the directory of a page, or where it belongs. */
    private int search(final long key) {
        int low = 0;
        int high = pageCount();
        if (high == 0 || key <= directory(0) >>> ENTRY_SHIFT) {
            // Each level of a snapshot is worse than the one before it.
            return 0;
        }
        while (low < high) {
            final int middle = low + high >>> 1;
            if (directory(middle) >>> ENTRY_SHIFT < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void moveSlots(final int from, final int to, final int entries) {
        memory.move(SIDE_DIRECTORY_OFFSET + from * Long.BYTES, SIDE_DIRECTORY_OFFSET + to * Long.BYTES, entries * Long.BYTES);
    }

    private long index(final long tick) {
        return bids ? tick + PAGE_LEVELS : TICK_MAX + PAGE_LEVELS - tick;
    }

    private long tick(final long index) {
        return bids ? index - PAGE_LEVELS : TICK_MAX + PAGE_LEVELS - index;
    }

    private static int highest(final long occupancy) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(occupancy | 1);
    }

    private int pageCount() {
        return memory.getInt(SIDE_PAGE_COUNT_OFFSET);
    }

    /** The slot of the worst entry. */
    private int start() {
        return memory.getInt(SIDE_START_OFFSET);
    }

    private void start(final int slot) {
        memory.putInt(SIDE_START_OFFSET, slot);
    }

    /** The mask keeps a reader inside, whatever a writer leaves there under it. */
    private int directoryOffset(final int at) {
        return SIDE_DIRECTORY_OFFSET + (start() + at & directoryMask) * Long.BYTES;
    }

    private int freePage(final int at) {
        return memory.getInt(freePagesOffset + at * Integer.BYTES);
    }

    private void freePage(final int at, final int page) {
        memory.putInt(freePagesOffset + at * Integer.BYTES, page);
    }

    private long directory(final int at) {
        return memory.getLong(directoryOffset(at));
    }

    private void directory(final int at, final long entry) {
        memory.putLong(directoryOffset(at), entry);
    }

    private long table(final int slot) {
        return memory.getLong(tableOffset + slot * Long.BYTES);
    }

    private void table(final int slot, final long entry) {
        memory.putLong(tableOffset + slot * Long.BYTES, entry);
    }

    private long occupancy(final int page) {
        return memory.getLong(occupancyOffset + page * Long.BYTES);
    }

    private void occupancy(final int page, final long bits) {
        memory.putLong(occupancyOffset + page * Long.BYTES, bits);
    }

    private int quantityOffset(final int page, final int level) {
        return quantitiesOffset + (page << PAGE_SHIFT + 3) + level * Long.BYTES;
    }
}
