package io.peregrine.venue.coinbase.exchange;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.feed.BookFeedHandler;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.LevelAudit;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.venue.FeedContext;
import java.util.List;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Exchange feed: decodes it and keeps a synchronised book of each instrument, by level ({@code level2},
 * {@code level2_batch}) or order by order ({@code full}).
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are used only during the call. <b>Allocates:</b> none after
 * construction, but for the text of the venue's error messages. <b>Errors:</b> counters and book states; nothing in the bytes makes it
 * throw.
 *
 * <p>Source: docs/protocol/coinbase.md.
 */
public final class ExchangeFeedHandler extends BookFeedHandler<ExchangeBook> {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExchangeFeedHandler.class);
    /** Of error messages on one connection; the others are only counted. */
    private static final int LOGGED_ERRORS_MAX = 8;

    private final ExchangeDecoder decoder;
    private long acknowledgements;
    private long errors;
    private long ignored;
    private int logged;

    /**
     * Books by level.
     *
     * @param requester renews a book's subscription
     * @param updates   sees every book after every update
     */
    public static ExchangeFeedHandler byLevel(
            final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
        final MarketDataEvents events = new MarketDataEvents(context.listener());
        return new ExchangeFeedHandler(context, context.instruments().stream()
                .map(instrument -> (ExchangeBook) new LevelBook(
                        new FeedBook(context.books().book(instrument.instrumentId()), context.settings(), events, updates),
                        new Renewal(requester, instrument.instrumentId())))
                .toList(), new LevelAudit(requester, LevelAudit.LEVELS_MAX, false, false));
    }

    /**
     * Books by order.
     *
     * @param ordersMax orders that a book has room for; a power of two
     * @param requester gets a book's snapshot of level 3 over REST
     * @param updates   sees every book after every update
     */
    public static ExchangeFeedHandler byOrder(
            final FeedContext context, final int ordersMax, final SnapshotRequester requester, final BookUpdateListener updates) {
        final MarketDataEvents events = new MarketDataEvents(context.listener());
        final OrderSnapshotDecoder snapshots = new OrderSnapshotDecoder();
        final DepthUpdate update = new DepthUpdate(ExchangeDecoder.LEVELS_MAX);
        return new ExchangeFeedHandler(context, context.instruments().stream()
                .map(instrument -> (ExchangeBook) new OrderByOrderBook(
                        new FeedBook(context.books().book(instrument.instrumentId()), context.settings(), events, updates),
                        new Renewal(requester, instrument.instrumentId()), new OrderTable(ordersMax),
                        new OrderEventQueue(context.settings().bufferSize()), snapshots, update))
                .toList(), new LevelAudit(requester, LevelAudit.LEVELS_MAX, true, false));
    }

    private ExchangeFeedHandler(final FeedContext context, final List<ExchangeBook> books, final LevelAudit audit) {
        super(context.settings(), books);
        auditBy(audit);
        decoder = new ExchangeDecoder(books);
    }

    @Override
    public void onConnected(final long nowNs) {
        logged = 0;
        super.onConnected(nowNs);
    }

    @Override
    protected void handle(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        final MessageKind kind = decoder.decode(buffer, offset, length);
        switch (kind) {
            case OTHER -> ignored++;
            case ACKNOWLEDGEMENT -> onAcknowledgement();
            case ERROR -> onError(buffer, offset, length);
            case MALFORMED -> onMalformed(nowNs);
            default -> onProduct(decoder.book(), kind, receiveTimeNs, nowNs);
        }
    }

    private void onProduct(final ExchangeBook book, final MessageKind kind, final long receiveTimeNs, final long nowNs) {
        book.onMessage(decoder.timeNs, receiveTimeNs, nowNs);
        decoder.delta.receiveTimeNs = receiveTimeNs;
        switch (kind) {
            case TICKER -> {
                decoder.ticker.venueTimeNs = decoder.timeNs;
                decoder.ticker.receiveTimeNs = receiveTimeNs;
                book.onTicker(decoder, nowNs);
            }
            case HEARTBEAT -> book.onHeartbeat(decoder, nowNs);
            case LAST_MATCH -> book.onLastMatch(decoder);
            case MATCH -> {
                book.onMatch(decoder, receiveTimeNs, nowNs);
                book.onDepth(kind, decoder, nowNs);
            }
            default -> book.onDepth(kind, decoder, nowNs);
        }
    }

    private void onAcknowledgement() {
        acknowledgements++;
        if (decoder.isBatched()) {
            for (int i = 0; i < books().size(); i++) {
                books().get(i).onBatched();
            }
        }
    }

    private void onError(final DirectBuffer buffer, final int offset, final int length) {
        errors++;
        if (logged++ < LOGGED_ERRORS_MAX) {
            LOGGER.warn("coinbase refuses: {}", decoder.text(buffer, offset, length));
        }
    }

    private void onMalformed(final long nowNs) {
        countDecodeError();
        if (decoder.book() != null) {
            decoder.book().onMalformed(decoder.mayBeDepth(), nowNs);
        } else if (decoder.mayBeDepth()) {
            // It may have been a change of any of them, and no later message would tell.
            for (int i = 0; i < books().size(); i++) {
                books().get(i).onMalformed(true, nowNs);
            }
        }
    }

    @Override
    public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
            final long receiveTimeNs, final long nowNs) {
        if (!book(instrumentId).onSnapshot(buffer, offset, length, receiveTimeNs, nowNs)) {
            countDecodeError();
        }
    }

    /** Answers to subscriptions. */
    public long acknowledgements() {
        return acknowledgements;
    }

    /** Requests that the venue refused. */
    public long errors() {
        return errors;
    }

    /** Types and products that are not used here. */
    public long ignored() {
        return ignored;
    }
}
