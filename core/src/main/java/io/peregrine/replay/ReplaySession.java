package io.peregrine.replay;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.BookUpdateListener;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.venue.binance.feed.BinanceFeedHandler;
import io.peregrine.venue.binance.feed.BinanceReferenceScan;
import java.io.File;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One handler with its books, fed with a capture's lines: tells snapshots from messages and gives each snapshot to the book that asked for
 * one, which a capture's snapshots do not say.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> owns the books.
 */
final class ReplaySession implements AutoCloseable {
    private static final FeedSettings SETTINGS = new FeedSettings(1_000_000, Long.MAX_VALUE, 1_000_000_000L, 0);

    private final List<Instrument> instruments;
    private final BookStore books;
    private final BinanceFeedHandler handler;
    /** The last snapshot that came before any book had asked for one. */
    private final MutableDirectBuffer early = new ExpandableArrayBuffer();
    private int earlyLength;

    ReplaySession(final Venue venue, final List<Instrument> instruments, final File file, final BookUpdateListener updates) {
        this(venue, instruments, file, updates, new IgnoredMarketData());
    }

    ReplaySession(
            final Venue venue,
            final List<Instrument> instruments,
            final File file,
            final BookUpdateListener updates,
            final MarketDataListener marketData) {
        this.instruments = instruments;
        books = BookStore.create(file, instruments, BookLayout.DEFAULT);
        handler = new BinanceFeedHandler(
                venue, instruments, books, marketData, (instrumentId, nowNs) -> true, SETTINGS, updates);
    }

    /** Starts, or starts again with empty books. */
    void connect(final long nowNs) {
        earlyLength = 0;
        handler.onConnected(nowNs);
    }

    /** One line of the capture. */
    void onLine(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        if (BinanceReferenceScan.isSnapshot(buffer, offset, length)) {
            if (!offerSnapshot(buffer, offset, length, receiveTimeNs)) {
                early.putBytes(0, buffer, offset, length);
                earlyLength = length;
            }
            return;
        }
        handler.onMessage(buffer, offset, length, receiveTimeNs, receiveTimeNs);
        handler.doWork(receiveTimeNs);
        if (earlyLength > 0 && offerSnapshot(early, 0, earlyLength, receiveTimeNs)) {
            earlyLength = 0;
        }
    }

    private boolean offerSnapshot(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        for (int i = 0; i < instruments.size(); i++) {
            final int instrumentId = instruments.get(i).instrumentId();
            if (handler.awaitsSnapshot(instrumentId)) {
                handler.onSnapshot(instrumentId, buffer, offset, length, receiveTimeNs, receiveTimeNs);
                return true;
            }
        }
        return false;
    }

    BinanceFeedHandler handler() {
        return handler;
    }

    OrderBook book(final Instrument instrument) {
        return books.book(instrument.instrumentId());
    }

    /** Depth messages and the levels in them so far, of all instruments. */
    long deltas() {
        long deltas = 0;
        for (int i = 0; i < instruments.size(); i++) {
            deltas += handler.counters(instruments.get(i).instrumentId()).deltas();
        }
        return deltas;
    }

    /** Levels set or removed so far, of all instruments. */
    long levels() {
        long levels = 0;
        for (int i = 0; i < instruments.size(); i++) {
            levels += handler.counters(instruments.get(i).instrumentId()).levels();
        }
        return levels;
    }

    @Override
    public void close() {
        books.close();
    }
}
