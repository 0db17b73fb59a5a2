package io.peregrine.venue.kraken;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
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
import io.peregrine.venue.kraken.feed.KrakenDepth;
import io.peregrine.venue.kraken.feed.KrakenFeedHandler;
import io.peregrine.venue.kraken.feed.KrakenReferenceScan;
import io.peregrine.venue.kraken.gateway.KrakenCanceller;
import io.peregrine.venue.kraken.gateway.KrakenGateway;
import io.peregrine.venue.kraken.gateway.KrakenGatewaySettings;
import io.peregrine.venue.kraken.gateway.VenueId;
import io.peregrine.venue.kraken.reference.KrakenReferenceData;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Kraken spot: market data and orders. */
public final class KrakenProvider implements VenueProvider {
    private static final String DEPTH = "depth";

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.KRAKEN;
    }

    @Override
    public KeyForm keyForm() {
        return new KeyForm("secret", KeyForm.Form.BASE64, false);
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        final Set<String> known = new HashSet<>(KrakenGatewaySettings.OPTIONS);
        known.add(DEPTH);
        settings.requireOptions(known);
        depth(settings.options());
        KrakenGatewaySettings.check(settings.options());
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
    public OrderCapabilities orderCapabilities(final Venue venue) {
        return new OrderCapabilities(true, true, ReplaceStyle.IN_PLACE);
    }

    @Override
    public String idText(final long high, final long low) {
        return VenueId.text(high, low);
    }

    @Override
    public Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return Optional.of(new KrakenCanceller(settings));
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        final VenueSettings venue = context.venue();
        return new KrakenGateway(
                KrakenGatewaySettings.of(venue.orderUri(), venue.restUri(), venue.credentials(), context.reconnectIntervalNs(),
                        venue.options()),
                context.instruments(), context.listener(), context.newAccountWriter(), context.latency(), null);
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
