package io.peregrine.transport;

import io.aeron.ExclusivePublication;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market data onto a publication. Where there is no room a tick is dropped and counted, because an old tick is worth nothing; but the
 * trade side must not go on with the book that it has. So for each instrument this keeps what the other side was told of the book's
 * state:
 *
 * <ul>
 *   <li>after a dropped tick of a LIVE book, the next thing told is SUSPECT (BUFFER_OVERFLOW);
 *   <li>before the next depth of that book, which brings all that the trade side knows of it, LIVE (RECOVERED) is told;
 *   <li>a change of state is never lost: it is told, first of all, as soon as there is room.
 * </ul>
 *
 * <p><b>Threading:</b> confined to the feed agent; {@link #droppedCount} by any thread. <b>Allocates:</b> none after construction.
 */
public final class MarketDataPublisher implements MarketDataListener {
    private final MessagePublication publication;
    private final BookState[] actual;
    private final BookReason[] reason;
    private final BookState[] told;
    private final boolean[] gap;
    private final UnsafeBuffer statusBuffer = new UnsafeBuffer(new byte[BookStatusEncoder.BLOCK_LENGTH]);
    private final BookStatusEncoder statusEncoder = new BookStatusEncoder();
    private final BookStatusDecoder statusDecoder = new BookStatusDecoder();
    private final AtomicLong dropped = new AtomicLong();
    private boolean untold;

    /**
     * @param publication     to the trade agent
     * @param instrumentCount of all instruments
     */
    public MarketDataPublisher(final ExclusivePublication publication, final int instrumentCount) {
        this.publication = new MessagePublication(publication);
        actual = new BookState[instrumentCount];
        reason = new BookReason[instrumentCount];
        told = new BookState[instrumentCount];
        gap = new boolean[instrumentCount];
        Arrays.fill(actual, BookState.SYNCING);
        Arrays.fill(reason, BookReason.START);
        Arrays.fill(told, BookState.SYNCING);
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        final int instrumentId = depth.instrumentId();
        if (tellActual(instrumentId, nowNs) && publication.offer(depth)) {
            gap[instrumentId] = false;
        } else {
            drop(instrumentId);
        }
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        final int instrumentId = quote.instrumentId();
        if (gap[instrumentId] || !tell(instrumentId, nowNs) || !publication.offer(quote)) {
            drop(instrumentId);
        }
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        final int instrumentId = trade.instrumentId();
        if (!tell(instrumentId, nowNs) || !publication.offer(trade)) {
            drop(instrumentId);
        }
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        final int instrumentId = status.instrumentId();
        actual[instrumentId] = status.state();
        reason[instrumentId] = status.reason();
        if (status.state() != BookState.LIVE) {
            gap[instrumentId] = false;
        }
        if (told[instrumentId] == status.previousState() && !gap[instrumentId] && publication.offer(status)) {
            told[instrumentId] = status.state();
        } else {
            untold |= !tell(instrumentId, nowNs);
        }
    }

    /** A notice for people: where there is no room it is dropped and counted. */
    @Override
    public void onFeedLatency(final FeedLatencyDecoder latency, final long nowNs) {
        if (!publication.offer(latency)) {
            dropped.setRelease(dropped.getPlain() + 1);
        }
    }

    /**
     * Tells what could not be told before.
     *
     * @return number of things done
     */
    public int doWork(final long nowNs) {
        if (!untold) {
            return 0;
        }
        untold = false;
        for (int instrumentId = 0; instrumentId < told.length; instrumentId++) {
            untold |= !tell(instrumentId, nowNs);
        }
        return 1;
    }

    /** Ticks for which there was no room. */
    public long droppedCount() {
        return dropped.getAcquire();
    }

    private void drop(final int instrumentId) {
        dropped.setRelease(dropped.getPlain() + 1);
        if (actual[instrumentId] == BookState.LIVE) {
            gap[instrumentId] = true;
            untold |= told[instrumentId] == BookState.LIVE;
        }
    }

    /** Tells the state that the other side is to act on; true where it knows it. */
    private boolean tell(final int instrumentId, final long nowNs) {
        return gap[instrumentId]
                ? tell(instrumentId, BookState.SUSPECT, BookReason.BUFFER_OVERFLOW, nowNs)
                : tellActual(instrumentId, nowNs);
    }

    private boolean tellActual(final int instrumentId, final long nowNs) {
        return tell(instrumentId, actual[instrumentId], gap[instrumentId] ? BookReason.RECOVERED : reason[instrumentId], nowNs);
    }

    private boolean tell(final int instrumentId, final BookState state, final BookReason why, final long nowNs) {
        if (told[instrumentId] == state) {
            return true;
        }
        statusEncoder.wrap(statusBuffer, 0)
                .instrumentId(instrumentId)
                .timeNs(nowNs)
                .updateId(BookStatusEncoder.updateIdNullValue())
                .state(state)
                .previousState(told[instrumentId])
                .reason(why);
        statusDecoder.wrap(statusBuffer, 0, BookStatusDecoder.BLOCK_LENGTH, BookStatusDecoder.SCHEMA_VERSION);
        if (!publication.offer(statusDecoder)) {
            return false;
        }
        told[instrumentId] = state;
        return true;
    }
}
