package io.peregrine.venue.coinbase;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.RefusingGateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.StreamFeed;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.advanced.AdvancedScan;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Coinbase Advanced Trade: market data. */
public final class CoinbaseAdvancedProvider implements VenueProvider {
    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.COINBASE_ADVANCED;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of());
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
    public Gateway gateway(final GatewayContext context) {
        return new RefusingGateway(context.listener(), context.newAccountWriter(),
                    "market data only: this version enters no orders on coinbase-advanced");
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
