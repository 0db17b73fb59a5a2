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
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.advanced.AdvancedScan;
import io.peregrine.venue.coinbase.gateway.AdvancedCanceller;
import io.peregrine.venue.coinbase.gateway.CoinbaseGateway;
import io.peregrine.venue.coinbase.gateway.OrderUuid;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Coinbase Advanced Trade: market data and orders. Option: {@code user_stream}, the address of the user channel, by default the venue's
 * own for it.
 */
public final class CoinbaseAdvancedProvider implements VenueProvider {
    private static final String MARKET_DATA_HOST = "advanced-trade-ws.coinbase.com";
    private static final String USER_HOST = "advanced-trade-ws-user.coinbase.com";

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.COINBASE_ADVANCED;
    }

    @Override
    public KeyForm keyForm() {
        return new KeyForm("private_key", KeyForm.Form.PEM, false);
    }

    @Override
    public boolean takesOrdersOverRest() {
        return true;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of(CoinbaseProvider.USER_STREAM));
        CoinbaseProvider.userStream(settings, settings.streamUri());
        token(settings.credentials());
        return CoinbaseProvider.load(settings, firstInstrumentId);
    }

    @Override
    public WireFormat wireFormat() {
        return new Format();
    }

    @Override
    public Feed feed(final FeedContext context) {
        return new StreamFeed(context, new AdvancedStreams(
                context.instruments(), token(context.venue().credentials()), context.network()::nowNs), wireFormat());
    }

    @Override
    public long clientOrderId(final String text) {
        return OrderUuid.parse(text);
    }

    @Override
    public Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return Optional.of(new AdvancedCanceller(settings));
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        return CoinbaseGateway.advanced(context, CoinbaseProvider.userStream(context.venue(), userStream(context.venue())), null);
    }

    /** Stop limits, and edits of limit orders. */
    @Override
    public OrderCapabilities orderCapabilities(final Venue venue) {
        return new OrderCapabilities(false, true, ReplaceStyle.IN_PLACE);
    }

    /** The venue has a host of its own for it; others, such as the simulator, have one for all. */
    private static URI userStream(final VenueSettings settings) {
        final URI stream = settings.streamUri();
        return MARKET_DATA_HOST.equals(stream.getHost()) ? URI.create("wss://" + USER_HOST) : stream;
    }

    private static CdpToken token(final Credentials credentials) {
        return credentials == null ? null : new CdpToken(credentials);
    }

    private static final class Format implements WireFormat {
        @Override
        public FeedHandler handler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
            return new AdvancedFeedHandler(context, requester, updates);
        }

        @Override
        public CaptureScan captureScan() {
            return new AdvancedScan();
        }
    }
}
