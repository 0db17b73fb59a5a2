package io.peregrine.venue;

import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.FeedTap;
import io.peregrine.feed.MarketPulse;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.VenueClock;
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
 * @param tap         what is put between the connection and the handler
 * @param clock       the venue's, estimated by its feed
 * @param pulse       the markets of all venues
 */
public record FeedContext(
        VenueSettings venue, FeedSettings settings, List<Instrument> instruments, BookStore books, MarketDataListener listener,
        Network network, FeedTap tap, VenueClock clock, MarketPulse pulse) {

    /** A venue alone, with this in between. */
    public FeedContext(
            final VenueSettings venue, final FeedSettings settings, final List<Instrument> instruments, final BookStore books,
            final MarketDataListener listener, final Network network, final FeedTap tap) {
        this(venue, settings, instruments, books, listener, network, tap, new VenueClock(), MarketPulse.NONE);
    }

    /** A venue alone, with nothing in between. */
    public FeedContext(
            final VenueSettings venue, final FeedSettings settings, final List<Instrument> instruments, final BookStore books,
            final MarketDataListener listener, final Network network) {
        this(venue, settings, instruments, books, listener, network, FeedTap.NONE);
    }
}
