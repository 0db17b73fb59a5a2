package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.SocketGateway;
import io.peregrine.instrument.Instruments;
import io.peregrine.net.HttpPool;
import io.peregrine.net.HttpResponse;
import io.peregrine.net.HttpResponseListener;
import io.peregrine.net.HttpSettings;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Order entry on a Coinbase venue: a few connections to the REST API for requests and one to the user channel for what becomes of them. It
 * connects by itself and is {@link #ready} when the user channel tells of the account's orders and the open ones are known; when that
 * channel ends it connects again, with pauses that double.
 *
 * <p>While it is not ready requests are refused at once with {@code NOT_CONNECTED}: they were not sent. A request whose connection ends
 * before its answer is {@code TIMEOUT}: it may have been carried out.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready} and {@link #status} may be read by any thread. <b>Allocates:</b> none
 * after construction but for connecting and, with TLS, what the JDK's SSLEngine does. <b>Errors:</b> operating conditions come back as
 * execution reports.
 */
public final class CoinbaseGateway extends SocketGateway implements HttpResponseListener {
    /** The venue sends a heartbeat a second. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int CONNECTIONS = 6;
    private static final int EXCHANGE_BURST = 30;
    private static final int EXCHANGE_FILLS_BURST = 20;
    private static final long EXCHANGE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private static final int ADVANCED_BURST = 30;
    private static final long ADVANCED_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final HttpPool http;
    private final CoinbaseSession session;

    private CoinbaseGateway(final Protocol protocol, final GatewayContext context, final URI userUri, final SSLContext sslContext) {
        super(context.reconnectIntervalNs());
        http = new HttpPool(context.venue().orderUri(),
                HttpSettings.DEFAULT.withConnections(CONNECTIONS).withSslContext(sslContext), this);
        final RequestSender sender = new RequestSender(
                protocol.requests(), protocol.budget(), context.instruments(), context.venue().venue(), http);
        session = new CoinbaseSession(new SessionParts(sender, protocol.answers(), protocol.userChannel(), protocol.reports(),
                context.newAccountWriter(), context.instruments().of(context.venue().venue()), context.latency(),
                protocol.firstFills()), channel(userUri, IDLE_TIMEOUT_NS, sslContext), http::reason);
    }

    /**
     * Order entry on Coinbase Exchange.
     *
     * @param userUri            of the feed that has the user channel
     * @param selfTradePrevention {@code dc}, {@code co}, {@code cn} or {@code cb}
     * @param sslContext         for {@code https} and {@code wss}, or null for the JDK's default
     * @throws IllegalArgumentException for a key of another form, or an address that is not of its kind
     */
    public static CoinbaseGateway exchange(
            final GatewayContext context, final URI userUri, final String selfTradePrevention, final SSLContext sslContext) {
        final Instruments instruments = context.instruments();
        final ExchangeSignature signature = new ExchangeSignature(context.venue().credentials());
        final FirstFills firstFills = new FirstFills(context.latency());
        final OrderReports reports = new OrderReports(
                new ExecutionReportWriter(context.listener()), instruments, new SentOrders(), firstFills);
        return new CoinbaseGateway(new Protocol(
                new ExchangeRequests(context.venue().orderUri(), context.venue().credentials(), instruments, selfTradePrevention),
                new ExchangeAnswers(instruments),
                new ExchangeUserChannel(instruments, signature, new ExchangeOrderEvents(reports)),
                reports, new RequestBudget(EXCHANGE_BURST, EXCHANGE_FILLS_BURST, EXCHANGE_INTERVAL_NS), firstFills),
                context, userUri, sslContext);
    }

    /**
     * Order entry on Coinbase Advanced Trade.
     *
     * @param userUri    of the stream that has the user channel
     * @param sslContext for {@code https} and {@code wss}, or null for the JDK's default
     * @throws IllegalArgumentException for a key of another form, or an address that is not of its kind
     */
    public static CoinbaseGateway advanced(final GatewayContext context, final URI userUri, final SSLContext sslContext) {
        final Instruments instruments = context.instruments();
        final URI uri = context.venue().orderUri();
        final CdpToken tokens = new CdpToken(context.venue().credentials());
        final FirstFills firstFills = new FirstFills(context.latency());
        final OrderReports reports = new OrderReports(
                new ExecutionReportWriter(context.listener()), instruments, new SentOrders(), firstFills);
        final String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
        return new CoinbaseGateway(new Protocol(
                new AdvancedRequests(uri, new TokenPool(tokens, host), instruments), new AdvancedAnswers(instruments),
                new AdvancedUserChannel(instruments, tokens, reports), reports,
                new RequestBudget(ADVANCED_BURST, ADVANCED_BURST, ADVANCED_INTERVAL_NS), firstFills),
                context, userUri, sslContext);
    }

    @Override
    protected GatewaySession session() {
        return session;
    }

    @Override
    protected int connections(final long nowNs) {
        return http.doWork(nowNs);
    }

    @Override
    protected void closeConnections() {
        http.close();
    }

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        session.onResponse(token, response, receiveTimeNs, nowNs);
    }

    @Override
    public void onNoResponse(final long token, final String reason, final long nowNs) {
        session.onNoResponse(token, reason, nowNs);
    }

    /** What one of the two venues has of its own. */
    private record Protocol(
            RestRequests requests, RestAnswers answers, UserChannel userChannel, OrderReports reports, RequestBudget budget,
            FirstFills firstFills) {
    }
}
