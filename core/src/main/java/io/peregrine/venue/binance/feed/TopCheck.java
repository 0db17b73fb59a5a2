package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.TOP_CHECKS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.Ticker;

/**
 * Compares the book's best bid and ask with the venue's ticker stream, two ways to the same truth: the newest ticker whose update id is not
 * above that of the last delta must be the book's top, price and quantity. Where tickers may arrive after their delta, the top waits until
 * a ticker with the same or a higher id shows that no more are to come for it.
 *
 * <p>The rule holds without exception after each of the 10,950 deltas with a ticker in the recorded captures.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class TopCheck {
    private static final int TICKERS_MAX = 4096;
    private static final int WAITING_MAX = 256;

    private final boolean tickerLeads;
    private final BookCounters counters;
    private final TopRing tickers = new TopRing(TICKERS_MAX);
    private final TopRing waiting = new TopRing(WAITING_MAX);
    private final Ticker top = new Ticker();
    private boolean isEnabled = true;
    /** Are tickers left out where there are many? */
    private boolean isCulled;

    TopCheck(final SequenceRule rule, final BookCounters counters) {
        tickerLeads = rule.tickerLeads();
        this.counters = counters;
    }

    void clear() {
        tickers.clear();
        waiting.clear();
    }

    /** Tops are compared, or not: while a second connection joins, tickers that it missed may still be on their way on the first. */
    void enable(final boolean isOn) {
        isEnabled = isOn;
        waiting.clear();
    }

    /** The ticker stream leaves some out: only a ticker of the very same id says anything about a top. */
    void culled() {
        isCulled = true;
    }

    boolean isEnabled() {
        return isEnabled;
    }

    /** Is it the newest ticker so far? An older one came late or twice. */
    boolean isNewer(final Ticker ticker) {
        return tickers.isEmpty() || ticker.updateId > tickers.id(tickers.end() - 1);
    }

    /** Takes in a ticker that is newer than all before; false where it shows that the book was wrong. */
    boolean onTicker(final Ticker ticker) {
        tickers.add(ticker);
        boolean right = true;
        while (!waiting.isEmpty() && waiting.id(waiting.first()) <= ticker.updateId) {
            right &= compare(waiting.first());
            waiting.removeFirst();
        }
        return right;
    }

    /** Takes in the book after a delta; false where it is already certain to be wrong. */
    boolean onBook(final OrderBook book) {
        if (!isEnabled) {
            return true;
        }
        top.updateId = book.updateId();
        top.bidPrice = book.bestBidPrice();
        top.bidQuantity = book.bestBidQuantity();
        top.askPrice = book.bestAskPrice();
        top.askQuantity = book.bestAskQuantity();
        waiting.add(top);
        if (!tickerLeads && (tickers.isEmpty() || tickers.id(tickers.end() - 1) < top.updateId)) {
            return true;
        }
        final boolean right = compare(waiting.end() - 1);
        waiting.clear();
        return right;
    }

    /** Compares a top with the newest ticker that is not above it; those before that are not needed any more. */
    private boolean compare(final long position) {
        final long updateId = waiting.id(position);
        while (tickers.first() + 1 < tickers.end() && tickers.id(tickers.first() + 1) <= updateId) {
            tickers.removeFirst();
        }
        if (tickers.isEmpty() || tickers.id(tickers.first()) > updateId || isCulled && tickers.id(tickers.first()) != updateId) {
            return true;
        }
        counters.increment(TOP_CHECKS);
        final boolean right = TopRing.equal(waiting, position, tickers, tickers.first());
        counters.add(TOP_MISMATCHES, right ? 0 : 1);
        return right;
    }
}
