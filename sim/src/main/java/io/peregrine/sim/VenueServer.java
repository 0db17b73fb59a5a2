package io.peregrine.sim;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.peregrine.sim.control.ControlRoutes;
import io.peregrine.sim.fault.FaultedVenue;
import io.peregrine.sim.server.RestAdapter;
import io.peregrine.sim.server.SelfSigned;
import io.peregrine.sim.server.Sessions;
import io.peregrine.sim.server.SocketListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/**
 * One venue on its port of the loopback interface.
 *
 * <p><b>Threading:</b> thread-safe. Owns the venue, the server and its connections until {@link #close}.
 */
final class VenueServer implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final long BODY_MAX_BYTES = 1 << 20;
    private static final Duration STOP_GRACE = Duration.ofMillis(100);

    private final FaultedVenue venue;
    private final Sessions sessions;
    private final WebServer server;

    private VenueServer(final FaultedVenue venue, final Sessions sessions, final WebServer server) {
        this.venue = venue;
        this.sessions = sessions;
        this.server = server;
    }

    /**
     * Starts a venue; when it returns, its port listens. Closes the venue where it fails.
     *
     * @param certificate for TLS, or null for none
     */
    static VenueServer start(final FaultedVenue venue, final int port, final long seed, final SelfSigned certificate)
            throws BindException {
        final Sessions sessions = new Sessions(venue.sessionLimits());
        try {
            checkFree(port);
            final HttpRouting.Builder http = HttpRouting.builder();
            new ControlRoutes(venue, seed).register(http);
            new RestAdapter(venue).register(http);
            final WsRouting.Builder webSocket = WsRouting.builder();
            venue.webSocketPaths().forEach(
                    path -> webSocket.endpoint(path, () -> new SocketListener(sessions, venue.sessionLimits(), venue::connect)));
            venue.start();
            final WebServerConfig.Builder config = WebServer.builder().host(HOST).port(port).shutdownHook(false)
                    .maxPayloadSize(BODY_MAX_BYTES)
                    .shutdownGracePeriod(STOP_GRACE).useNio(false).connectionOptions(options -> options.tcpNoDelay(true))
                    .routing(http).addRouting(webSocket);
            if (certificate != null) {
                final SelfSigned.Context context = certificate.context();
                venue.faults().onTlsFailure(context::fail);
                config.tls(tls -> tls.sslContext(context.tls()));
            }
            final WebServer server = config.build().start();
            return new VenueServer(venue, sessions, server);
        } catch (final BindException | RuntimeException e) {
            sessions.close();
            venue.close();
            throw e;
        }
    }

    FaultedVenue venue() {
        return venue;
    }

    int port() {
        return server.port();
    }

    /** Number of open WebSocket connections. */
    int connections() {
        return sessions.count();
    }

    @Override
    public void close() {
        sessions.close();
        venue.close();
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
