package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Renewal;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import org.agrona.DirectBuffer;

/**
 * A book out of the channel {@code full}: every order by its id, from a REST snapshot of level 3 on; what it publishes are levels, the sums
 * of their orders. Each event is one more than the one before, so every loss shows; and since an order can only be reduced, changed or
 * removed as it stands, most that is wrong inside an event shows too.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> see {@link OrderTable} and {@link OrderEventQueue}; more orders than fit
 * make the book start again, with reason CAPACITY. <b>Allocates:</b> none after construction. <b>Errors:</b> counters and transitions.
 *
 * <p>Source: docs/protocol/coinbase.md, "Full channel".
 */
final class OrderByOrderBook extends ExchangeBook {
    private final OrderTable orders;
    private final OrderEventQueue queue;
    private final OrderSnapshotDecoder snapshots;
    /** Shared by the books of a handler: holds nothing between two calls. */
    private final DepthUpdate update;
    private final OrderEvent event = new OrderEvent();
    /** Of the newest event, applied or waiting; of the snapshot while there is none. */
    private long sequence = NULL_VALUE;
    private long heartbeatSequence = NULL_VALUE;
    /** The highest number on this connection that was known when the book was thrown away: an older snapshot lacks what has gone by. */
    private long lostSequence = NULL_VALUE;

    OrderByOrderBook(
            final FeedBook book, final Renewal renewal, final OrderTable orders, final OrderEventQueue queue,
            final OrderSnapshotDecoder snapshots, final DepthUpdate update) {
        super(book, renewal);
        this.orders = orders;
        this.queue = queue;
        this.snapshots = snapshots;
        this.update = update;
    }

    @Override
    public void onConnected(final long nowNs) {
        super.onConnected(nowNs);
        lostSequence = NULL_VALUE;
        renewal().onUnasked(nowNs);
    }

    @Override
    long streamId() {
        return sequence;
    }

    @Override
    boolean isSequenced() {
        return true;
    }

    @Override
    void forget() {
        lostSequence = Math.max(lostSequence, Math.max(sequence, heartbeatSequence));
        sequence = NULL_VALUE;
        heartbeatSequence = NULL_VALUE;
        queue.clear();
        orders.clear();
    }

    @Override
    void onDepth(final MessageKind kind, final ExchangeDecoder message, final long nowNs) {
        if (kind == MessageKind.SNAPSHOT || kind == MessageKind.CHANGES || kept().state() == BookState.INVALID) {
            return;
        }
        kept().counters().increment(DELTAS);
        if (!event.set(kind, message)) {
            kept().counters().increment(DECODE_ERRORS);
            resync(BookReason.DECODE_ERROR, nowNs);
        } else if (isInSequence(nowNs)) {
            sequence = event.sequence;
            take(nowNs);
        }
    }

    private boolean isInSequence(final long nowNs) {
        if (sequence == NULL_VALUE || event.sequence == sequence + 1) {
            renewal().onWhole();
            return true;
        }
        if (event.sequence <= sequence) {
            kept().counters().increment(event.sequence == sequence ? DUPLICATES : REGRESSIONS);
            return false;
        }
        kept().counters().increment(GAPS);
        renewal().onGap(nowNs);
        resync(BookReason.SEQUENCE_GAP, nowNs);
        return true;
    }

    private void take(final long nowNs) {
        if (kept().state() == BookState.SYNCING) {
            renewal().onBegun(nowNs);
            if (!queue.add(event)) {
                kept().invalid(BookReason.BUFFER_OVERFLOW, nowNs);
                resync(BookReason.BUFFER_OVERFLOW, nowNs);
            }
            return;
        }
        final BookReason fault = apply();
        if (fault != null) {
            kept().counters().add(DECODE_ERRORS, fault == BookReason.DECODE_ERROR ? 1 : 0);
            resync(fault, nowNs);
        } else if (update.bidCount + update.askCount > 0) {
            kept().publish(update, nowNs);
        }
    }

    /** Applies the event; the levels that it changed are in {@link #update}. */
    private BookReason apply() {
        update.clear();
        update.lastId = event.sequence;
        update.venueTimeNs = event.venueTimeNs;
        update.receiveTimeNs = event.receiveTimeNs;
        final int slot = event.kind == MessageKind.RECEIVED ? OrderTable.NOT_FOUND : orders.find(event.idHigh, event.idLow);
        final BookReason fault = switch (event.kind) {
            case OPEN -> open(slot);
            case MATCH -> match(slot);
            case DONE -> done(slot);
            case CHANGE -> change(slot);
            default -> null;
        };
        return fault == null && update.bidCount + update.askCount > 0 ? kept().apply(update) : fault;
    }

    private BookReason open(final int slot) {
        if (slot != OrderTable.NOT_FOUND || event.price <= 0) {
            return BookReason.DECODE_ERROR;
        }
        if (!orders.add(event.idHigh, event.idLow, event.isBid, event.price, event.quantity)) {
            return BookReason.CAPACITY;
        }
        return add(event.isBid, event.price, event.quantity);
    }

    /** The maker's order stays, even with nothing left, until it is done. */
    private BookReason match(final int slot) {
        if (slot == OrderTable.NOT_FOUND || orders.quantity(slot) < event.quantity || orders.isBid(slot) != event.isBid) {
            return BookReason.DECODE_ERROR;
        }
        orders.quantity(slot, orders.quantity(slot) - event.quantity);
        return add(orders.isBid(slot), orders.price(slot), -event.quantity);
    }

