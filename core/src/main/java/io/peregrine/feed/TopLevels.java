package io.peregrine.feed;

import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;

/**
 * The best levels of one side of a book, kept beside it from one update to the next: a message of a level or two changes them in place, and
 * only one of many, or one that leaves too few, has them copied out of the book again. A few more than needed are kept where they are
 * known, so that a level that goes does not have them copied each time.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas. <b>Allocates:</b> none after construction.
 */
public final class TopLevels {
    /** Most levels that are kept. */
    public static final int LEVELS_MAX = 16;
    /** Messages of more changes of a side than this are not followed one by one. */
    private static final int CHANGES_MAX = 4;

    private final OrderBook book;
    private final boolean bids;
    private final long sign;
    private final long[] prices = new long[LEVELS_MAX];
    private final long[] quantities = new long[LEVELS_MAX];
    private TopListener listener = TopListener.NONE;
    private int needed;
    /** Most levels that are kept. */
    private int kept;
    private int count;
    /** Has the book no more levels on this side than these? */
    private boolean isComplete;
    /** Are they to be copied out of the book before they are used? */
    private boolean isStale = true;
    /** Since they were told last: all before this one are the same. */
    private int untold;

    /** @param needed levels that whoever uses them wants, as far as the book has them */
    TopLevels(final OrderBook book, final boolean bids, final int needed) {
        this.book = book;
        this.bids = bids;
        this.needed = needed;
        kept = Math.min(2 * needed, LEVELS_MAX);
        sign = bids ? -1 : 1;
    }

    /** Has someone told of every change, who needs so many levels. */
    public void follow(final TopListener newListener, final int levels) {
        listener = newListener;
        needed = Math.max(needed, levels);
        kept = Math.min(2 * needed, LEVELS_MAX);
        isStale = true;
    }

    /** Levels that are known; at least as many as are needed, or all. */
    public int count() {
        return count;
    }

    /** Price of a level, best first, or {@link Instrument#NULL_VALUE}. */
    public long price(final int level) {
        return level < count ? prices[level] : Instrument.NULL_VALUE;
    }

    /** Quantity of a level, best first, or {@link Instrument#NULL_VALUE}. */
    public long quantity(final int level) {
        return level < count ? quantities[level] : Instrument.NULL_VALUE;
    }

    /** The first level that may be another since the last call; as many as are kept where none is. */
    int takeUntold() {
        final int from = untold;
        untold = LEVELS_MAX;
        return from;
    }

    /** The book's levels are others now. */
    void onReplaced() {
        isStale = true;
    }

    /** These levels of the book have been set, or removed. */
    void onChanged(final long[] changedPrices, final long[] changedQuantities, final int changes) {
        if (changes == 0 || isStale) {
            return;
        }
        if (changes > CHANGES_MAX || book.droppedLevels() > 0) {
            isStale = isTouched(changedPrices, changes);
            return;
        }
        for (int i = 0; i < changes; i++) {
            change(changedPrices[i], changedQuantities[i]);
        }
        if (count < needed && !isComplete) {
            copy(kept);
        }
    }

    /** The book has no more than its best so many levels a side now. */
    void onTruncated(final int depth) {
        if (!isStale && count >= depth) {
            untold = count > depth ? Math.min(untold, depth) : untold;
            count = depth;
            isComplete = true;
        }
    }

    /** Brings them up to the book's state, if they are not. */
    public void refresh() {
        if (isStale) {
            isStale = false;
            untold = 0;
            copy(needed);
            listener.onReplaced();
        }
    }

    private void copy(final int levels) {
        untold = Math.min(untold, count);
        count = bids ? book.copyBids(prices, quantities, levels) : book.copyAsks(prices, quantities, levels);
        isComplete = count == (bids ? book.bidCount() : book.askCount());
    }

    private boolean isTouched(final long[] changed, final int changes) {
        final long worst = isComplete || count == 0 ? Long.MAX_VALUE : sign * prices[count - 1];
        boolean isTouched = false;
        for (int i = 0; i < changes; i++) {
            isTouched |= sign * changed[i] <= worst;
        }
        return isTouched;
    }

    private void change(final long price, final long quantity) {
        if (!isComplete && sign * (price - prices[count - 1]) > 0) {
            return;
        }
        final int at = better(price);
        if (at < count && prices[at] == price) {
            untold = Math.min(untold, at);
            if (quantity == 0) {
                remove(at);
            } else {
                quantities[at] = quantity;
                listener.onSet(at, price, quantity);
            }
        } else if (quantity != 0) {
            insert(at, price, quantity);
        }
    }

    /** How many levels are better than a price. */
    private int better(final long price) {
        final long signed = sign * price;
        int better = 0;
        for (int i = 0; i < count; i++) {
            better += (int) (sign * prices[i] - signed >>> Long.SIZE - 1);
        }
        return better;
    }

    private void remove(final int at) {
        count--;
        for (int i = at; i < count; i++) {
            prices[i] = prices[i + 1];
            quantities[i] = quantities[i + 1];
        }
        listener.onRemoved(at);
    }

    private void insert(final int at, final long price, final long quantity) {
        if (count == kept) {
            isComplete = false;
            if (at == kept) {
                return;
            }
        }
        untold = Math.min(untold, at);
        count = Math.min(count + 1, kept);
        for (int i = count - 1; i > at; i--) {
            prices[i] = prices[i - 1];
            quantities[i] = quantities[i - 1];
        }
        prices[at] = price;
        quantities[at] = quantity;
        listener.onInserted(at, price, quantity);
    }
}
