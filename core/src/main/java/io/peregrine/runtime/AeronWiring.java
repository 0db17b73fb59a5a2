package io.peregrine.runtime;

import io.peregrine.gateway.Gateway;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.StageTimer;
import io.peregrine.transport.ExecutionAdapter;
import io.peregrine.transport.ExecutionPublisher;
import io.peregrine.transport.MarketDataAdapter;
import io.peregrine.transport.MarketDataPublisher;
import io.peregrine.transport.OrderAdapter;
import io.peregrine.transport.OrderPublisher;
import io.peregrine.transport.Stream;
import io.peregrine.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Each feed, the trade core and each gateway on a thread of its own, with Aeron between them. For the dedicated plan.
 *
 * <p>The paper gateway neither reads nor writes a socket and needs the market as the trade core sees it: it stays on the trade thread.
 *
 * <p><b>Threading:</b> at start, one thread.
 */
final class AeronWiring {
    private final EngineParts parts;
    private final Transport transport;
    private final List<HotThread> feeds = new ArrayList<>();
    private final List<HotThread> gateways = new ArrayList<>();
    private final LatencyRecorder[] tradeRecorders;
    private final Map<String, LongSupplier> drops = new LinkedHashMap<>();

    private AeronWiring(final EngineParts parts, final Transport transport) {
        this.parts = parts;
        this.transport = transport;
        tradeRecorders = new LatencyRecorder[parts.instruments().count()];
    }

    static Wiring of(final EngineParts parts, final Transport transport) {
        return new AeronWiring(parts, transport).wire();
    }

    private Wiring wire() {
        final ExecutionAdapter reports = new ExecutionAdapter(transport.subscription(Stream.EXECUTIONS), parts.core(), parts.core());
        for (int i = 0; i < parts.venues().size(); i++) {
            final VenueLink venue = parts.venues().get(i);
            final LatencyRecorder recorder = parts.latency().add(venue.venue());
            venue.instruments().forEach(instrument -> tradeRecorders[instrument.instrumentId()] = recorder);
            wireFeed(venue);
            if (parts.paper() == null) {
                wireGateway(venue, Stream.orders(i));
            } else {
                parts.router().route(venue.instruments(), parts.guarded(parts.paper(), parts.core()));
                venue.usePaper(parts.paper());
            }
        }
        final StageTimer timer = new StageTimer(StageTimer.Side.TRADE, tradeRecorders, parts.market(), parts.context().clock());
        final MarketDataAdapter ticks = new MarketDataAdapter(transport.subscription(Stream.MARKET_DATA), timer);
        final List<Inlet> inlets = new ArrayList<>(parts.inlets());
        inlets.add(reports::poll);
        inlets.add(ticks::poll);
        final TradeDuty trade = new TradeDuty(parts.core(), parts.killSwitch(), inlets);
        final List<Duty> tradeDuties =
                parts.paper() == null ? List.of(trade) : List.of(trade, new GatewayDuty("paper", parts.paper()));
        transport.awaitConnected();
        final List<HotThread> threads = new ArrayList<>(feeds);
        threads.add(new HotThread(trade.name(), tradeDuties));
        threads.addAll(gateways);
        return new Wiring(threads, trade, drops);
    }

    private void wireFeed(final VenueLink venue) {
        final LatencyRecorder recorder = parts.latency().add(venue.venue());
        final MarketDataPublisher publisher =
                new MarketDataPublisher(transport.publication(Stream.MARKET_DATA), parts.instruments().count());
        drops.put("market_data_dropped_" + venue.key(), publisher::droppedCount);
        final StageTimer timer =
                new StageTimer(StageTimer.Side.FEED, parts.byInstrument(venue, recorder), publisher, parts.context().clock(),
                        venue.clock());
        final FeedDuty duty = new FeedDuty(venue.key(), venue.openFeed(parts, timer), publisher::doWork);
        feeds.add(new HotThread(duty.name(), List.of(duty)));
    }

    private void wireGateway(final VenueLink venue, final int orderStream) {
        final LatencyRecorder recorder = parts.latency().add(venue.venue());
        final ExecutionPublisher reports = new ExecutionPublisher(transport.publication(Stream.EXECUTIONS));
        final Gateway gateway = venue.openGateway(parts, reports, reports, recorder);
        final OrderAdapter requests = new OrderAdapter(transport.subscription(orderStream), gateway);
        final OrderPublisher orders = new OrderPublisher(transport.publication(orderStream), parts.core());
        parts.router().route(venue.instruments(), orders);
        drops.put("orders_refused_" + venue.key(), orders::droppedCount);
        final RemoteGatewayDuty duty = new RemoteGatewayDuty(venue.key(), gateway, requests, reports);
        gateways.add(new HotThread(duty.name(), List.of(duty)));
    }
}
