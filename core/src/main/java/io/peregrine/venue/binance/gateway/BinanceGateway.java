package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.SocketGateway;
import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.order.ExecutionListener;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Order entry on Binance spot: one connection to the WebSocket API for requests, their responses and the account's events. It connects by
 * itself, measures the venue's clock, subscribes, and is {@link #ready} from then on; when the connection ends it connects again, with
 * pauses that double.
 *
 * <p>While it is not ready requests are refused at once with {@code NOT_CONNECTED}: they were not sent. Requests in flight when the
 * connection ends become {@code TIMEOUT}: they may have been carried out. What happened to open orders meanwhile must be asked for.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready}, {@link #status} and {@link #balances} may be read by any thread.
 * <b>Allocates:</b> none after construction but for connecting and, with TLS, what the JDK's SSLEngine does.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public final class BinanceGateway extends SocketGateway {
    /** The venue pings every 20 s; after a minute without anything the connection is dead. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    private final BinanceSession session;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param sslContext  for {@code wss}, or null for the JDK's default
     * @throws IllegalArgumentException for an address that is not of a WebSocket
     */
    public BinanceGateway(
            final BinanceGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final SSLContext sslContext) {
        super(settings.reconnectIntervalNs());
        session = new BinanceSession(settings, instruments, listener, account, latency,
                channel(settings.orderUri(), IDLE_TIMEOUT_NS, sslContext));
    }

    @Override
    protected GatewaySession session() {
        return session;
    }
}
