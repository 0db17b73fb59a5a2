package io.peregrine.venue.binance.feed;

import io.peregrine.book.BookStore;
import io.peregrine.book.BookUpdateListener;
import io.peregrine.feed.BookFeedHandler;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.Side;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Binance's streams, spot and futures: decodes {@code depthUpdate}, {@code trade}, {@code aggTrade} and {@code bookTicker}, raw or
 * combined, in JSON or, of spot, in the binary form ({@link BinanceSbeDecoder}), and keeps a synchronised book of each instrument.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are used only during the call. <b>Allocates:</b> none after
 * construction while books are LIVE; the buffer of a synchronising book may grow. <b>Errors:</b> counters and book states; nothing in the
 * bytes makes it throw.
 *
 * <p>Source: docs/protocol/binance.md.
 */
public final class BinanceFeedHandler extends BookFeedHandler<BinanceBook> {
    private final BinanceDecoder decoder;
    private final BinanceSbeDecoder binary;
    private boolean isBinary;
    private boolean isShutdownAnnounced;
    private boolean isFrozen;
    private boolean isReconnectWanted;
    private long acknowledgements;
    private long errors;
    private long ignored;

    /**
     * @param venue       Binance spot, USD-M or COIN-M
     * @param instruments what to keep books of; others are ignored
     * @param books       where, with a book for each of the instruments
     * @param listener    gets the market data
     * @param requester   gets a book's snapshot over REST
     * @param settings    see there
     */
    public BinanceFeedHandler(
            final Venue venue, final List<Instrument> instruments, final BookStore books, final MarketDataListener listener,
            final SnapshotRequester requester, final FeedSettings settings) {
        this(venue, instruments, books, listener, requester, settings, book -> { });
    }

    /** As above, and {@code updates} sees every book after every delta. */
    public BinanceFeedHandler(
            final Venue venue, final List<Instrument> instruments, final BookStore books, final MarketDataListener listener,
            final SnapshotRequester requester, final FeedSettings settings, final BookUpdateListener updates) {
        super(settings, newBooks(ruleOf(venue), instruments, books, new MarketDataEvents(listener), requester, settings, updates));
        final SymbolTable<BinanceBook> symbols = new SymbolTable<>(books(), book -> book.kept().instrument().venueSymbol());
        decoder = new BinanceDecoder(symbols, ruleOf(venue));
        binary = new BinanceSbeDecoder(symbols, decoder.delta, decoder.ticker);
    }

    private static List<BinanceBook> newBooks(
            final SequenceRule rule, final List<Instrument> instruments, final BookStore books, final MarketDataEvents events,
            final SnapshotRequester requester, final FeedSettings settings, final BookUpdateListener updates) {
        final BookAudit audit = settings.auditIntervalNs() > 0 ? new BookAudit(rule, settings.bufferSize()) : null;
        return instruments.stream()
                .map(instrument -> new FeedBook(books.book(instrument.instrumentId()), settings, events, updates))
                .map(book -> new BinanceBook(book, rule, settings, requester, audit))
                .toList();
    }

    private static SequenceRule ruleOf(final Venue venue) {
        return switch (venue) {
            case BINANCE_SPOT -> SequenceRule.SPOT;
            case BINANCE_USDM, BINANCE_COINM -> SequenceRule.FUTURES;
            default -> throw new IllegalArgumentException("not a Binance venue: " + venue);
        };
    }

    @Override
    public void onConnected(final long nowNs) {
        isShutdownAnnounced = false;
        isReconnectWanted = false;
        super.onConnected(nowNs);
    }

    @Override
    protected void handle(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        if (BinanceSbeDecoder.isBinary(buffer, offset, length)) {
            handleBinary(buffer, offset, length, receiveTimeNs, nowNs);
            return;
        }
        final MessageKind kind = decoder.decode(buffer, offset, length);
        final BinanceBook book = decoder.book();
        switch (kind) {
            case DEPTH -> onDepth(book, decoder.eventTimeNs, receiveTimeNs, nowNs);
            case TICKER -> onTicker(book, decoder.eventTimeNs, receiveTimeNs, nowNs);
            case TRADE -> {
                book.kept().onMessage(decoder.eventTimeNs, receiveTimeNs);
                book.onTrade(decoder, receiveTimeNs, nowNs);
            }
            case SHUTDOWN -> isShutdownAnnounced = true;
            case ACKNOWLEDGEMENT -> acknowledgements++;
            case ERROR -> errors++;
            case OTHER -> ignored++;
            case MALFORMED -> onMalformed(book, decoder.mayBeDelta(), nowNs);
        }
    }

