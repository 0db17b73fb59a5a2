package io.peregrine.venue.coinbase;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.KeyForm;
import io.peregrine.venue.StreamFeed;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import io.peregrine.venue.coinbase.exchange.BookChannel;
import io.peregrine.venue.coinbase.exchange.BookOptions;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeScan;
import io.peregrine.venue.coinbase.gateway.CoinbaseGateway;
import io.peregrine.venue.coinbase.gateway.ExchangeCanceller;
import io.peregrine.venue.coinbase.gateway.OrderUuid;
import io.peregrine.venue.coinbase.reference.CoinbaseReferenceData;
import io.peregrine.venue.coinbase.reference.CoinbaseReferenceException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Coinbase Exchange: market data and orders. Options: {@code book_channel}, the channel that books are built from: {@code level2}, {@code
 * level2_batch} or {@code full}; by default {@code level2} with a key, {@code level2_batch} without. {@code book_orders}, how many orders
 * each book of {@code full} has room for. {@code user_stream}, the address of the user channel, by default that of the market data.
 * {@code self_trade}, what the venue does where two of the account's orders meet: {@code dc}, {@code co}, {@code cn}, {@code cb}.
 */
public final class CoinbaseProvider implements VenueProvider {
    static final String USER_STREAM = "user_stream";
    private static final String SELF_TRADE = "self_trade";
    private static final Set<String> SELF_TRADES = Set.of("dc", "co", "cn", "cb");
    /** What rests keeps its place. */
    private static final String SELF_TRADE_DEFAULT = "cn";

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.COINBASE_EXCHANGE;
    }

    @Override
    public KeyForm keyForm() {
        return new KeyForm("secret", KeyForm.Form.BASE64, true);
    }

    @Override
    public boolean takesOrdersOverRest() {
        return true;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of(BookOptions.CHANNEL, BookOptions.ORDERS, USER_STREAM, SELF_TRADE));
        userStream(settings, settings.streamUri());
        selfTrade(settings);
        BookOptions.subscribed(settings);
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
        return new StreamFeed(context, new ExchangeStreams(context.instruments(), BookOptions.subscribed(context.venue()).channel(),
                signature(context.venue().credentials()), context.network()::nowNs), wireFormat());
    }

    @Override
    public long clientOrderId(final String text) {
        return OrderUuid.parse(text);
    }

    @Override
    public Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return Optional.of(new ExchangeCanceller(settings));
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        return CoinbaseGateway.exchange(context, userStream(context.venue(), context.venue().streamUri()), selfTrade(context.venue()),
                null);
    }

    /** Stop limits; no replace: its REST API has none. */
    @Override
    public OrderCapabilities orderCapabilities(final Venue venue) {
        return new OrderCapabilities(false, true, ReplaceStyle.NONE);
    }

    /** The address of the user channel. */
    static URI userStream(final VenueSettings settings, final URI usual) {
        final String text = settings.options().get(USER_STREAM);
        if (text == null) {
            return usual;
        }
        final URI uri = URI.create(text);
        if (uri.getHost() == null || !"ws".equals(uri.getScheme()) && !"wss".equals(uri.getScheme())) {
            throw new IllegalArgumentException("venue " + settings.venue().key() + ": user_stream is an address ws://… or wss://…, not "
                    + text);
        }
        return uri;
    }

    private static String selfTrade(final VenueSettings settings) {
        final String text = settings.options().getOrDefault(SELF_TRADE, SELF_TRADE_DEFAULT);
        if (!SELF_TRADES.contains(text)) {
            throw new IllegalArgumentException("venue coinbase: self_trade is dc, co, cn or cb, not " + text);
        }
        return text;
    }

    private static ExchangeSignature signature(final Credentials credentials) {
        return credentials == null ? null : new ExchangeSignature(credentials);
    }

    private static final class Format implements WireFormat {
        @Override
        public FeedHandler handler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
            final BookOptions options = BookOptions.of(context.venue());
            return options.channel() == BookChannel.FULL
                    ? ExchangeFeedHandler.byOrder(context, options.ordersMax(), requester, updates)
                    : ExchangeFeedHandler.byLevel(context, requester, updates);
        }

        @Override
        public CaptureScan captureScan() {
            return new ExchangeScan();
        }
    }
}
