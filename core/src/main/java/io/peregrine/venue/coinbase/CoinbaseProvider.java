package io.peregrine.venue.coinbase;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.RefusingGateway;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.StreamFeed;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import io.peregrine.venue.coinbase.exchange.BookChannel;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeScan;
import io.peregrine.venue.coinbase.reference.CoinbaseReferenceData;
import io.peregrine.venue.coinbase.reference.CoinbaseReferenceException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Coinbase Exchange: market data. Options: {@code book_channel}, the channel that books are built from: {@code level2}, {@code
 * level2_batch} or {@code full}; by default {@code level2} with a key, {@code level2_batch} without. {@code book_orders}, how many orders
 * each book of {@code full} has room for.
 */
public final class CoinbaseProvider implements VenueProvider {
    private static final String BOOK_CHANNEL = "book_channel";
    private static final String BOOK_ORDERS = "book_orders";
    /** 16 MiB a book. */
    private static final int BOOK_ORDERS_DEFAULT = 1 << 18;
    private static final int BOOK_ORDERS_MIN = 1 << 10;
    private static final int BOOK_ORDERS_MAX = 1 << 24;

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.COINBASE_EXCHANGE;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of(BOOK_CHANNEL, BOOK_ORDERS));
        bookChannel(settings);
        bookOrders(settings);
        signature(settings.credentials());
        return load(settings, firstInstrumentId);
    }

    static List<Instrument> load(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        try {
            return CoinbaseReferenceData.load(settings.restUri(), settings.venue(), settings.symbols(), firstInstrumentId);
        } catch (final CoinbaseReferenceException e) {
            if (e.getCause() == null) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public WireFormat wireFormat() {
        return new Format();
    }

    @Override
    public Feed feed(final FeedContext context) {
        return new StreamFeed(context, new ExchangeStreams(context.instruments(), bookChannel(context.venue()),
                signature(context.venue().credentials()), context.network()::nowNs), wireFormat());
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        return new RefusingGateway(context.listener(), context.newAccountWriter(),
                    "market data only: this version enters no orders on coinbase");
    }

    private static BookChannel bookChannel(final VenueSettings settings) {
        final boolean hasKey = settings.credentials() != null;
        final String key = settings.options().get(BOOK_CHANNEL);
        final BookChannel channel = key != null ? BookChannel.of(key) : hasKey ? BookChannel.LEVEL2 : BookChannel.LEVEL2_BATCH;
        if (channel != BookChannel.LEVEL2_BATCH && !hasKey) {
            throw new IllegalArgumentException("venue coinbase: book_channel " + channel.key()
                    + " is only for who has a key; give api_key, secret and passphrase, or choose level2_batch");
        }
        return channel;
    }

    /** A power of two, at least as many as asked for. */
    private static int bookOrders(final VenueSettings settings) {
        final String text = settings.options().get(BOOK_ORDERS);
        final long orders = text == null ? BOOK_ORDERS_DEFAULT : Decimals.parse(text, 0);
        if (orders < BOOK_ORDERS_MIN || orders > BOOK_ORDERS_MAX) {
            throw new IllegalArgumentException("venue coinbase: book_orders is a whole number from " + BOOK_ORDERS_MIN + " to "
                    + BOOK_ORDERS_MAX + ", not " + text);
        }
        return Integer.highestOneBit((int) orders * 2 - 1);
    }

    private static ExchangeSignature signature(final Credentials credentials) {
        return credentials == null ? null : new ExchangeSignature(credentials);
    }

    private static final class Format implements WireFormat {
        @Override
        public FeedHandler handler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
            return bookChannel(context.venue()) == BookChannel.FULL
                    ? ExchangeFeedHandler.byOrder(context, bookOrders(context.venue()), requester, updates)
                    : ExchangeFeedHandler.byLevel(context, requester, updates);
        }

        @Override
        public CaptureScan captureScan() {
            return new ExchangeScan();
        }
    }
}
