package io.peregrine.runtime;

import io.peregrine.emergency.ScriptedAccount;
import io.peregrine.feed.FeedState;
import io.peregrine.feed.FeedStatus;
import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A venue without sockets: its feed plays what the test puts down, one step a cycle, and its gateway is a {@link ScriptedGateway}. */
final class ScriptedVenue implements VenueProvider {
    final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    final ScriptedGateway gateway = new ScriptedGateway();
    IOException unreachable;
    final ScriptedAccount account = new ScriptedAccount();
    int priceDecimals = 2;

    @Override
    public boolean provides(final Venue venue) {
        return venue == Venue.BINANCE_SPOT;
    }

    @Override
    public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) throws IOException {
        if (unreachable != null) {
            throw unreachable;
        }
        final List<Instrument> instruments = new ArrayList<>();
        for (final String symbol : settings.symbols()) {
            final String[] assets = symbol.split("/");
            if (assets.length != 2) {
                throw new IllegalArgumentException("venue does not know " + symbol);
            }
            instruments.add(new Instrument(firstInstrumentId + instruments.size(), settings.venue(), symbol, assets[0] + assets[1],
                    assets[0], assets[1], priceDecimals, 3, 1, 1, 1, 1_000_000_000, 0));
        }
        return instruments;
    }

    @Override
    public Feed feed(final FeedContext context) {
        return new ScriptedFeed(context.venue().venue(), context.listener());
    }

    @Override
    public Gateway gateway(final GatewayContext context) {
        gateway.open(context.listener(), context.newAccountWriter());
        return gateway;
    }

    @Override
    public Optional<AccountCanceller> accountCanceller(final VenueSettings settings) {
        return Optional.of(account);
    }

    @Override
    public WireFormat wireFormat() {
        throw new UnsupportedOperationException("nothing of it is on a wire");
    }

    /** One thing that a feed tells. */
    interface Step {
        void play(MarketDataListener listener, long nowNs);
    }

    private final class ScriptedFeed implements Feed {
        private final Venue venue;
        private final MarketDataListener listener;

        ScriptedFeed(final Venue venue, final MarketDataListener listener) {
            this.venue = venue;
            this.listener = listener;
        }

        @Override
        public int doWork(final long nowNs) {
            final Step step = steps.poll();
            if (step == null) {
                return 0;
            }
            step.play(listener, nowNs);
            return 1;
        }

        @Override
        public FeedStatus status() {
            return new FeedStatus(venue, FeedState.CONNECTED, 1, 0, 0, 0, 0, 0, 0, "");
        }

        @Override
        public Map<String, Long> counters(final int instrumentId) {
            return Map.of("gaps", 0L);
        }

        @Override
        public void close() {
            steps.clear();
        }
    }
}
