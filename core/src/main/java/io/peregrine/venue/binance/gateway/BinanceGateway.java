package io.peregrine.venue.binance.gateway;

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
 * Order entry on Binance spot: one connection to the WebSocket API for requests, their responses and the account's events. It connects by
 * itself, measures the venue's clock, subscribes, and is {@link #ready} from then on; when the connection ends it connects again, with
 * pauses that double, and orders, cancels and queries go over REST meanwhile.
 *
 * <p>Where neither is there, requests are refused at once with {@code NOT_CONNECTED}: they were not sent. Requests in flight when the
 * connection ends become {@code TIMEOUT}: they may have been carried out. What happened to open orders meanwhile must be asked for.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready}, {@link #status} and {@link #balances} may be read by any thread.
 * <b>Allocates:</b> none after construction but for connecting, for REST and, with TLS, what the JDK's SSLEngine does.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public final class BinanceGateway extends SocketGateway implements HttpResponseListener {
    /** The venue pings every 20 s; after a minute without anything the connection is dead. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long REST_IDLE_NS = TimeUnit.SECONDS.toNanos(50);

    private final BinanceSession session;
    private final HttpPool rest;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param sslContext  for {@code wss} and {@code https}, or null for the JDK's default
     * @throws IllegalArgumentException for an address that is not of a WebSocket or of HTTP
     */
    public BinanceGateway(
            final BinanceGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final SSLContext sslContext) {
        super(settings.reconnectIntervalNs());
        rest = new HttpPool(settings.restUri(), HttpSettings.DEFAULT.withConnections(BinanceRest.CONNECTIONS)
                .withTimes(BinanceSession.ANSWER_MAX_NS, REST_IDLE_NS, settings.reconnectIntervalNs()).withSslContext(sslContext), this);
        session = new BinanceSession(settings, instruments, listener, account, latency,
                new BinanceSession.Channels(channel(settings.orderUri(), IDLE_TIMEOUT_NS, sslContext), rest));
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

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        session.onResponse(token, response, receiveTimeNs, nowNs);
    }

    @Override
    public void onNoResponse(final long token, final String reason, final long nowNs) {
        session.onNoResponse(token, nowNs);
    }
}
