package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.TOP_CHECKS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;

import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Ticker;

/**
 * Compares the book's best prices with the ticker's. A ticker of time T tells the top as it was when all changes up to T were made, so the
 * comparison is due at the latest when a change after T comes, and is good if it once holds while the book stands at T. Only for changes
 * that come one by one: the time of a batch says nothing of its first changes.
 *
 * <p>Found in the recorded session of 2021: each of its 72 trades has a change of the same time before it, and each of its 73 tickers from
 * after the first change shows the book's top.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class TickerCheck {
    private final FeedBook book;
    private boolean isDisabled;
    private boolean isPending;
    private long timeNs;
    private long bidPrice;
    private long askPrice;

    TickerCheck(final FeedBook book) {
        this.book = book;
    }

    void enable() {
        isDisabled = false;
        isPending = false;
    }

    void disable() {
        isDisabled = true;
        isPending = false;
    }

    void clear() {
        isPending = false;
    }

    /** @param updateTimeNs of the newest change in the book */
    void onTicker(final Ticker ticker, final long tickerTimeNs, final long updateTimeNs) {
        if (isDisabled || tickerTimeNs < updateTimeNs) {
            return;
        }
        isPending = true;
        timeNs = tickerTimeNs;
        bidPrice = ticker.bidPrice;
        askPrice = ticker.askPrice;
        afterUpdate(updateTimeNs);
    }

    /** The book stands at this time: does it agree? If not, more changes of the same time may follow. */
    void afterUpdate(final long updateTimeNs) {
        if (isPending && updateTimeNs == timeNs && isEqual()) {
            isPending = false;
            book.counters().increment(TOP_CHECKS);
        }
    }

    /** A change of this time is next: false where the book should have agreed by now, and does not. */
    boolean beforeUpdate(final long updateTimeNs) {
        if (!isPending || updateTimeNs <= timeNs) {
            return true;
        }
        isPending = false;
        book.counters().increment(TOP_CHECKS);
        if (isEqual()) {
            return true;
        }
        book.counters().increment(TOP_MISMATCHES);
        return false;
    }

    /** A side without levels has a price of 0 in the ticker. */
    private boolean isEqual() {
        return Math.max(0, book.book().bestBidPrice()) == bidPrice && Math.max(0, book.book().bestAskPrice()) == askPrice;
    }
}
