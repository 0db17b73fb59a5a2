package io.peregrine.venue.binance;

import io.peregrine.feed.FeedAgent;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.feed.FeedStatus;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.RefusingGateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.binance.feed.BinanceFeedHandler;
import io.peregrine.venue.binance.feed.FeedCounters;
import io.peregrine.venue.binance.gateway.BinanceGateway;
import io.peregrine.venue.binance.gateway.BinanceGatewaySettings;
import io.peregrine.venue.binance.reference.BinanceReferenceData;
import io.peregrine.venue.binance.reference.BinanceReferenceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binance: market data of spot and USD-M futures, orders on spot. */
public final class BinanceProvider implements VenueProvider {
    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.BINANCE_SPOT || venue == Venue.BINANCE_USDM;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        try {
            return BinanceReferenceData.load(settings.restUri(), settings.venue(), settings.symbols(), firstInstrumentId);
        } catch (final BinanceReferenceException e) {
            if (e.getCause() == null) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Feed feed(final FeedContext context) {
        return new BinanceFeed(context);
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        final VenueSettings venue = context.venue();
        if (venue.venue() != Venue.BINANCE_SPOT) {
            return new RefusingGateway(context.listener(), "market data only: this version enters orders on Binance spot");
        }
        return new BinanceGateway(
                BinanceGatewaySettings.of(venue.orderUri(), venue.credentials(), context.reconnectIntervalNs())
                        .withRateLimits(BinanceReferenceData.rateLimits(venue.restUri(), venue.venue(), venue.symbols())),
                context.instruments(), context.listener(), context.latency(), null);
    }

    /** The feed agent with its handler. */
    private static final class BinanceFeed implements Feed {
        private final FeedContext context;
        private final FeedAgent agent;
        private BinanceFeedHandler handler;

        BinanceFeed(final FeedContext context) {
            this.context = context;
            final Venue venue = context.venue().venue();
            final FeedProtocol protocol = venue == Venue.BINANCE_SPOT
                    ? BinanceStreams.spot(context.instruments())
                    : BinanceStreams.usdm(context.instruments());
            agent = new FeedAgent(
                    protocol, context.venue().restUri(), context.venue().streamUri(), this::newHandler, context.settings(), null);
        }

        private FeedHandler newHandler(final SnapshotRequester requester) {
            handler = new BinanceFeedHandler(context.venue().venue(), context.instruments(), context.books(), context.listener(),
                    requester, context.settings());
            return handler;
        }

        @Override
        public int doWork(final long nowNs) {
            return agent.doWork(nowNs);
        }

        @Override
        public FeedStatus status() {
            return agent.status();
        }

        @Override
        public Map<String, Long> counters(final int instrumentId) {
            final FeedCounters counters = handler.counters(instrumentId);
            final Map<String, Long> byName = new LinkedHashMap<>();
            byName.put("messages", counters.messages());
            byName.put("applied", counters.applied());
            byName.put("gaps", counters.gaps());
            byName.put("crossed", counters.crossed());
            byName.put("resyncs", counters.resyncs());
            byName.put("decode_errors", counters.decodeErrors());
            byName.put("top_mismatches", counters.topMismatches());
            byName.put("trades", counters.trades());
            byName.put("trade_gaps", counters.tradeGaps());
            byName.put("late_messages", counters.lateMessages());
            return byName;
        }

        @Override
        public void close() {
            agent.onClose();
        }
    }
}
