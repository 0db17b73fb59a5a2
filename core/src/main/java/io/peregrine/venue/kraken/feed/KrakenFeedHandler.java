package io.peregrine.venue.kraken.feed;

import io.peregrine.book.BookStore;
import io.peregrine.book.BookUpdateListener;
import io.peregrine.feed.BookFeedHandler;
import io.peregrine.feed.FeedBook;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.LevelAudit;
import io.peregrine.feed.MarketDataEvents;
import io.peregrine.feed.Renewal;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Instrument;
import io.peregrine.marketdata.MarketDataListener;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Kraken's public stream, WebSocket v2: decodes book, trade, ticker, instrument and status, and keeps a book of each instrument that is
 * compared with the venue's checksum at every frame.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> buffers are used only during the call. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> counters and book states; nothing in the bytes makes it throw.
 *
 * <p>Source: docs/protocol/kraken.md.
 */
public final class KrakenFeedHandler extends BookFeedHandler<KrakenBook> {
    private final KrakenDecoder decoder;
    private long acknowledgements;
    private long errors;
    private long ignored;

    /**
     * @param instruments what to keep books of; others are ignored
     * @param books       where, with a book for each of the instruments
     * @param listener    gets the market data
     * @param requester   renews a book's subscription, which begins with a snapshot
     * @param settings    see there
     * @param updates     sees every book after every frame
     */
    public KrakenFeedHandler(
            final List<Instrument> instruments, final BookStore books, final MarketDataListener listener,
            final SnapshotRequester requester, final FeedSettings settings, final BookUpdateListener updates) {
        super(settings, newBooks(instruments, books, new MarketDataEvents(listener), requester, settings, updates));
        decoder = new KrakenDecoder(books());
        auditBy(new LevelAudit(requester, LevelAudit.LEVELS_MAX, false, true));
    }

    private static List<KrakenBook> newBooks(
            final List<Instrument> instruments, final BookStore books, final MarketDataEvents events, final SnapshotRequester requester,
            final FeedSettings settings, final BookUpdateListener updates) {
        return instruments.stream()
                .map(instrument -> new FeedBook(books.book(instrument.instrumentId()), settings, events, updates))
                .map(book -> new KrakenBook(book, new Renewal(requester, book.instrument().instrumentId())))
                .toList();
    }

    @Override
    protected void handle(
            final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        MessageKind kind = decoder.decode(buffer, offset, length);
        while (kind != MessageKind.END) {
            onEntry(kind, receiveTimeNs, nowNs);
            kind = decoder.next();
        }
    }

    private void onEntry(final MessageKind kind, final long receiveTimeNs, final long nowNs) {
        final EntryReader entry = decoder.entry;
        final KrakenBook book = decoder.book();
        switch (kind) {
            case SNAPSHOT, UPDATE -> onBook(kind, book, receiveTimeNs, nowNs);
            case TRADE -> {
                book.kept().onMessage(entry.venueTimeNs, receiveTimeNs);
                book.kept().trade(entry.tradeId, entry.tradePrice, entry.tradeQuantity, entry.tradeSide, entry.venueTimeNs,
                        receiveTimeNs, nowNs);
            }
            case TICKER -> {
                book.kept().onMessage(entry.venueTimeNs, receiveTimeNs);
                entry.ticker.receiveTimeNs = receiveTimeNs;
                book.onTicker(entry.ticker, nowNs);
            }
            case STATUS -> {
                for (int i = 0; i < books().size(); i++) {
                    books().get(i).onVenue(decoder.isOnline(), nowNs);
                }
            }
            case INSTRUMENTS -> {
                while (decoder.pairs.next()) {
                    decoder.pairs.book().onPair(decoder.pairs.isTradable(), nowNs);
                }
            }
            case BOOK_SUBSCRIBED -> {
                acknowledgements++;
                book.onSubscribed(decoder.depth());
            }
            case ACKNOWLEDGEMENT -> acknowledgements++;
            case ERROR -> errors++;
            case OTHER -> ignored++;
            default -> onMalformed(book, nowNs);
        }
    }

    private void onBook(final MessageKind kind, final KrakenBook book, final long receiveTimeNs, final long nowNs) {
        final EntryReader entry = decoder.entry;
        book.kept().onMessage(entry.update.venueTimeNs, receiveTimeNs);
        entry.update.receiveTimeNs = receiveTimeNs;
        if (kind == MessageKind.UPDATE) {
            book.onUpdate(entry.update, entry.checksum, nowNs);
        } else {
            book.onSnapshot(entry.update, entry.checksum, nowNs);
        }
    }

    /** There are no sequence numbers to show later whose frame it was: where that can not be seen, it may have been anyone's. */
    private void onMalformed(final KrakenBook book, final long nowNs) {
        countDecodeError();
        if (book != null) {
            book.onMalformed(decoder.mayBeBook(), nowNs);
            return;
        }
        for (int i = 0; decoder.mayBeBook() && i < books().size(); i++) {
            books().get(i).onMalformed(true, nowNs);
        }
    }

    /** Snapshots come in the stream: books are only compared with this one. */
    @Override
    public void onSnapshot(
            final int instrumentId, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
            final long nowNs) {
        book(instrumentId).kept().onAuditBody(buffer, offset, length, nowNs);
    }

    /** Answers to requests. */
    public long acknowledgements() {
        return acknowledgements;
    }

    /** Requests that the venue refused. */
    public long errors() {
        return errors;
    }

    /** Heartbeats, channels and symbols that are not used here. */
    public long ignored() {
        return ignored;
    }
}
