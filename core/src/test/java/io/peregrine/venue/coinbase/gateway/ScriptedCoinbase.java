package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QueryOrderEncoder;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.net.HttpResponse;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A session with Coinbase Exchange whose venue is the test: it sees each request and says what comes back, at its own time. */
final class ScriptedCoinbase implements ReconciliationListener {
    static final URI ADDRESS = URI.create("https://api.exchange.coinbase.com");
    static final String SECRET = "0DySqaNNk4yUlBiLJR3T/b/IrfX2uxhqZ3MttZ0NarUnFX6+elhb30PamVOWdhey+FimqCAVH2/RGMPSayVeQA==";

    final List<String> requests = new ArrayList<>();
    final List<String> subscriptions = new ArrayList<>();
    final List<String> statuses = new ArrayList<>();
    final CoinbaseSession session;
    final SentOrders orders = new SentOrders();
    /** Requests are stamped with the engine's clock, so the test's time begins there. */
    long nowNs = EngineClock.nowNs();
    private final UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
    private final boolean isKeepingText;
    private long token;
    private boolean isConnected = true;

    ScriptedCoinbase(final ExecutionListener listener, final boolean isKeepingText) {
        this.isKeepingText = isKeepingText;
        final Credentials credentials = credentials();
        final Instruments instruments = instruments(Venue.COINBASE_EXCHANGE);
        final LatencyRecorder latency = new LatencyRecorder();
        final FirstFills firstFills = new FirstFills(latency);
        final OrderReports reports = new OrderReports(new ExecutionReportWriter(listener), instruments, orders, firstFills);
        final RequestSender sender = new RequestSender(
                new ExchangeRequests(ADDRESS, credentials, instruments, "cn"), new RequestBudget(30, 20, TimeUnit.SECONDS.toNanos(2)),
                instruments, Venue.COINBASE_EXCHANGE, new Channel());
        session = new CoinbaseSession(new SessionParts(sender, new ExchangeAnswers(instruments),
                new ExchangeUserChannel(instruments, new ExchangeSignature(credentials), new ExchangeOrderEvents(reports)), reports,
                new ReconciliationWriter(this, 0), instruments.all(), latency, firstFills), this::subscribe, () -> "no connection");
    }

    static Credentials credentials() {
        return new Credentials("the-key", SECRET.getBytes(StandardCharsets.US_ASCII), "open");
    }

    static Instruments instruments(final Venue venue) {
        return new Instruments(List.of(
                new Instrument(0, venue, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 1, 1, 1, Long.MAX_VALUE / 1_000_000, 0),
                new Instrument(1, venue, "ETH/USD", "ETH-USD", "ETH", "USD", 2, 8, 1, 1, 1, Long.MAX_VALUE / 1_000_000, 0)));
    }

    /** Goes through all steps to READY. */
    void becomeReady() {
        work();
        work();
        answer(200, "{\"iso\":\"2023-11-14T22:13:20Z\",\"epoch\":1700000000.000}");
        open();
        user("{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"user\",\"product_ids\":[\"BTC-USD\"],\"account_ids\":null}]}");
        work();
        answer(200, "[]");
        requests.clear();
    }

    void open() {
        session.onOpen(nowNs);
    }

    void work() {
        session.doWork(nowNs);
    }

    /** Time goes by. */
    void pass(final long ns) {
        nowNs += ns;
    }

    void connected(final boolean connected) {
        isConnected = connected;
    }

