package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DELTAS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Renewal;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.util.concurrent.TimeUnit;

/**
 * A book out of the channels {@code level2} and {@code level2_batch}: a snapshot of the whole book, then changes with absolute quantities.
 * The changes have no sequence number, only the venue's time, which never goes back; it serves as update id.
 *
 * <p>What shows that something was lost: a trade that never came (see {@link ExchangeBook}), a time that goes back, a crossed book, and a
 * top that is not the ticker's (see {@link TickerCheck}). What only an audit can show: a change lost that no trade, ticker or crossing
 * touches, and a digit changed inside a well-formed message away from the touch. TCP and TLS keep both from happening on the way.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> counters and transitions.
 *
 * <p>Source: docs/protocol/coinbase.md, "Level 2".
 */
final class LevelBook extends ExchangeBook {
    /** For so long after a snapshot single negative quantities, which the venue has been seen to send there, are passed over. */
    private static final long NEGATIVES_NS = TimeUnit.SECONDS.toNanos(1);

    private final TickerCheck tickerCheck;
    /** Time of the newest change in the book. */
    private long updateTimeNs = NULL_VALUE;
    private long updateHash;
    private long loadedNs;

    LevelBook(final FeedBook book, final Renewal renewal) {
        super(book, renewal);
        tickerCheck = new TickerCheck(book);
    }

    /** The time of a batch is that of its last change. */
    @Override
    void onBatched() {
        tickerCheck.disable();
    }

    @Override
    public void onConnected(final long nowNs) {
        tickerCheck.enable();
        super.onConnected(nowNs);
    }

    @Override
    void forget() {
        updateTimeNs = NULL_VALUE;
        updateHash = 0;
        tickerCheck.clear();
    }

    @Override
    void onDepth(final MessageKind kind, final ExchangeDecoder message, final long nowNs) {
        if (kind != MessageKind.SNAPSHOT && kind != MessageKind.CHANGES) {
            return;
        }
        kept().counters().increment(DELTAS);
        message.delta.venueTimeNs = message.timeNs > 0 ? message.timeNs : NULL_VALUE;
        message.delta.lastId = message.delta.venueTimeNs;
        if (kind == MessageKind.SNAPSHOT) {
            onSnapshot(message.delta, nowNs);
        } else {
            onChanges(message.delta, message.timeNs, nowNs);
        }
    }

    /** One that nobody asked for replaces the book too: the venue began anew, or the recorder did. */
    private void onSnapshot(final DepthUpdate snapshot, final long nowNs) {
        if (kept().state() == BookState.INVALID) {
            return;
        }
        if (!kept().accepts(snapshot)) {
            kept().counters().increment(DECODE_ERRORS);
            resync(BookReason.OFF_TICK, nowNs);
            return;
        }
        final boolean isNew = kept().state() == BookState.SYNCING;
        kept().counters().add(RESYNCS, isNew ? 0 : 1);
        forget();
        kept().load(snapshot);
        final BookReason fault = kept().check();
        if (fault != null) {
            resync(fault, nowNs);
            return;
        }
        renewal().onLoaded(nowNs);
        loadedNs = nowNs;
        if (isNew) {
            kept().live(BookReason.SNAPSHOT_APPLIED, nowNs);
        } else {
            kept().publish(snapshot, nowNs);
        }
    }

    private void onChanges(final DepthUpdate changes, final long timeNs, final long nowNs) {
        if (kept().state() != BookState.LIVE && kept().state() != BookState.SUSPECT) {
            // From before the snapshot.
            renewal().onChange(nowNs);
            return;
        }
        if (timeNs == TimestampReader.BEFORE_EPOCH) {
            kept().counters().increment(DECODE_ERRORS);
            return;
        }
        if (!isInOrder(changes, timeNs, nowNs)) {
            return;
        }
        if (nowNs - loadedNs < NEGATIVES_NS) {
            dropNegatives(changes);
        }
        if (changes.bidCount + changes.askCount > 1) {
            tickerCheck.disable();
        }
        if (!tickerCheck.beforeUpdate(timeNs)) {
            resync(BookReason.TOP_MISMATCH, nowNs);
            return;
        }
        final BookReason fault = kept().apply(changes);
        if (fault != null) {
            resync(fault, nowNs);
            return;
        }
        updateTimeNs = timeNs;
        tickerCheck.afterUpdate(timeNs);
        kept().publish(changes, nowNs);
    }

    private boolean isInOrder(final DepthUpdate changes, final long timeNs, final long nowNs) {
        final long hash = hash(changes);
        if (updateTimeNs != NULL_VALUE && timeNs <= updateTimeNs) {
            if (timeNs == updateTimeNs && hash == updateHash) {
                kept().counters().increment(DUPLICATES);
                return false;
            }
            if (timeNs < updateTimeNs) {
                kept().counters().increment(REGRESSIONS);
                resync(BookReason.SEQUENCE_REGRESSION, nowNs);
                return false;
            }
        }
        updateHash = hash;
        return true;
    }

    private void dropNegatives(final DepthUpdate changes) {
        final int bids = dropNegatives(changes.bidPrices, changes.bidQuantities, changes.bidCount);
        final int asks = dropNegatives(changes.askPrices, changes.askQuantities, changes.askCount);
        kept().counters().add(DECODE_ERRORS, changes.bidCount - bids + changes.askCount - asks);
        changes.bidCount = bids;
        changes.askCount = asks;
    }

    private static int dropNegatives(final long[] prices, final long[] quantities, final int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            prices[kept] = prices[i];
            quantities[kept] = quantities[i];
            kept += quantities[i] < 0 ? 0 : 1;
        }
        return kept;
    }

    private static long hash(final DepthUpdate changes) {
        return hash(changes.bidPrices, changes.bidQuantities, changes.bidCount) * 31
                + hash(changes.askPrices, changes.askQuantities, changes.askCount);
    }

    private static long hash(final long[] prices, final long[] quantities, final int count) {
        long hash = count;
        for (int i = 0; i < count; i++) {
            hash = (hash * 0x9E3779B97F4A7C15L + prices[i]) * 0xC2B2AE3D27D4EB4FL + quantities[i];
        }
        return hash;
    }

    @Override
    void onTicker(final ExchangeDecoder message, final long nowNs) {
        message.ticker.updateId = message.timeNs;
        if (message.timeNs > 0 && message.ticker.bidQuantity != NULL_VALUE && message.ticker.askQuantity != NULL_VALUE) {
            kept().quote(message.ticker, nowNs);
        }
        if (kept().state() == BookState.LIVE && updateTimeNs != NULL_VALUE) {
            tickerCheck.onTicker(message.ticker, message.timeNs, updateTimeNs);
        }
    }
}
