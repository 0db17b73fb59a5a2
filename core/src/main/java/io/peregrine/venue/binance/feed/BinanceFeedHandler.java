package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.LATE_MESSAGES;
import static io.peregrine.feed.BookCounter.MESSAGES;

import io.peregrine.book.BookStore;
import io.peregrine.book.BookUpdateListener;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Binance's streams, spot and futures: decodes {@code depthUpdate}, {@code trade}, {@code aggTrade} and {@code bookTicker}, raw or
 * combined, and keeps a synchronised book of each instrument.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are used only during the call. <b>Allocates:</b> none after
 * construction while books are LIVE; the buffer of a synchronising book may grow. <b>Errors:</b> counters and book states; nothing in the
 * bytes makes it throw.
 *
 * <p>Source: docs/protocol/binance.md.
 */
public final class BinanceFeedHandler implements FeedHandler {
    private final FeedSettings settings;
    private final BinanceDecoder decoder;
    private final List<BinanceBook> books = new ArrayList<>();
    private final BinanceBook[] byInstrumentId;
    private long lastMessageNs;
    private boolean isConnected;
    private boolean isSilent;
    private boolean isShutdownAnnounced;
    private long messages;
    private long decodeErrors;
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
        this.settings = settings;
        final SequenceRule rule = ruleOf(venue);
        final MarketDataEvents events = new MarketDataEvents(listener);
        byInstrumentId = new BinanceBook[instruments.stream().mapToInt(Instrument::instrumentId).max().orElse(-1) + 1];
        for (final Instrument instrument : instruments) {
            final BinanceBook book = new BinanceBook(
                    books.book(instrument.instrumentId()), rule, settings, requester, events, updates);
            this.books.add(book);
            byInstrumentId[instrument.instrumentId()] = book;
        }
        decoder = new BinanceDecoder(new SymbolTable<>(this.books, book -> book.instrument().venueSymbol()), rule);
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
        isConnected = true;
        isSilent = false;
        isShutdownAnnounced = false;
        lastMessageNs = nowNs;
        for (int i = 0; i < books.size(); i++) {
            books.get(i).onConnected(nowNs);
        }
    }

    @Override
    public void onDisconnected(final long nowNs) {
        isConnected = false;
        for (int i = 0; i < books.size(); i++) {
            books.get(i).onDisconnected(nowNs);
        }
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        messages++;
        lastMessageNs = nowNs;
        isSilent = false;
        final MessageKind kind = decoder.decode(buffer, offset, length);
        final BinanceBook book = decoder.book();
        switch (kind) {
            case DEPTH -> {
                count(book, receiveTimeNs);
                decoder.delta.venueTimeNs = decoder.eventTimeNs;
                decoder.delta.receiveTimeNs = receiveTimeNs;
                book.onDelta(decoder.delta, nowNs);
            }
            case TICKER -> {
                count(book, receiveTimeNs);
                book.onTicker(decoder.ticker, decoder.eventTimeNs, receiveTimeNs, nowNs);
            }
            case TRADE -> {
                count(book, receiveTimeNs);
                book.onTrade(decoder, receiveTimeNs, nowNs);
            }
            case SHUTDOWN -> isShutdownAnnounced = true;
            case ACKNOWLEDGEMENT -> acknowledgements++;
            case ERROR -> errors++;
            case OTHER -> ignored++;
            case MALFORMED -> onMalformed(book, nowNs);
        }
    }

    private void count(final BinanceBook book, final long receiveTimeNs) {
        final BookCounters counters = book.counters();
        counters.increment(MESSAGES);
        if (decoder.eventTimeNs != Instrument.NULL_VALUE && receiveTimeNs - decoder.eventTimeNs > settings.latencyThresholdNs()) {
            counters.increment(LATE_MESSAGES);
        }
    }

    private void onMalformed(final BinanceBook book, final long nowNs) {
        decodeErrors++;
        if (book != null) {
            book.onMalformed(decoder.mayBeDelta(), nowNs);
        }
    }

    @Override
    public void onSnapshot(final int instrumentId, final DirectBuffer buffer, final int offset, final int length,
            final long receiveTimeNs, final long nowNs) {
        final BinanceBook book = byInstrumentId[instrumentId];
        if (!book.takesSnapshot()) {
            return;
        }
        if (decoder.decodeSnapshot(book.instrument(), buffer, offset, length)) {
            decoder.delta.receiveTimeNs = receiveTimeNs;
            book.onSnapshot(decoder.delta, nowNs);
        } else {
            decodeErrors++;
            book.onSnapshotMalformed(nowNs);
        }
    }

    @Override
    public void onSnapshotFailed(final int instrumentId, final long nowNs) {
        byInstrumentId[instrumentId].onSnapshotFailed(nowNs);
    }

    @Override
    public int doWork(final long nowNs) {
        if (!isConnected) {
            return 0;
        }
        int work = 0;
        if (!isSilent && settings.staleAfterNs() > 0 && nowNs - lastMessageNs > settings.staleAfterNs()) {
            isSilent = true;
            work++;
            for (int i = 0; i < books.size(); i++) {
                books.get(i).onSilence(nowNs);
            }
        }
        for (int i = 0; i < books.size(); i++) {
            work += books.get(i).doWork(nowNs);
        }
        return work;
    }

    @Override
    public BookCounters counters(final int instrumentId) {
        return byInstrumentId[instrumentId].counters();
    }

    @Override
    public boolean awaitsSnapshot(final int instrumentId) {
        return byInstrumentId[instrumentId].takesSnapshot();
    }

    /** Has the venue said that it will soon close this connection? */
    @Override
    public boolean reconnectWanted() {
        return isShutdownAnnounced;
    }

    @Override
    public long messages() {
        return messages;
    }

    @Override
    public long decodeErrors() {
        return decodeErrors;
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