    /** The levels are in {@link BinanceDecoder#delta}, whichever decoder read them. */
    private void onDepth(final BinanceBook book, final long eventTimeNs, final long receiveTimeNs, final long nowNs) {
        book.kept().onMessage(eventTimeNs, receiveTimeNs);
        decoder.delta.venueTimeNs = eventTimeNs;
        decoder.delta.receiveTimeNs = receiveTimeNs;
        book.onDelta(decoder.delta, nowNs);
    }

    /** The prices are in {@link BinanceDecoder#ticker}, whichever decoder read them. */
    private void onTicker(final BinanceBook book, final long eventTimeNs, final long receiveTimeNs, final long nowNs) {
        book.kept().onMessage(eventTimeNs, receiveTimeNs);
        decoder.ticker.venueTimeNs = eventTimeNs;
        decoder.ticker.receiveTimeNs = receiveTimeNs;
        book.onTicker(decoder.ticker, nowNs);
    }

    private void handleBinary(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        if (!isBinary) {
            isBinary = true;
            books().forEach(BinanceBook::tickersAreCulled);
        }
        final MessageKind kind = binary.decode(buffer, offset, length);
        final BinanceBook book = binary.book();
        switch (kind) {
            case DEPTH -> onDepth(book, binary.eventTimeNs, receiveTimeNs, nowNs);
            case TICKER -> onTicker(book, binary.eventTimeNs, receiveTimeNs, nowNs);
            case TRADE -> onTrades(book, receiveTimeNs, nowNs);
            case MALFORMED -> onMalformed(book, binary.mayBeDelta(), nowNs);
            default -> ignored++;
        }
    }

    private void onTrades(final BinanceBook book, final long receiveTimeNs, final long nowNs) {
        book.kept().onMessage(binary.eventTimeNs, receiveTimeNs);
        while (binary.nextTrade()) {
            // Where the buyer was the maker, the aggressor sold.
            book.kept().trade(binary.tradeId, binary.tradePrice, binary.tradeQuantity, binary.buyerIsMaker ? Side.SELL : Side.BUY,
                    binary.eventTimeNs, receiveTimeNs, nowNs);
        }
        if (binary.isFailed()) {
            onMalformed(book, false, nowNs);
        }
    }

    private void onMalformed(final BinanceBook book, final boolean mayBeDelta, final long nowNs) {
        countDecodeError();
        if (book != null) {
            book.onMalformed(mayBeDelta, nowNs);
        }
    }

    @Override
    public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
            final long receiveTimeNs, final long nowNs) {
        final BinanceBook book = book(instrumentId);
        if (!book.takesSnapshot() && !book.isAudited()) {
            return;
        }
        if (decoder.decodeSnapshot(book.kept().instrument(), buffer, offset, length)) {
            decoder.delta.receiveTimeNs = receiveTimeNs;
            if (book.takesSnapshot()) {
                book.onSnapshot(decoder.delta, nowNs);
            } else {
                book.onAuditSnapshot(decoder.delta, nowNs);
            }
        } else if (book.isAudited()) {
            book.onSnapshotFailed(nowNs);
        } else {
            countDecodeError();
            book.onSnapshotMalformed(nowNs);
        }
    }

    /** Has the venue said that it will soon close this connection, or does the stream stand still while the venue goes on? */
    @Override
    public boolean reconnectWanted() {
        return isShutdownAnnounced || isReconnectWanted;
    }

    @Override
    public void onReconnectNoted() {
        isShutdownAnnounced = false;
        isReconnectWanted = false;
    }

    @Override
    public int doWork(final long nowNs) {
        final int work = super.doWork(nowNs);
        final boolean wasFrozen = isFrozen;
        isFrozen = false;
        for (int i = 0; i < books().size(); i++) {
            isFrozen |= books().get(i).isFrozen();
        }
        isReconnectWanted |= isFrozen && !wasFrozen;
        return work;
    }

    /** Every delta, ticker and trade has its id. */
    @Override
    public boolean mixesConnections() {
        return true;
    }

    /** Answers to subscriptions. */
    public long acknowledgements() {
        return acknowledgements;
    }

    /** Requests that the venue refused. */
    public long errors() {
        return errors;
    }

    /** Events and symbols that are not used here. */
    public long ignored() {
        return ignored;
    }
}
