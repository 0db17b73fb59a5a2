package io.peregrine.api.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.peregrine.api.alert.AlertDesk;
import io.peregrine.api.rest.Api;
import io.peregrine.api.rest.RestRouting;
import io.peregrine.api.rest.RiskReport;
import io.peregrine.api.stream.StreamHub;
import io.peregrine.api.valueatrisk.MarkSampler;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.ViewFeed;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The running API of one engine: the view with its tailer, REST, the WebSocket, the dashboard.
 *
 * <p><b>Threading:</b> thread-safe. Owns the server's threads, the tailer's and the sampler's. <b>Errors:</b> {@link ApiStartException}.
 */
public final class ApiServer implements AutoCloseable {
    /** The WebSocket's path. */
    public static final String STREAM_PATH = "/ws/hft";
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int BODY_BYTES_MAX = 65_536;
    private static final int FRAME_BYTES_MAX = 65_536;
    /** A client that does not read is noticed after this much. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private final EngineView view;
    private final ViewFeed feed;
    private final StreamHub hub;
    private final Watch watch;
    private final WebServer server;
    private final Thread ticker;
    private volatile boolean running = true;

    /** What looks at the engine each tick, beside the hub. */
    private record Watch(MarkSampler marks, AlertDesk alerts) {
        private void tick(final long nowNs) {
            marks.tick(nowNs);
            alerts.tick(nowNs);
        }
    }

    private ApiServer(
            final EngineView view, final ViewFeed feed, final StreamHub hub, final Watch watch, final WebServer server) {
        this.watch = watch;
        this.view = view;
        this.feed = feed;
        this.hub = hub;
        this.server = server;
        ticker = Thread.ofPlatform().name("stream-sampler").daemon().unstarted(this::tick);
    }

    /**
     * Starts everything; it is reachable on return.
     *
     * @param watching alerts, and where samples of the marks are kept
     * @param offload status of the offload, or null where there is none
     * @throws ApiStartException the port is taken, or the like
     */
    public static ApiServer start(
            final EngineAccess engine, final ApiSettings settings, final WatchSettings watching, final Supplier<JsonNode> offload) {
        checkPort(settings);
        final EngineView view = new EngineView(engine, settings.performanceWindowSeconds());
        final MarkSampler marks = new MarkSampler(engine, watching.marks());
        final AlertDesk alerts = AlertDesk.start(engine, watching.alerts());
        final RiskReport report = new RiskReport(view, marks.history(), alerts::channels);
        final StreamHub hub = new StreamHub(view, report, settings.clientStallNs());
        view.listener(hub);
        view.riskListener(event -> alerts.onRiskEvent(event, EngineClock.nowNs()));
        final ViewFeed feed = ViewFeed.start(view);
        final HttpRouting.Builder routing =
                RestRouting.of(Api.routes(view, feed, hub, offload, report), settings.keys(), settings.requestsPerSecond());
        final WebServer server = server(settings, routing, hub).start();
        if (!server.isRunning()) {
            feed.close();
            alerts.close();
            throw cannotListen(settings, "see the log", null);
        }
        final ApiServer api = new ApiServer(view, feed, hub, new Watch(marks, alerts), server);
        api.ticker.start();
        return api;
    }

    /** Without NIO: there the server takes a partial write for a whole one, and a slow client would get torn frames. */
    private static WebServer server(final ApiSettings settings, final HttpRouting.Builder routing, final StreamHub hub) {
        return WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .useNio(false)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .maxPayloadSize(BODY_BYTES_MAX)
                .connectionOptions(options -> options.socketSendBufferSize(SEND_BUFFER_BYTES).tcpNoDelay(true))
                .directHandlers(RestRouting.directHandlers())
                .addProtocol(WsConfig.builder().maxFrameLength(FRAME_BYTES_MAX).build())
                .routing(routing)
                .addRouting(WsRouting.builder().endpoint(STREAM_PATH, hub::connection))
                .build();
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** What the journal says. */
    public EngineView view() {
        return view;
    }

    @Override
    public void close() {
        running = false;
        hub.close();
        LockSupport.unpark(ticker);
        server.stop();
        feed.close();
        watch.alerts.close();
    }

    private void tick() {
        while (running) {
            hub.tick(EngineClock.nowNs());
            watch.tick(EngineClock.nowNs());
            LockSupport.parkNanos(TICK_NS);
        }
    }

    /** The server itself only logs that its port is taken. */
    private static void checkPort(final ApiSettings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (final IOException e) {
            throw cannotListen(settings, e.getMessage(), e);
        }
    }

    private static ApiStartException cannotListen(final ApiSettings settings, final String why, final Throwable cause) {
        return new ApiStartException("the API can not listen on " + settings.host() + ':' + settings.port() + ": " + why
                + "; give another port with --port or api.port", cause);
    }
}
