package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.FeedBook;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.VenueBook;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.Side;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * What the Exchange's books have in common, however they are built: public trades, whose ids have no holes, heartbeats, which name the
 * newest trade once a second, and silence. A trade that never came shows that the stream loses messages, so the book goes with it.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> counters and transitions.
 *
 * <p>Source: docs/protocol/coinbase.md, "Loss".
 */
abstract class ExchangeBook implements VenueBook {
    /** Five heartbeats. */
    private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final FeedBook book;
    private final Renewal renewal;
    private long heartbeatTradeId = NULL_VALUE;
    private boolean hasHeartbeats;
    private boolean isSilent;
    private long lastMessageNs;

    ExchangeBook(final FeedBook book, final Renewal renewal) {
        this.book = book;
        this.renewal = renewal;
    }

    /** A message that may change the book's levels. */
    abstract void onDepth(MessageKind kind, ExchangeDecoder message, long nowNs);

    /** A ticker. */
    abstract void onTicker(ExchangeDecoder message, long nowNs);

    /** The body of a snapshot over REST; false where it can not be decoded. Where none is waited for, the book is compared with it. */
    boolean onSnapshot(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        book.onAuditBody(buffer, offset, length, nowNs);
        return true;
    }

    @Override
    public void onSnapshotFailed(final long nowNs) {
        book.onAuditFailed();
    }

    @Override
    public final boolean audit(final long nowNs) {
        return book.audit(nowNs);
    }

    /** Number of the newest message in the book, where the channel has a sequence. */
    long streamId() {
        return NULL_VALUE;
    }

    /** Level changes come in batches on this connection. */
    void onBatched() {
    }

    /** Has the book a sequence of its own that shows what is missing, so that a missing trade says nothing more? */
    boolean isSequenced() {
        return false;
    }

    /** Forgets all that was known of the stream: the book begins anew. */
    abstract void forget();

    @Override
    public final FeedBook kept() {
        return book;
    }

    final Renewal renewal() {
        return renewal;
    }

    @Override
    public void onConnected(final long nowNs) {
        heartbeatTradeId = NULL_VALUE;
        hasHeartbeats = false;
        isSilent = false;
        lastMessageNs = nowNs;
        forget();
        renewal.onSubscribed(nowNs);
        book.begin(nowNs);
    }

    @Override
    public void onDisconnected(final long nowNs) {
        book.disconnected(nowNs);
    }

    /** Any well-formed message of this product. */
    final void onMessage(final long venueTimeNs, final long receiveTimeNs, final long nowNs) {
        lastMessageNs = nowNs;
        book.onMessage(venueTimeNs > 0 ? venueTimeNs : NULL_VALUE, receiveTimeNs);
    }

    /** A message of this product could not be decoded; if it may have changed the book, that change is lost. */
    final void onMalformed(final boolean mayBeDepth, final long nowNs) {
        book.counters().increment(DECODE_ERRORS);
        if (mayBeDepth && book.state() != BookState.INVALID) {
            resync(BookReason.DECODE_ERROR, nowNs);
        }
    }

    /** The last trade before the subscription, which may be a renewed one. */
    final void onLastMatch(final ExchangeDecoder trade) {
        if (book.tradeId() != NULL_VALUE && trade.tradeId > book.tradeId()) {
            book.counters().increment(TRADE_GAPS);
        }
        book.pastTrade(trade.tradeId);
    }

    /** The side is the maker's: where a bid was hit, the aggressor sold. */
    final void onMatch(final ExchangeDecoder trade, final long receiveTimeNs, final long nowNs) {
        final long before = book.tradeId();
        book.trade(trade.tradeId, trade.price, trade.size, trade.side == Side.BUY ? Side.SELL : Side.BUY, trade.timeNs, receiveTimeNs,
                nowNs);
        if (before != NULL_VALUE && trade.tradeId > before + 1) {
            lost(nowNs);
        }
    }

    /** A trade that the heartbeat before named must be here by now. */
    void onHeartbeat(final ExchangeDecoder heartbeat, final long nowNs) {
        final long newest = book.tradeId();
        final boolean isMissing = newest != NULL_VALUE && heartbeatTradeId != NULL_VALUE && heartbeatTradeId > newest;
        hasHeartbeats = true;
        if (isMissing) {
            book.counters().increment(TRADE_GAPS);
            book.pastTrade(heartbeatTradeId);
            lost(nowNs);
        } else if (isSilent && book.state() == BookState.SUSPECT && heartbeat.tradeId <= newest) {
            book.live(BookReason.RECOVERED, nowNs);
        }
        isSilent = false;
        heartbeatTradeId = heartbeat.tradeId;
    }

    private void lost(final long nowNs) {
        if (isSequenced()) {
            return;
        }
        if (book.state() == BookState.LIVE || book.state() == BookState.SUSPECT) {
            book.counters().increment(GAPS);
            resync(BookReason.SEQUENCE_GAP, nowNs);
        }
    }

    /** The book can not be trusted any more: throws it away and synchronises again. */
    final void resync(final BookReason reason, final long nowNs) {
        forget();
        book.resync(reason, nowNs);
        renewal.onLost(nowNs);
    }

    @Override
    public int doWork(final long nowNs) {
        if (book.isRefuted(streamId(), nowNs)) {
            resync(BookReason.AUDIT, nowNs);
            return 1;
        }
        if (hasHeartbeats && !isSilent && nowNs - lastMessageNs > SILENCE_NS) {
            isSilent = true;
            book.suspect(BookReason.STALE, nowNs);
        }
        return book.state() == BookState.SYNCING ? renewal.doWork(nowNs) : 0;
    }
}
