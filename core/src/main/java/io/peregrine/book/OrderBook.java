package io.peregrine.book;

import static io.peregrine.book.BookDescriptor.INSTRUMENT_ID_OFFSET;
import static io.peregrine.book.BookDescriptor.REASON_OFFSET;
import static io.peregrine.book.BookDescriptor.RECEIVE_TIME_OFFSET;
import static io.peregrine.book.BookDescriptor.STATES;
import static io.peregrine.book.BookDescriptor.STATE_OFFSET;
import static io.peregrine.book.BookDescriptor.STATE_TIME_OFFSET;
import static io.peregrine.book.BookDescriptor.TRANSITIONS_OFFSET;
import static io.peregrine.book.BookDescriptor.UPDATE_ID_OFFSET;
import static io.peregrine.book.BookDescriptor.VENUE_TIME_OFFSET;
import static io.peregrine.book.BookDescriptor.VERSION_OFFSET;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.lang.invoke.VarHandle;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The writer's side of one book: levels by price, the gate that says whether they may be traded on, and the sequence lock that lets
 * other threads and processes read them. Changes of levels stand between {@link #beginUpdate} and {@link #endUpdate};
 * {@link #transition} brackets itself.
 *
 * <p>States: INVALID at the start; then <pre>
 *   INVALID → SYNCING → LIVE → SUSPECT → LIVE | SYNCING | INVALID
 *             SYNCING → SYNCING (the snapshot did not fit or failed) | INVALID
 *                       LIVE → INVALID
 * </pre>
 *
 * <p><b>Threading:</b> single writer, the venue's feed agent, which may also read. <b>Memory:</b> a view of the map's value, valid until
 * the store is closed. <b>Units:</b> mantissas at the instrument's decimals, times in ns since the epoch. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> codes for levels, {@link IllegalStateException} for an illegal transition.
 */
public final class OrderBook {
    /** By from: a bit for each legal to. */
    private static final int[] LEGAL = {
        0,
        bit(BookState.SYNCING) | bit(BookState.LIVE) | bit(BookState.INVALID),
        bit(BookState.SUSPECT) | bit(BookState.INVALID),
        bit(BookState.LIVE) | bit(BookState.SYNCING) | bit(BookState.INVALID),
        bit(BookState.SYNCING)
    };

    private final MappedWords memory;
    private final Instrument instrument;
    private final TickScale scale;
    private final BookSide bids;
    private final BookSide asks;
    /** What the memory says: there is no other writer, and it is asked for several times a message. */
    private BookState state = BookState.INVALID;

    OrderBook(final UnsafeBuffer memory, final Instrument instrument, final int pages) {
        this.memory = new MappedWords(memory, 0, BookDescriptor.asksOffset(pages) + BookDescriptor.sideLength(pages));
        this.instrument = instrument;
        scale = new TickScale(instrument.tickSize());
        bids = new BookSide(memory, BookDescriptor.BIDS_OFFSET, true, pages, scale);
        asks = new BookSide(memory, BookDescriptor.asksOffset(pages), false, pages, scale);
    }

    /** Makes an empty book that is INVALID; the instrument's numbers go in, so that another process can interpret the prices. */
    void format(final int pages) {
        bids.format();
        asks.format();
        memory.putInt(INSTRUMENT_ID_OFFSET, instrument.instrumentId());
        memory.putByte(STATE_OFFSET, (byte) BookState.INVALID.value());
        memory.putByte(REASON_OFFSET, (byte) BookReason.START.value());
        memory.putByte(BookDescriptor.PRICE_DECIMALS_OFFSET, (byte) instrument.priceDecimals());
        memory.putByte(BookDescriptor.QUANTITY_DECIMALS_OFFSET, (byte) instrument.quantityDecimals());
        memory.putLong(BookDescriptor.TICK_SIZE_OFFSET, instrument.tickSize());
        memory.putLong(UPDATE_ID_OFFSET, Instrument.NULL_VALUE);
        memory.putInt(BookDescriptor.PAGES_PER_SIDE_OFFSET, pages);
        memory.putIntRelease(BookDescriptor.LAYOUT_VERSION_OFFSET, BookDescriptor.LAYOUT_VERSION);
    }

    /** Whose book it is. */
    public Instrument instrument() {
        return instrument;
    }

    /** Opens the bracket: readers wait from here to {@link #endUpdate}. */
    public void beginUpdate() {
        memory.putLong(VERSION_OFFSET, memory.getLong(VERSION_OFFSET) + 1);
        // Pairs with the reader's load fence before its second look at the version.
        VarHandle.storeStoreFence();
    }

    /** Closes the bracket: readers see the levels and these numbers. */
    public void endUpdate(final long updateId, final long venueTimeNs, final long receiveTimeNs) {
        memory.putLong(UPDATE_ID_OFFSET, updateId);
        memory.putLong(VENUE_TIME_OFFSET, venueTimeNs);
        memory.putLong(RECEIVE_TIME_OFFSET, receiveTimeNs);
        endUpdate();
    }

    private void endUpdate() {
        memory.putLongRelease(VERSION_OFFSET, memory.getLong(VERSION_OFFSET) + 1);
    }

    /** Sets a bid; quantity 0 removes it. */
    public SetResult setBid(final long price, final long quantity) {
        return set(bids, price, quantity);
    }

    /** Sets an ask; quantity 0 removes it. */
    public SetResult setAsk(final long price, final long quantity) {
        return set(asks, price, quantity);
    }

    private SetResult set(final BookSide side, final long price, final long quantity) {
        final long tick = scale.ticks(price);
        if (tick < 0) {
            return SetResult.OFF_TICK;
        }
        return quantity < 0 ? SetResult.NEGATIVE_QUANTITY : side.set(tick, quantity);
    }

    /** Is it a positive whole number of ticks? */
    public boolean accepts(final long price) {
        return scale.ticks(price) >= 0;
    }

    /** Are all of these levels that {@link #setBid} and {@link #setAsk} accept? */
    public boolean accepts(final long[] prices, final long[] quantities, final int count) {
        long refused = 0;
        for (int i = 0; i < count; i++) {
            // Negative for an off-tick price or a negative quantity.
            refused |= scale.ticks(prices[i]) | quantities[i];
        }
        return refused >= 0;
    }

    /** Sets many bids. */
    public void setBids(final long[] prices, final long[] quantities, final int count) {
        for (int i = 0; i < count; i++) {
            set(bids, prices[i], quantities[i]);
        }
    }

    /** Sets many asks. */
    public void setAsks(final long[] prices, final long[] quantities, final int count) {
        for (int i = 0; i < count; i++) {
            set(asks, prices[i], quantities[i]);
        }
    }

    /** Removes all levels. */
    public void clear() {
        bids.clear();
        asks.clear();
    }

    /** Only levels at these prices or better are known to be complete: the worst ones of a snapshot, which ends somewhere. */
    public void knownDepth(final long worstBidPrice, final long worstAskPrice) {
        bids.horizon(scale.ticks(worstBidPrice));
        asks.horizon(scale.ticks(worstAskPrice));
    }

    /**
     * Removes what is worse than the best levels of each side. For venues that tell of so many levels and no more: what moves out of that
     * range is not deleted by them, and what is beyond is not known.
     *
     * @param depth levels a side, at least 1
     */
    public void truncate(final int depth) {
        truncateBids(depth);
        truncateAsks(depth);
    }

    /** As {@link #truncate}, the bids alone. */
    public void truncateBids(final int depth) {
        bids.truncate(depth);
    }

    /** As {@link #truncate}, the asks alone. */
    public void truncateAsks(final int depth) {
        asks.truncate(depth);
    }

    /** Are both best prices inside the known depth? False means that better levels may exist of which nothing was heard. */
    public boolean topIsKnown() {
        return isKnown(bids) && isKnown(asks);
    }

    /** The worst price to which all bids are known; {@link Long#MIN_VALUE} where all are. */
    public long knownBidPrice() {
        return bids.horizonPrice(Long.MIN_VALUE);
    }

    /** The worst price to which all asks are known; {@link Long#MAX_VALUE} where all are. */
    public long knownAskPrice() {
        return asks.horizonPrice(Long.MAX_VALUE);
    }

    /** Are all bids at this price or better known? */
    public boolean knowsBid(final long price) {
        return bids.knows(scale.ticks(price));
    }

    /** Are all asks at this price or better known? */
    public boolean knowsAsk(final long price) {
        return asks.knows(scale.ticks(price));
    }

    private static boolean isKnown(final BookSide side) {
        if (side.isComplete()) {
            return true;
        }
        final long best = side.bestTick();
        return best < 0 || side.knows(best);
    }

    /** Is the best bid at or above the best ask? */
    public boolean isCrossed() {
        final long bid = bids.bestTick();
        final long ask = asks.bestTick();
        return bid >= 0 && ask >= 0 && bid >= ask;
    }

    /** Best bid, or {@link Instrument#NULL_VALUE}. */
    public long bestBidPrice() {
        return bids.bestPrice(Instrument.NULL_VALUE);
    }

    /** Quantity at the best bid, or {@link Instrument#NULL_VALUE}. */
    public long bestBidQuantity() {
        return bids.bestQuantity(Instrument.NULL_VALUE);
    }

    /** Best ask, or {@link Instrument#NULL_VALUE}. */
    public long bestAskPrice() {
        return asks.bestPrice(Instrument.NULL_VALUE);
    }

    /** Quantity at the best ask, or {@link Instrument#NULL_VALUE}. */
    public long bestAskQuantity() {
        return asks.bestQuantity(Instrument.NULL_VALUE);
    }

    /** Number of bid levels. */
    public int bidCount() {
        return bids.levelCount();
    }

    /** Number of ask levels. */
    public int askCount() {
        return asks.levelCount();
    }

    /** Quantity bid at this price, 0 where there is none. */
    public long bidQuantity(final long price) {
        final long tick = scale.ticks(price);
        return tick < 0 ? 0 : bids.quantity(tick);
    }

    /** Quantity offered at this price, 0 where there is none. */
    public long askQuantity(final long price) {
        final long tick = scale.ticks(price);
        return tick < 0 ? 0 : asks.quantity(tick);
    }

    /** Copies the best bids, best first, and returns how many there were, at most {@code depth}. */
    public int copyBids(final long[] prices, final long[] quantities, final int depth) {
        return bids.copyBest(prices, quantities, depth);
    }

    /** Copies the best asks, best first, and returns how many there were, at most {@code depth}. */
    public int copyAsks(final long[] prices, final long[] quantities, final int depth) {
        return asks.copyBest(prices, quantities, depth);
    }

    /** Levels that found no room since the book was last cleared. */
    public long droppedLevels() {
        return bids.dropped() + asks.dropped();
    }

    /** Venue's id of the last update applied, or {@link Instrument#NULL_VALUE}. */
    public long updateId() {
        return memory.getLong(UPDATE_ID_OFFSET);
    }

    /** Venue's time of the last update. */
    public long venueTimeNs() {
        return memory.getLong(VENUE_TIME_OFFSET);
    }

    /** When the last update was received. */
    public long receiveTimeNs() {
        return memory.getLong(RECEIVE_TIME_OFFSET);
    }

    /** May the book be traded on? Only if LIVE. */
    public BookState state() {
        return state;
    }

    /** Moves the gate and counts it. */
    public void transition(final BookState to, final long nowNs, final BookReason reason) {
        final BookState from = state;
        if ((LEGAL[from.value()] & bit(to)) == 0) {
            throw new IllegalStateException(instrument.venueSymbol() + ": " + from + " to " + to + " for " + reason);
        }
        state = to;
        beginUpdate();
        memory.putByte(STATE_OFFSET, (byte) to.value());
        memory.putByte(REASON_OFFSET, (byte) reason.value());
        memory.putLong(STATE_TIME_OFFSET, nowNs);
        final int counter = transitionOffset(from, to);
        memory.putLong(counter, memory.getLong(counter) + 1);
        endUpdate();
    }

    /** How often the book went from one state to another since the store was made. */
    public long transitions(final BookState from, final BookState to) {
        return memory.getLong(transitionOffset(from, to));
    }

    private static int transitionOffset(final BookState from, final BookState to) {
        return TRANSITIONS_OFFSET + ((from.value() - 1) * STATES + to.value() - 1) * Long.BYTES;
    }

    private static int bit(final BookState state) {
        return 1 << state.value();
    }
}
