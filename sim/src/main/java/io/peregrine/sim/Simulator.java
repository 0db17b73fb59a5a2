package io.peregrine.sim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.peregrine.sim.binance.BinanceSettings;
import io.peregrine.sim.binance.BinanceVenue;
import io.peregrine.sim.binance.Credentials;
import io.peregrine.sim.control.ControlRoutes;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Running simulated venues, each on its own port of the loopback interface.
 *
 * <p><b>Threading:</b> thread-safe. Owns servers and threads until {@link #close}.
 */
public final class Simulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final long BODY_MAX_BYTES = 1 << 20;
    private static final Duration STOP_GRACE = Duration.ofMillis(100);

    private final SimulatorSettings settings;
    private final BinanceVenue binance;
    private final WebServer server;

    private Simulator(final SimulatorSettings settings, final BinanceVenue binance, final WebServer server) {
        this.settings = settings;
        this.binance = binance;
        this.server = server;
    }

    /**
     * Starts the venues; when it returns, their ports listen.
     *
     * @throws BindException            where a port is in use
     * @throws IllegalArgumentException where the capture cannot be used
     */
    public static Simulator start(final SimulatorSettings settings) throws BindException {
        final int port = settings.ports().get(SimulatorSettings.BINANCE);
        checkFree(port);
        final BinanceVenue binance = new BinanceVenue(new BinanceSettings(settings.seed(), settings.clients(), settings.flow(),
                settings.capture(), settings.venueLimits(), settings.sessionLimits(), Clock.systemUTC()));
        final HttpRouting.Builder http = HttpRouting.builder();
        new ControlRoutes(binance, settings.seed()).register(http);
        binance.register(http);
        final WsRouting.Builder webSocket = WsRouting.builder();
        binance.register(webSocket);
        binance.start();
        try {
            final WebServer server = WebServer.builder().host(HOST).port(port).shutdownHook(false).maxPayloadSize(BODY_MAX_BYTES)
                    .shutdownGracePeriod(STOP_GRACE).useNio(false).connectionOptions(options -> options.tcpNoDelay(true))
                    .routing(http).addRouting(webSocket).build().start();
            return new Simulator(settings, binance, server);
        } catch (final RuntimeException e) {
            binance.close();
            throw e;
        }
    }

    /** Port of a venue. */
    public int port(final String venue) {
        if (!settings.ports().containsKey(venue)) {
            throw new IllegalArgumentException("venue is not simulated: " + venue);
        }
        return server.port();
    }

    /** Credentials of the client accounts, the default client's first. */
    public List<Credentials> credentials() {
        return binance.credentials();
    }

    /** Number of open WebSocket connections. */
    public int connections() {
        return binance.connections();
    }

    /** The line that tells others where the venues are and how to log in. */
    public String firstLine() {
        final Credentials client = credentials().getFirst();
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("venues").putObject(SimulatorSettings.BINANCE)
                .put("rest", "http://" + HOST + ':' + server.port()).put("ws", "ws://" + HOST + ':' + server.port())
                .put("apiKey", client.apiKey()).put("secret", client.secret());
        binance.instruments().forEach(json.putArray("instruments")::add);
        return json.put("seed", settings.seed()).toString();
    }

    /** Ends all connections, stops servers and threads. */
    @Override
    public void close() {
        binance.close();
        server.stop();
    }

    /** The server reports a port in use in words of its own; this finds it beforehand. */
    private static void checkFree(final int port) throws BindException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
        } catch (final IOException e) {
            final BindException inUse = new BindException("port " + port + " on " + HOST + " is in use");
            inUse.initCause(e);
            throw inUse;
        }
    }
}
