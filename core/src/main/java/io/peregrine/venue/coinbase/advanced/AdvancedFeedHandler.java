package io.peregrine.venue.coinbase.advanced;

import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.REGRESSIONS;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.BookFeedHandler;
import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.LevelAudit;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Instrument;
import io.peregrine.venue.FeedContext;
import java.util.List;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advanced Trade's market data: decodes {@code l2_data}, {@code market_trades}, {@code ticker} and {@code heartbeats}, checks that no frame
 * is missing, and keeps a synchronised book of each instrument.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are used only during the call. <b>Allocates:</b> none after
 * construction, but for the text of the venue's error messages. <b>Errors:</b> counters and book states; nothing in the bytes makes it
 * throw.
 *
 * <p>Source: docs/protocol/coinbase.md.
 */
public final class AdvancedFeedHandler extends BookFeedHandler<AdvancedBook> {
    private static final Logger LOGGER = LoggerFactory.getLogger(AdvancedFeedHandler.class);
    /** Of error messages on one connection; the others are only counted. */
    private static final int LOGGED_ERRORS_MAX = 8;
    private static final int LOGGED_LENGTH_MAX = 300;

    private final AdvancedDecoder decoder;
    private final FrameSequence sequence = new FrameSequence();
    private final FrameEvents events = new FrameEvents();
    private long acknowledgements;
    private long errors;
    private long ignored;
    private int logged;
    private boolean isTorn;

    /**
     * @param requester renews a book's subscription
     * @param updates   sees every book after every update
     */
    public AdvancedFeedHandler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
        super(context.settings(), newBooks(context, requester, updates));
        decoder = new AdvancedDecoder(new SymbolTable<>(Product.of(books()), Product::name));
        auditBy(new LevelAudit(requester, LevelAudit.LEVELS_MAX, false, false));
    }

    private static List<AdvancedBook> newBooks(
            final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
        final MarketDataEvents events = new MarketDataEvents(context.listener());
        return context.instruments().stream()
                .map(instrument -> new AdvancedBook(
                        new FeedBook(context.books().book(instrument.instrumentId()), context.settings(), events, updates),
                        new Renewal(requester, instrument.instrumentId())))
                .toList();
    }

    @Override
    public void onConnected(final long nowNs) {
        logged = 0;
        sequence.clear();
        super.onConnected(nowNs);
    }

    @Override
    protected void handle(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        final FrameKind kind = decoder.decode(buffer, offset, length);
        final FrameSequence.Verdict verdict =
                decoder.sequence == Instrument.NULL_VALUE ? FrameSequence.Verdict.NEXT : sequence.onFrame(decoder.sequence);
        if (verdict == FrameSequence.Verdict.GAP) {
            isTorn = true;
            for (int i = 0; i < books().size(); i++) {
                books().get(i).onGap(nowNs);
            }
        } else if (isTorn && verdict == FrameSequence.Verdict.NEXT) {
            isTorn = false;
            for (int i = 0; i < books().size(); i++) {
                books().get(i).onWhole();
            }
        }
        switch (kind) {
            case LEVELS, TRADES, TICKERS -> {
                events.begin(verdict, receiveTimeNs, nowNs);
                if (!decoder.readEvents(events)) {
                    onMalformed(nowNs);
                }
            }
            case HEARTBEAT -> { }
            case ACKNOWLEDGEMENT -> acknowledgements++;
            case ERROR -> onError(buffer, offset, length);
            case OTHER -> ignored++;
            case MALFORMED -> onMalformed(nowNs);
        }
    }

    /** A frame's events, after its place in the sequence is known. */
    private final class FrameEvents implements AdvancedDecoder.Events {
        private boolean isNew;
        private BookCounter refusal;
        private long receiveTimeNs;
        private long nowNs;

        private void begin(final FrameSequence.Verdict verdict, final long frameReceiveTimeNs, final long frameNowNs) {
            isNew = verdict == FrameSequence.Verdict.NEXT || verdict == FrameSequence.Verdict.GAP;
            refusal = verdict == FrameSequence.Verdict.DUPLICATE ? DUPLICATES : REGRESSIONS;
            receiveTimeNs = frameReceiveTimeNs;
            nowNs = frameNowNs;
        }

        @Override
        public void onLevels(final AdvancedBook book, final DepthUpdate update, final boolean isSnapshot) {
            if (isNew) {
                update.receiveTimeNs = receiveTimeNs;
                update.lastId = decoder.sequence;
                book.kept().onMessage(update.venueTimeNs, receiveTimeNs);
                book.onLevels(update, isSnapshot, nowNs);
            } else {
                book.kept().counters().increment(refusal);
            }
        }

        @Override
        public void onTrades(final TradeBatch trades) {
            if (isNew) {
                trades.deliver(receiveTimeNs, nowNs);
            } else {
                trades.refuse(refusal);
            }
        }

        /** The venue does not say as of which update of the book it is. */
        @Override
        public void onTicker(final AdvancedBook book, final Ticker ticker) {
            if (!isNew) {
                book.kept().counters().increment(refusal);
                return;
            }
            book.kept().onMessage(decoder.timeNs, receiveTimeNs);
            if (ticker.bidPrice > 0 && ticker.bidQuantity >= 0 && ticker.askPrice > 0 && ticker.askQuantity >= 0) {
                ticker.updateId = Instrument.NULL_VALUE;
                ticker.venueTimeNs = decoder.timeNs;
                ticker.receiveTimeNs = receiveTimeNs;
                book.kept().quote(ticker, nowNs);
            }
        }
    }

    private void onMalformed(final long nowNs) {
        countDecodeError();
        if (decoder.mayBeLevels()) {
            for (int i = 0; i < books().size(); i++) {
                books().get(i).onMalformed(nowNs);
            }
        }
    }

    private void onError(final DirectBuffer buffer, final int offset, final int length) {
        errors++;
        if (logged++ < LOGGED_ERRORS_MAX) {
            LOGGER.warn("coinbase-advanced refuses: {}",
                    buffer.getStringWithoutLengthAscii(offset, Math.min(length, LOGGED_LENGTH_MAX)));
        }
    }

    /** Snapshots come in the stream: books are only compared with this one. */
    @Override
    public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
            final long receiveTimeNs, final long nowNs) {
        book(instrumentId).kept().onAuditBody(buffer, offset, length, nowNs);
    }

    /** Answers to subscriptions. */
    public long acknowledgements() {
        return acknowledgements;
    }

    /** Requests that the venue refused. */
    public long errors() {
        return errors;
    }

    /** Channels that are not used here. */
    public long ignored() {
        return ignored;
    }
}
