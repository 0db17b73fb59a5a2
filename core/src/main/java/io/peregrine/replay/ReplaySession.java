package io.peregrine.replay;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.BookUpdateListener;
import io.peregrine.book.OrderBook;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedAddresses;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.net.Network;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import java.io.File;
import java.util.List;
import java.util.Map;
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
    private final CaptureScan scan;
    private final FeedHandler handler;
    /** The last snapshot that came before any book had asked for one. */
    private final MutableDirectBuffer early = new ExpandableArrayBuffer();
    private int earlyLength;

    ReplaySession(final WireFormat format, final List<Instrument> instruments, final File file, final BookUpdateListener updates) {
        this(format, instruments, file, updates, new IgnoredMarketData());
    }

    ReplaySession(
            final WireFormat format,
            final List<Instrument> instruments,
            final File file,
            final BookUpdateListener updates,
            final MarketDataListener marketData) {
        this.instruments = instruments;
        books = BookStore.create(file, instruments, BookLayout.DEFAULT);
        scan = format.captureScan();
        final VenueSettings venue = new VenueSettings(
                instruments.getFirst().venue(), new FeedAddresses(List.of(), List.of(), 1), null, null,
                instruments.stream().map(Instrument::symbol).toList(), Map.of());
        handler = format.handler(
                new FeedContext(venue, SETTINGS, instruments, books, marketData, Network.SOCKETS), (instrumentId, nowNs) -> true, updates);
    }

    /** Starts, or starts again with empty books. */
    void connect(final long nowNs) {
        earlyLength = 0;
        handler.onConnected(nowNs);
    }

    /** One line of the capture. */
    void onLine(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        if (scan.isSnapshot(buffer, offset, length)) {
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

    FeedHandler handler() {
        return handler;
    }

    OrderBook book(final Instrument instrument) {
        return books.book(instrument.instrumentId());
    }

    /** Depth messages and the levels in them so far, of all instruments. */
    long deltas() {
        long deltas = 0;
        for (int i = 0; i < instruments.size(); i++) {
            deltas += handler.counters(instruments.get(i).instrumentId()).get(BookCounter.DELTAS);
        }
        return deltas;
    }

    /** Levels set or removed so far, of all instruments. */
    long levels() {
        long levels = 0;
        for (int i = 0; i < instruments.size(); i++) {
            levels += handler.counters(instruments.get(i).instrumentId()).get(BookCounter.LEVELS);
        }
        return levels;
    }

    @Override
    public void close() {
        books.close();
    }
}
