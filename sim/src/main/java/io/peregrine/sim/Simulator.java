package io.peregrine.sim;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.fault.FaultedVenue;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.server.SelfSigned;
import io.peregrine.sim.venue.SimulatedVenue;
import java.net.BindException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Running simulated venues, each on its own port of the loopback interface.
 *
 * <p><b>Threading:</b> thread-safe. Owns servers and threads until {@link #close}.
 */
public final class Simulator implements AutoCloseable {
    /** The order in which instruments are told; others follow. */
    private static final List<String> INSTRUMENTS = List.of("BTC/USDT", "ETH/USDT", "BTC/USD", "ETH/USD", "ETH/BTC");

    private final SimulatorSettings settings;
    private final SelfSigned certificate;
    private final Map<String, VenueServer> servers = new LinkedHashMap<>();

    private Simulator(final SimulatorSettings settings) {
        this.settings = settings;
        this.certificate = settings.tls() ? SelfSigned.make() : null;
    }

    /**
     * Starts the venues; when it returns, their ports listen.
     *
     * @throws BindException            where a port is in use
     * @throws IllegalArgumentException where a capture cannot be used or is of no venue here, or a limit is unknown
     */
    public static Simulator start(final SimulatorSettings settings) throws BindException {
        for (final String venue : settings.captures().keySet()) {
            if (!settings.ports().containsKey(venue)) {
                throw new IllegalArgumentException("capture: venue " + venue + " is not started; venues are "
                        + String.join(", ", settings.ports().keySet()));
            }
        }
        final Simulator simulator = new Simulator(settings);
        try {
            for (final Map.Entry<String, Integer> entry : settings.ports().entrySet()) {
                final FaultedVenue venue = new FaultedVenue(venueSettings -> Venues.open(entry.getKey(), venueSettings),
                        settings.venue(entry.getKey(), Clock.systemUTC()));
                settings.faults().ifPresent(venue.faults()::load);
                simulator.servers.put(entry.getKey(),
                        VenueServer.start(venue, entry.getValue(), settings.seed(), simulator.certificate));
            }
            return simulator;
        } catch (final BindException | RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    /** Port of a venue. */
    public int port(final String venue) {
        return server(venue).port();
    }

    /** A venue without its faults; its exchange belongs to its own thread. */
    public SimulatedVenue venue(final String venue) {
        return server(venue).venue().unfaulted();
    }

    /** Number of open WebSocket connections. */
    public int connections() {
        return servers.values().stream().mapToInt(VenueServer::connections).sum();
    }

    /** The line that tells others where the venues are and how to log in. */
    public String firstLine() {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        final ObjectNode venues = json.putObject("venues");
        final Set<String> listed = new LinkedHashSet<>();
        servers.forEach((name, server) -> {
            final String address = VenueServer.HOST + ':' + server.port();
            final ObjectNode entry = venues.putObject(name).put("rest", (settings.tls() ? "https://" : "http://") + address)
                    .put("ws", (settings.tls() ? "wss://" : "ws://") + address);
            entry.put("stream", entry.path("ws").asText()).put("orders", entry.path("ws").asText());
            server.venue().describe(entry);
            final ArrayNode markets = entry.putArray("markets");
            server.venue().exchange().listings().stream().map(Listing::market).forEach(market -> {
                markets.addObject().put("symbol", market.pair()).put("tick", Decimal.text(market.tickSize()));
                listed.add(market.pair());
            });
        });
        final ArrayNode instruments = json.putArray("instruments");
        INSTRUMENTS.stream().filter(listed::remove).forEach(instruments::add);
        listed.forEach(instruments::add);
        if (certificate != null) {
            json.put("certificate", certificate.file().toString());
        }
        return json.put("seed", settings.seed()).toString();
    }

    /** Ends all connections, stops servers and threads. */
    @Override
    public void close() {
        servers.values().forEach(VenueServer::close);
    }

    private VenueServer server(final String venue) {
        final VenueServer server = servers.get(venue);
        if (server == null) {
            throw new IllegalArgumentException("venue is not simulated: " + venue);
        }
        return server;
    }
}
