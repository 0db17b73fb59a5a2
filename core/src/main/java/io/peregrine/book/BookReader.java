package io.peregrine.book;

import static io.peregrine.book.BookDescriptor.VERSION_OFFSET;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads one book while its writer works, in this process or another, without stopping it: copy, then look whether the version stood still.
 *
 * <p><b>Threading:</b> one for each reading thread; never writes. <b>Memory:</b> a view of the map's value, valid until the store is
 * closed. <b>Allocates:</b> none after construction.
 */
public final class BookReader {
    private static final int ATTEMPTS_MAX = 1_000;
    private static final int PAUSES_MAX = 200;
    private static final long PAUSE_NS = 100_000;

    private final UnsafeBuffer memory;
    private final BookSide bids;
    private final BookSide asks;

    BookReader(final UnsafeBuffer memory, final int pages) {
        this.memory = memory;
        final TickScale scale = new TickScale(memory.getLong(BookDescriptor.TICK_SIZE_OFFSET));
        bids = new BookSide(memory, BookDescriptor.BIDS_OFFSET, true, pages, scale);
        asks = new BookSide(memory, BookDescriptor.asksOffset(pages), false, pages, scale);
    }

    /** Changes with every update of the book; odd while one is being written. A cheap way to see that there is nothing new. */
    public long version() {
        return memory.getLongAcquire(VERSION_OFFSET);
    }

    /**
     * Copies the book's gate and best levels.
     *
     * @return false where the writer never paused long enough in {@value #ATTEMPTS_MAX} attempts, or died inside an update; {@code out}
     *     is then not to be used
     */
    public boolean read(final BookSnapshot out) {
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            final long version = version();
            if ((version & 1) == 0) {
                copy(out);
                // Pairs with the writer's store fence: what was copied was written before the version that is read now.
                VarHandle.loadLoadFence();
                if (memory.getLong(VERSION_OFFSET) == version) {
                    out.version = version;
                    return true;
                }
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /**
     * The same for threads that may wait: the writer's thread can lose its core within an update, and gets it back. Waits for some 30 ms at
     * most.
     *
     * @return false where it died inside an update, or stands still for longer
     */
    public boolean readPatiently(final BookSnapshot out) {
        for (int i = 0; i < PAUSES_MAX; i++) {
            if (read(out)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return read(out);
    }

    private void copy(final BookSnapshot out) {
        out.instrumentId = memory.getInt(BookDescriptor.INSTRUMENT_ID_OFFSET);
        out.state = memory.getByte(BookDescriptor.STATE_OFFSET);
        out.reason = memory.getByte(BookDescriptor.REASON_OFFSET);
        out.priceDecimals = memory.getByte(BookDescriptor.PRICE_DECIMALS_OFFSET);
        out.quantityDecimals = memory.getByte(BookDescriptor.QUANTITY_DECIMALS_OFFSET);
        out.updateId = memory.getLong(BookDescriptor.UPDATE_ID_OFFSET);
        out.venueTimeNs = memory.getLong(BookDescriptor.VENUE_TIME_OFFSET);
        out.receiveTimeNs = memory.getLong(BookDescriptor.RECEIVE_TIME_OFFSET);
        out.stateTimeNs = memory.getLong(BookDescriptor.STATE_TIME_OFFSET);
        out.bidCount = bids.copyBest(out.bidPrices, out.bidQuantities, out.depth());
        out.askCount = asks.copyBest(out.askPrices, out.askQuantities, out.depth());
    }
}
