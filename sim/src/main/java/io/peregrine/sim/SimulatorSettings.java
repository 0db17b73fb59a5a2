package io.peregrine.sim;

import io.peregrine.sim.binance.VenueLimits;
import io.peregrine.sim.capture.CaptureSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a simulator is to do.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param ports         port of each venue by its name; 0 takes a free one
 * @param seed          decides the order flow, keys and generated ids
 * @param clients       number of client accounts, at least 1
 * @param flow          order flow
 * @param capture       recorded market of Binance in place of the order flow
 * @param venueLimits   rate limits of requests and orders
 * @param sessionLimits limits of WebSocket connections
 */
public record SimulatorSettings(Map<String, Integer> ports, long seed, int clients, FlowSettings flow,
        Optional<CaptureSettings> capture, VenueLimits venueLimits, SessionLimits sessionLimits) {
    /** The only venue so far. */
    public static final String BINANCE = "binance";
    /** Binance on port 9101 with everything as usual. */
    public static final SimulatorSettings STANDARD = new SimulatorSettings(Map.of(BINANCE, 9_101), 1, 1, FlowSettings.STANDARD,
            Optional.empty(), VenueLimits.STANDARD, SessionLimits.STANDARD);

    private static final int PORT_MAX = 65_535;

    /**
     * Checks venues and ports.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public SimulatorSettings {
        ports = Map.copyOf(ports);
        ports.forEach((venue, port) -> {
            if (!venue.equals(BINANCE)) {
                throw new IllegalArgumentException("venues: unknown venue '" + venue + "'; known: " + BINANCE);
            }
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("venues: port of " + venue + " must be from 0 to " + PORT_MAX + ", found " + port);
            }
        });
        if (ports.isEmpty()) {
            throw new IllegalArgumentException("venues: none given; known: " + BINANCE);
        }
        if (clients < 1) {
            throw new IllegalArgumentException("clients must be at least 1, found " + clients);
        }
    }

    /**
     * Parses {@code binance=9101,…}.
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

    /** The same with other ports. */
    public SimulatorSettings withPorts(final Map<String, Integer> newPorts) {
        return new SimulatorSettings(newPorts, seed, clients, flow, capture, venueLimits, sessionLimits);
    }

    /** The same with another seed. */
    public SimulatorSettings withSeed(final long newSeed) {
        return new SimulatorSettings(ports, newSeed, clients, flow, capture, venueLimits, sessionLimits);
    }

    /** The same with another number of client accounts. */
    public SimulatorSettings withClients(final int newClients) {
        return new SimulatorSettings(ports, seed, newClients, flow, capture, venueLimits, sessionLimits);
    }

    /** The same with another order flow. */
    public SimulatorSettings withFlow(final FlowSettings newFlow) {
        return new SimulatorSettings(ports, seed, clients, newFlow, capture, venueLimits, sessionLimits);
    }

    /** The same with a capture in place of the order flow. */
    public SimulatorSettings withCapture(final CaptureSettings newCapture) {
        return new SimulatorSettings(ports, seed, clients, flow, Optional.of(newCapture), venueLimits, sessionLimits);
    }

    /**
     * The same with the market that two options of the command line ask for.
     *
     * @param flowText    order flow such as {@code rate=200}, with a capture its pace such as {@code speed=10}; null for the usual
     * @param captureText {@code binance=FILE}, or null for an order flow
     * @throws IllegalArgumentException naming what is wrong
     */
    public SimulatorSettings withMarket(final String flowText, final String captureText) {
        final String pace = flowText == null ? "" : flowText;
        return captureText == null ? withFlow(FlowSettings.parse(pace))
                : withCapture(new CaptureSettings(parseCapture(captureText)).withPace(pace));
    }

    /** The same with other rate limits. */
    public SimulatorSettings withVenueLimits(final VenueLimits newLimits) {
        return new SimulatorSettings(ports, seed, clients, flow, capture, newLimits, sessionLimits);
    }

    /** The same with other limits of WebSocket connections. */
    public SimulatorSettings withSessionLimits(final SessionLimits newLimits) {
        return new SimulatorSettings(ports, seed, clients, flow, capture, venueLimits, newLimits);
    }

    private static Path parseCapture(final String text) {
        final int equals = text.indexOf('=');
        final String venue = text.substring(0, Math.max(0, equals)).strip();
        if (equals < 0 || equals + 1 == text.length()) {
            throw new IllegalArgumentException("capture: expected venue=file, found '" + text + "'");
        }
        if (!venue.equals(BINANCE)) {
            throw new IllegalArgumentException("capture: unknown venue '" + venue + "'; known: " + BINANCE);
        }
        return Path.of(text.substring(equals + 1).strip());
    }
}
