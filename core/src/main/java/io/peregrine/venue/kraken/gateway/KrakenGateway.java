package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.SocketGateway;
import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.net.HttpPool;
import io.peregrine.net.HttpResponse;
import io.peregrine.net.HttpResponseListener;
import io.peregrine.net.HttpSettings;
import io.peregrine.order.ExecutionListener;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Order entry on Kraken spot: the private WebSocket for orders and the account's events, one connection to REST for everything that is
 * asked for. It connects by itself, gets a token, subscribes, and is {@link #ready} from then on; when the WebSocket ends it connects
 * again, with pauses that double, and orders go over REST meanwhile.
 *
 * <p>Where neither is there, requests are refused at once with {@code NOT_CONNECTED}: they were not sent. Requests in flight when a
 * connection ends become {@code TIMEOUT}: they may have been carried out.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready} and {@link #status} may be read by any thread. <b>Allocates:</b> for
 * orders over the WebSocket none after construction; for connecting, REST and, with TLS, what the JDK's SSLEngine does.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public final class KrakenGateway extends SocketGateway implements HttpResponseListener {
    /** The venue sends a heartbeat a second; after this long without anything the connection is dead. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long REST_IDLE_NS = TimeUnit.SECONDS.toNanos(50);

    private final KrakenSession session;
    private final HttpPool rest;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param listener    gets the execution reports
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param sslContext  for {@code wss} and {@code https}, or null for the JDK's default
     * @throws IllegalArgumentException for an address that is not of a WebSocket or of HTTP, or a secret that is not Base64
     */
    public KrakenGateway(
            final KrakenGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final SSLContext sslContext) {
        super(settings.reconnectIntervalNs());
        rest = new HttpPool(settings.restUri(), HttpSettings.DEFAULT.withConnections(1)
                .withTimes(KrakenSession.ANSWER_MAX_NS, REST_IDLE_NS, settings.reconnectIntervalNs()).withSslContext(sslContext), this);
        session = new KrakenSession(settings, instruments, new ExecutionReportWriter(listener), account, latency,
                new KrakenSession.Channels(channel(settings.orderUri(), IDLE_TIMEOUT_NS, sslContext), rest, rest::connected));
    }

    @Override
    protected GatewaySession session() {
        return session;
    }

    @Override
    protected int connections(final long nowNs) {
        return rest.doWork(nowNs);
    }

    @Override
    protected void closeConnections() {
        rest.close();
    }

    /** Has the venue cancel every order of the account, whosever they are; false where that can not be sent now. For the agent. */
    public boolean cancelAll() {
        return session.cancelAll();
    }

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        session.onResponse(token, response.status(), response.body(), response.body().capacity(), nowNs);
    }

    @Override
    public void onNoResponse(final long token, final String reason, final long nowNs) {
        session.onNoResponse(token, reason, nowNs);
    }
}