    /** Answers the request that was sent last. */
    void answer(final int status, final String body) {
        session.onResponse(token, HttpResponse.of(("HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII)), nowNs, nowNs);
    }

    void answer(final HttpResponse response) {
        session.onResponse(token, response, nowNs, nowNs);
    }

    /** The request that was sent last gets no answer. */
    void lose() {
        session.onNoResponse(token, "ended by the server", nowNs);
    }

    void user(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        user(new UnsafeBuffer(bytes), bytes.length);
    }

    void user(final DirectBuffer buffer, final int length) {
        session.onMessage(buffer, 0, length, nowNs, nowNs);
    }

    /** A limit buy of BTC. */
    void send(final long clientOrderId, final OrderType type, final TimeInForce timeInForce, final boolean isPostOnly) {
        final NewOrderEncoder order = new NewOrderEncoder().wrap(message, 0);
        encode(order, clientOrderId, type, timeInForce, isPostOnly);
        session.onNewOrder(new NewOrderDecoder().wrap(message, 0, NewOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    void encode(
            final NewOrderEncoder order, final long clientOrderId, final OrderType type, final TimeInForce timeInForce,
            final boolean isPostOnly) {
        order.timeNs(nowNs).clientOrderId(clientOrderId).instrumentId(0).strategyId(0)
                .price(type == OrderType.MARKET ? Instrument.NULL_VALUE : 6_000_000)
                .stopPrice(type == OrderType.STOP_LIMIT ? 5_990_000 : Instrument.NULL_VALUE).quantity(3_000_000)
                .tickReceiveTimeNs(Instrument.NULL_VALUE).side(Side.BUY).orderType(type).timeInForce(timeInForce)
                .postOnly(isPostOnly ? BooleanType.TRUE : BooleanType.FALSE);
    }

    void cancel(final long clientOrderId) {
        final CancelOrderEncoder cancel = new CancelOrderEncoder().wrap(message, 0).timeNs(nowNs).clientOrderId(clientOrderId)
                .instrumentId(0).strategyId(0).tickReceiveTimeNs(Instrument.NULL_VALUE);
        cancel.venueOrderId().high(Instrument.NULL_VALUE).low(Instrument.NULL_VALUE);
        session.onCancelOrder(new CancelOrderDecoder().wrap(message, 0, CancelOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    void query(final long clientOrderId) {
        query(clientOrderId, Instrument.NULL_VALUE, Instrument.NULL_VALUE);
    }

    void query(final long clientOrderId, final long venueIdHigh, final long venueIdLow) {
        final QueryOrderEncoder query = new QueryOrderEncoder().wrap(message, 0).timeNs(nowNs).clientOrderId(clientOrderId).instrumentId(0);
        query.venueOrderId().high(venueIdHigh).low(venueIdLow);
        session.onQueryOrder(new QueryOrderDecoder().wrap(message, 0, QueryOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    /** A report in a line; absent values are left out. */
    static String line(final ExecutionReportDecoder report) {
        final StringBuilder text = new StringBuilder().append(report.execType()).append(' ').append(report.clientOrderId());
        if (report.orderStatus() != OrderStatus.NULL_VAL) {
            text.append(' ').append(report.orderStatus());
        }
        if (report.execType() == ExecType.TRADE) {
            text.append(' ').append(report.lastQuantity()).append(" at ").append(report.lastPrice()).append(" fee ")
                    .append(report.feeE8()).append(' ').append(report.liquiditySide()).append(" id ").append(report.executionId().low());
        }
        if (report.cumQuantity() != Instrument.NULL_VALUE) {
            text.append(" of ").append(report.cumQuantity());
        }
        if (report.rejectReason() != RejectReason.NONE) {
            text.append(" for ").append(report.rejectReason());
        }
        return text.toString();
    }

    @Override
    public void onOpenOrder(final OpenOrderDecoder order, final long timeNs) {
        statuses.add("open " + order.clientOrderId());
    }

    @Override
    public void onBalance(final BalanceDecoder balance, final long timeNs) {
        statuses.add("balance " + balance.assetId() + " " + balance.freeE8() + " " + balance.lockedE8());
    }

    @Override
    public void onReconcileEnd(final ReconcileEndDecoder end, final long timeNs) {
        statuses.add("end " + end.complete() + " " + end.text());
    }

    @Override
    public void onGatewayStatus(final GatewayStatusDecoder status, final long timeNs) {
        statuses.add((status.ready() == BooleanType.TRUE ? "ready: " : "not ready: ") + status.text());
    }

    private boolean subscribe(final DirectBuffer buffer, final int offset, final int length) {
        subscriptions.add(buffer.getStringWithoutLengthAscii(offset, length));
        return true;
    }

    private final class Channel implements io.peregrine.net.HttpChannel {
        @Override
        public boolean send(final long requestToken, final DirectBuffer buffer, final int offset, final int length, final long timeNs) {
            token = requestToken;
            if (isKeepingText) {
                requests.add(buffer.getStringWithoutLengthAscii(offset, length));
            }
            return true;
        }

        @Override
        public boolean connected() {
            return isConnected;
        }
    }
}
