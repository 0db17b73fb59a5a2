package io.peregrine.sim;

import io.peregrine.sim.binance.BinanceVenue;
import io.peregrine.sim.capture.CaptureSettings;
import io.peregrine.sim.fault.FaultScript;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import io.peregrine.sim.venue.VenueSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulator is to do.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param ports         port of each venue by its name, in the order in which they start; 0 takes a free one
 * @param seed          decides the order flow, keys and generated ids
 * @param clients       number of client accounts of each venue, at least 1
 * @param flow          order flow
 * @param captures      recorded markets in place of the order flow, by venue
 * @param limits        rate limits in the venues' own words, by venue
 * @param faults        what goes wrong, from the start
 * @param sessionLimits limits of WebSocket connections, or empty for the venues' own
 * @param tls           over TLS, with a certificate that is made at the start
 */
public record SimulatorSettings(Map<String, Integer> ports, long seed, int clients, FlowSettings flow,
        Map<String, CaptureSettings> captures, Map<String, String> limits, Optional<FaultScript> faults,
        Optional<SessionLimits> sessionLimits, boolean tls) {
    /** Name of the first venue. */
    public static final String BINANCE = BinanceVenue.NAME;
    /** Binance on port 9101 with everything as usual. */
    public static final SimulatorSettings STANDARD = new SimulatorSettings(Map.of(BINANCE, 9_101), 1, 1, FlowSettings.STANDARD,
            Map.of(), Map.of(), Optional.empty(), Optional.empty(), false);

    private static final int PORT_MAX = 65_535;

    /**
     * Checks venues and ports.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public SimulatorSettings {
        ports = Collections.unmodifiableMap(new LinkedHashMap<>(ports));
        captures = Map.copyOf(captures);
        limits = Map.copyOf(limits);
        ports.keySet().forEach(venue -> checkKnown("venues", venue));
        captures.keySet().forEach(venue -> checkKnown("capture", venue));
        limits.keySet().forEach(venue -> checkKnown("limits", venue));
        ports.forEach((venue, port) -> {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("venues: port of " + venue + " must be from 0 to " + PORT_MAX + ", found " + port);
            }
        });
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("venues: none given; known: " + String.join(", ", Venues.names()));
        }
        if (clients < 1) {
            throw new IllegalArgumentException("clients must be at least 1, found " + clients);
        }
    }

    /**
     * Parses {@code binance=9101,coinbase=9102,…}.
     *
     * @throws IllegalArgumentException for what is not {@code venue=port}
     */
    public static Map<String, Integer> parsePorts(final String text) {
        final Map<String, Integer> ports = new LinkedHashMap<>();
        for (final String entry : text.split(",")) {
            final int equals = entry.indexOf('=');
            try {
                ports.put(entry.substring(0, Math.max(0, equals)).strip(), Integer.parseInt(entry.substring(equals + 1).strip()));
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("venues: expected venue=port, found '" + entry + "'", e);
            }
        }
        return ports;
    }

    /** The settings of one venue. */
    VenueSettings venue(final String name, final Clock clock) {
        return new VenueSettings(seed, clients, flow, Optional.ofNullable(captures.get(name)), limits.getOrDefault(name, ""),
                sessionLimits, clock);
    }

    /** The same with other ports. */
    public SimulatorSettings withPorts(final Map<String, Integer> newPorts) {
        return new SimulatorSettings(newPorts, seed, clients, flow, captures, limits, faults, sessionLimits, tls);
    }

    /** The same with another seed. */
    public SimulatorSettings withSeed(final long newSeed) {
        return new SimulatorSettings(ports, newSeed, clients, flow, captures, limits, faults, sessionLimits, tls);
    }

    /** The same with another number of client accounts. */
    public SimulatorSettings withClients(final int newClients) {
        return new SimulatorSettings(ports, seed, newClients, flow, captures, limits, faults, sessionLimits, tls);
    }

    /** The same with another order flow. */
    public SimulatorSettings withFlow(final FlowSettings newFlow) {
        return new SimulatorSettings(ports, seed, clients, newFlow, captures, limits, faults, sessionLimits, tls);
    }

    /** The same with captures in place of the order flow. */
    public SimulatorSettings withCaptures(final Map<String, CaptureSettings> newCaptures) {
        return new SimulatorSettings(ports, seed, clients, flow, newCaptures, limits, faults, sessionLimits, tls);
    }

    /**
     * The same with the market that two options of the command line ask for.
     *
     * @param flowText    order flow such as {@code rate=200}, with captures their pace such as {@code speed=10}; null for the usual
     * @param captureText {@code binance=FILE,…}, or null for an order flow
     * @throws IllegalArgumentException naming what is wrong
     */
    public SimulatorSettings withMarket(final String flowText, final String captureText) {
        final String pace = flowText == null ? "" : flowText;
        return captureText == null ? withFlow(FlowSettings.parse(pace)) : withCaptures(parseCaptures(captureText, pace));
    }

    /**
     * The same with other rate limits.
     *
     * @param text {@code venue:key=value,…;venue:…}, each in the venue's own words; what names no venue is Binance's
     */
    public SimulatorSettings withLimits(final String text) {
        final Map<String, String> newLimits = new HashMap<>();
        for (final String entry : text.split(";")) {
            final int colon = entry.indexOf(':');
            newLimits.put(colon < 0 ? BINANCE : entry.substring(0, colon).strip(), entry.substring(colon + 1).strip());
        }
        return new SimulatorSettings(ports, seed, clients, flow, captures, newLimits, faults, sessionLimits, tls);
    }

    /** The same with faults. */
    public SimulatorSettings withFaults(final FaultScript newFaults) {
        return new SimulatorSettings(ports, seed, clients, flow, captures, limits, Optional.of(newFaults), sessionLimits, tls);
    }

    /** The same over TLS. */
    public SimulatorSettings withTls() {
        return new SimulatorSettings(ports, seed, clients, flow, captures, limits, faults, sessionLimits, true);
    }

    /** The same with other limits of WebSocket connections. */
    public SimulatorSettings withSessionLimits(final SessionLimits newLimits) {
        return new SimulatorSettings(ports, seed, clients, flow, captures, limits, faults, Optional.of(newLimits), tls);
    }

    private static void checkKnown(final String option, final String venue) {
        if (!Venues.names().contains(venue)) {
            throw Venues.unknown(option, venue);
        }
    }

    private static Map<String, CaptureSettings> parseCaptures(final String text, final String pace) {
        final Map<String, CaptureSettings> captures = new HashMap<>();
        for (final String entry : text.split(",")) {
            final int equals = entry.indexOf('=');
            if (equals < 0 || equals + 1 == entry.length()) {
                throw new IllegalArgumentException("capture: expected venue=file, found '" + entry + "'");
            }
            captures.put(entry.substring(0, equals).strip(),
                    new CaptureSettings(Path.of(entry.substring(equals + 1).strip())).withPace(pace));
        }
        return captures;
    }
}
