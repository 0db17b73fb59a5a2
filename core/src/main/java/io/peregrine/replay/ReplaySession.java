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
import java.util.Arrays;
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
    /** Position of an instrument that the capture was not found to have. */
    private static final int UNKNOWN = -1;

    private final List<Instrument> instruments;
    private final BookStore books;
    private final CaptureScan scan;
    private final FeedHandler handler;
    private final EarlySnapshot[] early;

    /** @param scan has seen the whole capture */
    ReplaySession(
            final WireFormat format, final CaptureScan scan, final List<Instrument> instruments, final File file,
            final BookUpdateListener updates) {
        this(format, scan, instruments, file, updates, new IgnoredMarketData());
    }

    ReplaySession(
            final WireFormat format,
            final CaptureScan scan,
            final List<Instrument> instruments,
            final File file,
            final BookUpdateListener updates,
            final MarketDataListener marketData) {
        this.scan = scan;
        this.instruments = instruments;
        books = BookStore.create(file, instruments, BookLayout.DEFAULT);
        early = new EarlySnapshot[1 + instruments.size()];
        Arrays.setAll(early, i -> new EarlySnapshot());
        final VenueSettings venue = new VenueSettings(
                instruments.getFirst().venue(), new FeedAddresses(List.of(), List.of(), 1), null, null,
                instruments.stream().map(Instrument::symbol).toList(), scan.options());
        handler = format.handler(
                new FeedContext(venue, SETTINGS, instruments, books, marketData, Network.SOCKETS), (instrumentId, nowNs) -> true, updates);
    }

    /** Starts, or starts again with empty books. */
    void connect(final long nowNs) {
        for (final EarlySnapshot snapshot : early) {
            snapshot.length = 0;
        }
        handler.onConnected(nowNs);
    }

    /** One line of the capture. */
    void onLine(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        if (scan.isSnapshot(buffer, offset, length)) {
            final int instrument = instrument(scan.snapshotSymbol(buffer, offset, length));
            if (instrument != UNKNOWN && !offerSnapshot(instrument, buffer, offset, length, receiveTimeNs)) {
                early[instrument].keep(buffer, offset, length);
            }
            return;
        }
        handler.onMessage(buffer, offset, length, receiveTimeNs, receiveTimeNs);
        handler.doWork(receiveTimeNs);
        for (int i = 0; i < early.length; i++) {
            if (early[i].length > 0 && offerSnapshot(i, early[i].body, 0, early[i].length, receiveTimeNs)) {
                early[i].length = 0;
            }
        }
    }

    /** Position of the instrument with this venue symbol; where no symbol is given, the one behind the last. */
    private int instrument(final String venueSymbol) {
        int i = 0;
        while (i < instruments.size() && !instruments.get(i).venueSymbol().equals(venueSymbol)) {
            i++;
        }
        return i == instruments.size() && venueSymbol != null ? UNKNOWN : i;
    }

    /** To its book, or where it does not say whose it is to the first that has asked for one. */
    private boolean offerSnapshot(
            final int instrument, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        final boolean isKnown = instrument < instruments.size();
        final int end = isKnown ? instrument + 1 : instruments.size();
        for (int i = isKnown ? instrument : 0; i < end; i++) {
            final int instrumentId = instruments.get(i).instrumentId();
            if (handler.awaitsSnapshot(instrumentId)) {
                handler.onSnapshot(instrumentId, buffer, offset, length, receiveTimeNs, receiveTimeNs);
                return true;
            }
        }
        return false;
    }

    /** A snapshot that came before its book, or any, had asked for one. */
    private static final class EarlySnapshot {
        private final MutableDirectBuffer body = new ExpandableArrayBuffer();
        private int length;

        private void keep(final DirectBuffer buffer, final int offset, final int newLength) {
            body.putBytes(0, buffer, offset, newLength);
            length = newLength;
        }
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
