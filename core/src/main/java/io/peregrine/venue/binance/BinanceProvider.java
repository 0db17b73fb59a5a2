package io.peregrine.venue.binance;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.RefusingGateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.ReplaceStyle;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.StreamFeed;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import io.peregrine.venue.binance.feed.BinanceFeedHandler;
import io.peregrine.venue.binance.feed.BinanceReferenceScan;
import io.peregrine.venue.binance.gateway.BinanceCanceller;
import io.peregrine.venue.binance.gateway.BinanceGateway;
import io.peregrine.venue.binance.gateway.BinanceGatewaySettings;
import io.peregrine.venue.binance.reference.BinanceReferenceData;
import io.peregrine.venue.binance.reference.BinanceReferenceException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Binance: market data of spot, USD-M and COIN-M futures, orders on spot. */
public final class BinanceProvider implements VenueProvider {
    private static final String FORMAT = "format";
    private static final String JSON = "json";
    private static final String SBE = "sbe";

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.BINANCE_SPOT || venue == Venue.BINANCE_USDM || venue == Venue.BINANCE_COINM;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        settings.requireOptions(Set.of(FORMAT));
        requireFormat(settings);
        IOException unreachable = null;
        for (final URI restUri : settings.addresses().rest()) {
            try {
                return BinanceReferenceData.load(restUri, settings.venue(), settings.symbols(), firstInstrumentId);
            } catch (final BinanceReferenceException e) {
                if (e.getCause() == null) {
                    throw new IllegalArgumentException(e.getMessage(), e);
                }
                unreachable = new IOException(e.getMessage(), e);
            }
        }
        throw unreachable;
    }

    /** JSON, or binary where spot is asked for with a key. */
    private static void requireFormat(final VenueSettings settings) {
        final String format = settings.options().getOrDefault(FORMAT, JSON);
        if (!format.equals(JSON) && !format.equals(SBE)) {
            throw new IllegalArgumentException("venue " + settings.venue().key() + ": format " + format + " is neither json nor sbe");
        }
        if (format.equals(SBE) && (settings.venue() != Venue.BINANCE_SPOT || settings.credentials() == null)) {
            throw new IllegalArgumentException("venue " + settings.venue().key() + ": format sbe is of Binance spot only, and for holders"
                    + " of an Ed25519 key: give api_key and secret, or use format json");
        }
    }

    @Override
    public WireFormat wireFormat() {
        return new Format();
    }

    @Override
    public Feed feed(final FeedContext context) {
        final BinanceStreams streams = switch (context.venue().venue()) {
            case BINANCE_SPOT -> BinanceStreams.spot(context.instruments());
            case BINANCE_USDM -> BinanceStreams.usdm(context.instruments());
            default -> BinanceStreams.coinm(context.instruments());
        };
        return new StreamFeed(context, SBE.equals(context.venue().options().get(FORMAT))
                ? streams.binary(context.venue().credentials().apiKey()) : streams, wireFormat());
    }

    /** BNB, where the account has chosen so. */
    @Override
    public List<String> feeAssets(final Venue venue) {
        return List.of("BNB");
    }

    /** Spot holds stops. It makes an order smaller in its place; any other change cancels it and places another. */
    @Override
    public OrderCapabilities orderCapabilities(final Venue venue) {
        return venue == Venue.BINANCE_SPOT ? new OrderCapabilities(true, true, ReplaceStyle.IN_PLACE_DOWN) : OrderCapabilities.PLAIN;
    }

    @Override
    public Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return settings.venue() == Venue.BINANCE_SPOT ? Optional.of(new BinanceCanceller(settings)) : Optional.empty();
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        final VenueSettings venue = context.venue();
        if (venue.venue() != Venue.BINANCE_SPOT) {
            return new RefusingGateway(context.listener(), context.newAccountWriter(),
                    "market data only: this version enters orders on Binance spot");
        }
        return new BinanceGateway(
                BinanceGatewaySettings.of(venue.orderUri(), venue.restUri(), venue.credentials(), context.reconnectIntervalNs())
                        .withRateLimits(BinanceReferenceData.rateLimits(venue.restUri(), venue.venue(), venue.symbols())),
                context.instruments(), context.listener(), context.newAccountWriter(), context.latency(), null);
    }

    private static final class Format implements WireFormat {
        @Override
        public FeedHandler handler(final FeedContext context, final SnapshotRequester requester, final BookUpdateListener updates) {
            return new BinanceFeedHandler(context.venue().venue(), context.instruments(), context.books(), context.listener(), requester,
                    context.settings(), updates);
        }

        @Override
        public CaptureScan captureScan() {
            return new BinanceReferenceScan();
        }
    }
}
