package io.peregrine.venue.kraken;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
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
import io.peregrine.venue.kraken.feed.KrakenDepth;
import io.peregrine.venue.kraken.feed.KrakenFeedHandler;
import io.peregrine.venue.kraken.feed.KrakenReferenceScan;
import io.peregrine.venue.kraken.reference.KrakenReferenceData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kraken spot: market data. */
public final class KrakenProvider implements VenueProvider {
    private static final String DEPTH = "depth";

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.KRAKEN;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of(DEPTH));
        depth(settings.options());
        return KrakenReferenceData.load(settings.restUri(), settings.symbols(), firstInstrumentId);
    }

    @Override
    public WireFormat wireFormat() {
        return new Format();
    }

    @Override
    public Feed feed(final FeedContext context) {
        return new StreamFeed(context, new KrakenStreams(context.instruments(), depth(context.venue().options())), wireFormat());
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        return new RefusingGateway(context.listener(), context.newAccountWriter(),
                    "market data only: this version enters no orders on Kraken");
    }

    private static int depth(final Map<String, String> options) {
        final String depth = options.get(DEPTH);
        return depth == null ? KrakenDepth.DEFAULT : KrakenDepth.parse(depth);
    }

    private static final class Format implements WireFormat {
        @Override
        public FeedHandler handler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
            return new KrakenFeedHandler(
                    context.instruments(), context.books(), context.listener(), requester, context.settings(), updates);
        }

        @Override
        public CaptureScan captureScan() {
            return new KrakenReferenceScan();
        }
    }
}
