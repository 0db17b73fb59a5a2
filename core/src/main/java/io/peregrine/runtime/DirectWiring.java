package io.peregrine.runtime;

import io.peregrine.gateway.Gateway;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.StageTimer;
import io.peregrine.marketdata.MarketDataListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything on one thread by direct call: feeds, then the trade core, then gateways, so that what a tick causes is written to the socket
 * in the same cycle. For the inline, shared and stepped plans.
 *
 * <p><b>Threading:</b> at start, one thread.
 */
final class DirectWiring {
    private DirectWiring() {
    }

    static Wiring of(final EngineParts parts) {
        final TradeDuty trade = new TradeDuty(parts.core(), parts.killSwitch(), parts.inlets());
        final List<Duty> feeds = new ArrayList<>();
        final List<Duty> gateways = new ArrayList<>();
        for (final VenueLink venue : parts.venues()) {
            final LatencyRecorder recorder = parts.latency().add(venue.venue());
            if (parts.paper() == null) {
                final Gateway gateway = venue.openGateway(parts, parts.core(), parts.core(), recorder);
                parts.router().route(venue.instruments(), gateway);
                gateways.add(new GatewayDuty(venue.key(), gateway));
            } else {
                parts.router().route(venue.instruments(), parts.guarded(parts.paper(), parts.core()));
                venue.usePaper(parts.paper());
            }
            final MarketDataListener market = new StageTimer(StageTimer.Side.BOTH, parts.byInstrument(venue, recorder),
                    parts.market(), parts.context().clock(), venue.clock());
            feeds.add(new FeedDuty(venue.key(), venue.openFeed(parts, market), nowNs -> 0));
        }
        if (parts.paper() != null) {
            gateways.add(new GatewayDuty("paper", parts.paper()));
        }
        final List<Duty> duties = new ArrayList<>(feeds);
        duties.add(trade);
        duties.addAll(gateways);
        return new Wiring(List.of(new HotThread("hot", duties)), trade, Map.of());
    }
}