    /** An order that was never on the book, such as a market order, is done too. */
    private BookReason done(final int slot) {
        if (slot == OrderTable.NOT_FOUND) {
            return null;
        }
        final long rest = orders.quantity(slot);
        final BookReason fault = rest == 0 ? null : add(orders.isBid(slot), orders.price(slot), -rest);
        orders.remove(slot);
        return fault;
    }

    /** Of an order that is not on the book, or of a market order's funds, nothing is to be changed here. */
    private BookReason change(final int slot) {
        if (slot == OrderTable.NOT_FOUND || event.quantity == NULL_VALUE) {
            return null;
        }
        final boolean isBid = orders.isBid(slot);
        final long price = orders.price(slot);
        final long newPrice = event.newPrice == NULL_VALUE ? price : event.newPrice;
        if (event.quantity < 0 || newPrice <= 0) {
            return BookReason.DECODE_ERROR;
        }
        final long quantity = orders.quantity(slot);
        orders.quantity(slot, event.quantity);
        if (newPrice == price) {
            return add(isBid, price, event.quantity - quantity);
        }
        orders.price(slot, newPrice);
        final BookReason fault = add(isBid, price, -quantity);
        return fault == null ? add(isBid, newPrice, event.quantity) : fault;
    }

    /** A level becomes so much more; where levels were dropped for want of room, what is left of them may be less than what goes. */
    private BookReason add(final boolean isBid, final long price, final long difference) {
        final long before = isBid ? kept().book().bidQuantity(price) : kept().book().askQuantity(price);
        final long after = before + difference;
        if (after < 0 && (difference > 0 || kept().book().droppedLevels() == 0)) {
            return BookReason.DECODE_ERROR;
        }
        if (isBid) {
            update.bidPrices[update.bidCount] = price;
            update.bidQuantities[update.bidCount++] = Math.max(0, after);
        } else {
            update.askPrices[update.askCount] = price;
            update.askQuantities[update.askCount++] = Math.max(0, after);
        }
        return null;
    }

    @Override
    public boolean takesSnapshot() {
        return renewal().isAwaiting() && kept().state() == BookState.SYNCING;
    }

    @Override
    public void onSnapshotFailed(final long nowNs) {
        if (takesSnapshot()) {
            renewal().onLost(nowNs);
            kept().waiting(BookReason.SNAPSHOT_FAILED, nowNs);
        } else {
            super.onSnapshotFailed(nowNs);
        }
    }

    @Override
    boolean onSnapshot(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        if (!takesSnapshot()) {
            return super.onSnapshot(buffer, offset, length, receiveTimeNs, nowNs);
        }
        if (!snapshots.decode(kept().instrument(), buffer, offset, length, orders, update) || !kept().accepts(update)) {
            kept().counters().increment(DECODE_ERRORS);
            refuse(snapshots.isFull() ? BookReason.CAPACITY : BookReason.DECODE_ERROR, nowNs);
            return false;
        }
        if (queue.isEmpty() ? update.lastId < lostSequence : queue.firstSequence() > update.lastId + 1) {
            kept().counters().increment(SNAPSHOTS_TOO_OLD);
            refuse(BookReason.SNAPSHOT_TOO_OLD, nowNs);
            return true;
        }
        update.receiveTimeNs = receiveTimeNs;
        load(nowNs);
        return true;
    }

    /** The events that wait stay. */
    private void refuse(final BookReason reason, final long nowNs) {
        orders.clear();
        renewal().onLost(nowNs);
        kept().waiting(reason, nowNs);
    }

    private void load(final long nowNs) {
        final long snapshotSequence = update.lastId;
        kept().load(update);
        BookReason fault = kept().check();
        queue.rewind();
        while (fault == null && queue.next(event)) {
            fault = event.sequence > snapshotSequence ? apply() : null;
        }
        if (fault != null) {
            kept().counters().add(DECODE_ERRORS, fault == BookReason.DECODE_ERROR ? 1 : 0);
            resync(fault, nowNs);
            return;
        }
        queue.clear();
        sequence = sequence == NULL_VALUE ? snapshotSequence : Math.max(sequence, snapshotSequence);
        renewal().onLoaded(nowNs);
        kept().live(BookReason.SNAPSHOT_APPLIED, nowNs);
    }

    /** What the heartbeat before told of must be here by now. */
    @Override
    void onHeartbeat(final ExchangeDecoder heartbeat, final long nowNs) {
        super.onHeartbeat(heartbeat, nowNs);
        if (kept().state() == BookState.LIVE && heartbeatSequence != NULL_VALUE && heartbeatSequence > sequence) {
            kept().counters().increment(GAPS);
            resync(BookReason.SEQUENCE_GAP, nowNs);
        }
        heartbeatSequence = heartbeat.sequence;
    }

    @Override
    void onTicker(final ExchangeDecoder message, final long nowNs) {
        message.ticker.updateId = message.sequence;
        if (message.ticker.bidQuantity != NULL_VALUE && message.ticker.askQuantity != NULL_VALUE) {
            kept().quote(message.ticker, nowNs);
        }
    }
}
