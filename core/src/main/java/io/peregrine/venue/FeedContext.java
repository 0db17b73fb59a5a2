package io.peregrine.venue;

import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.net.Network;
import java.util.List;

/**
 * What a {@link Feed} is made from.
 *
 * @param venue       its addresses
 * @param settings    of all feeds
 * @param instruments what to subscribe to
 * @param books       where their books are
 * @param listener    gets the market data
 * @param network     where connections come from
 */
public record FeedContext(
        VenueSettings venue, FeedSettings settings, List<Instrument> instruments, BookStore books, MarketDataListener listener,
        Network network) {
}
