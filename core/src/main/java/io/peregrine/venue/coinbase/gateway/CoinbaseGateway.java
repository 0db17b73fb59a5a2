package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.ConnectionState;
import io.peregrine.net.HttpPool;
import io.peregrine.net.HttpResponse;
import io.peregrine.net.HttpResponseListener;
import io.peregrine.net.HttpSettings;
import io.peregrine.net.WebSocketClient;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

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
public final class CoinbaseGateway implements Gateway, WebSocketListener, HttpResponseListener {
    /** The venue sends a heartbeat a second. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int BACK_OFF_DOUBLINGS_MAX = 4;
    private static final int CONNECTIONS = 6;
    private static final int EXCHANGE_BURST = 30;
    private static final int EXCHANGE_FILLS_BURST = 20;
    private static final long EXCHANGE_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);

    private static final int ADVANCED_BURST = 30;
    private static final long ADVANCED_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final HttpPool http;
    private final WebSocketClient user;
    private final RestRequests requests;
    private final CoinbaseSession session;
    private final long reconnectIntervalNs;
    private long connectTimeNs = Long.MIN_VALUE;
    private int failures;
    private volatile boolean closed;

    private CoinbaseGateway(final Protocol protocol, final GatewayContext context, final URI userUri, final SSLContext sslContext) {
        reconnectIntervalNs = context.reconnectIntervalNs();
        requests = protocol.requests();
        http = new HttpPool(context.venue().orderUri(),
                HttpSettings.DEFAULT.withConnections(CONNECTIONS).withSslContext(sslContext), this);
        user = new WebSocketClient(userUri, this,
                WebSocketSettings.DEFAULT.withLiveness(0, IDLE_TIMEOUT_NS).withSslContext(sslContext));
        final RequestSender sender = new RequestSender(
                requests, protocol.budget(), context.instruments(), context.venue().venue(), http);
        session = new CoinbaseSession(new SessionParts(sender, protocol.answers(), protocol.userChannel(), protocol.reports(),
                context.newAccountWriter(), context.instruments().of(context.venue().venue()), context.latency(),
                protocol.firstFills()), user::send);
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
    public int doWork(final long nowNs) {
        if (closed) {
            return 0;
        }
        int work = http.doWork(nowNs) + user.doWork(nowNs) + session.doWork(nowNs);
        if (session.state() == SessionState.FAILED && user.state() == ConnectionState.OPEN) {
            user.disconnect(nowNs);
            work++;
        }
        if (session.state() == SessionState.CONNECTING && user.state() == ConnectionState.CLOSED
                && (connectTimeNs == Long.MIN_VALUE || nowNs - connectTimeNs >= 0)) {
            user.connect(nowNs);
            work++;
        }
        return work;
    }

    @Override
    public boolean ready() {
        return !closed && session.ready();
    }

    @Override
    public String status() {
        return closed ? "closed" : session.state() + ": " + session.reason()
                + (session.state() == SessionState.DISCONNECTED ? "; " + http.reason() : "");
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        session.onNewOrder(order, nowNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        session.onCancelOrder(cancel, nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        session.onReplaceOrder(replace, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        session.onQueryOrder(query, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        session.onReconcile(request, nowNs);
    }

    @Override
    public void onOpen(final long nowNs) {
        session.onUserOpen(nowNs);
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        session.onUserMessage(buffer, offset, length, receiveTimeNs, nowNs);
        if (session.ready()) {
            failures = 0;
        }
    }

    @Override
    public void onClosed(final int code, final String reason, final long nowNs) {
        final String why = session.state() == SessionState.FAILED ? session.reason() : "user channel closed: " + code + ' ' + reason;
        connectTimeNs = nowNs + pauseNs(nowNs);
        failures++;
        session.onUserClosed(why, nowNs);
    }

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        session.onResponse(token, response, receiveTimeNs, nowNs);
    }

    @Override
    public void onNoResponse(final long token, final String reason, final long nowNs) {
        session.onNoResponse(token, reason, nowNs);
    }

    /** Ends the connections without a word: requests in flight are not reported any more. Wipes the secret. */
    @Override
    public void close() {
        closed = true;
        http.close();
        user.close();
        requests.close();
    }

    /** The interval, doubled for each failure in a row, less up to a quarter so that many clients do not come back at once. */
    private long pauseNs(final long nowNs) {
        final long pauseNs = reconnectIntervalNs << Math.min(failures, BACK_OFF_DOUBLINGS_MAX);
        return pauseNs - Math.floorMod(nowNs, pauseNs / 4 + 1);
    }

    /** What one of the two venues has of its own. */
    private record Protocol(
            RestRequests requests, RestAnswers answers, UserChannel userChannel, OrderReports reports, RequestBudget budget,
            FirstFills firstFills) {
    }
}
