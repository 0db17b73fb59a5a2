package io.peregrine.venue.binance.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RecordedAccount;
import io.peregrine.gateway.RecordedReports;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A session whose other side is the test: it reads the requests and gives the messages, on a clock that only the test moves. */
final class ScriptedVenue implements RequestChannel {
    /** How far the venue's clock is ahead. */
    static final long AHEAD_MS = 1234;

    final RecordedReports reports = new RecordedReports();
    final RecordedAccount account = new RecordedAccount();
    final LatencyRecorder latency = new LatencyRecorder();
    final ScriptedRest rest = new ScriptedRest();
    final BinanceSession session;
    long nowNs = EngineClock.nowNs();
    boolean full;
    private final Deque<String> requests = new ArrayDeque<>();

    ScriptedVenue() {
        this(BinanceGatewaySettings.PUBLISHED_RATE_LIMITS, 64);
    }

    ScriptedVenue(final List<BinanceRateLimit> limits, final int inFlightMax) {
        session = new BinanceSession(
                new BinanceGatewaySettings(URI.create("ws://venue.test/ws-api/v3"), URI.create("http://venue.test"),
                        Fixtures.credentials(), 5000, TimeUnit.SECONDS.toNanos(1), inFlightMax, limits),
                Fixtures.instruments(), reports, new ReconciliationWriter(account, 0), latency,
                new BinanceSession.Channels(this, rest));
    }

    @Override
    public boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (full) {
            return false;
        }
        requests.add(buffer.getStringWithoutLengthUtf8(offset, length));
        return true;
    }

    /** Takes the session to READY, past its balance request. */
    ScriptedVenue start() {
        subscribe();
        session.doWork(nowNs);
        say("{\"id\":" + id("account.status") + ",\"status\":200,\"result\":{\"balances\":["
                + "{\"asset\":\"BTC\",\"free\":\"1.5\",\"locked\":\"0.25\"},{\"asset\":\"XYZ\",\"free\":\"1\",\"locked\":\"2\"}]}}");
        return this;
    }

    /** Takes the session to READY. */
    void subscribe() {
        requests.clear();
        session.onOpen(nowNs);
        answerTime();
        say("{\"id\":" + id("userDataStream.subscribe.signature") + ",\"status\":200,\"result\":{\"subscriptionId\":0}}");
    }

    void answerTime() {
        final long venueTimeMs = nowNs / 1_000_000 + AHEAD_MS;
        say("{\"id\":" + id("time") + ",\"status\":200,\"result\":{\"serverTime\":" + venueTimeMs + "}}");
    }

    /** The next request, which must be of this method. */
    JsonNode request(final String method) {
        final JsonNode request = Fixtures.json(requests.remove());
        if (!request.path("method").asText().equals(method)) {
            throw new AssertionError("expected " + method + ": " + request);
        }
        return request;
    }

    /** The id of the next request, which must be of this method. */
    long id(final String method) {
        return request(method).path("id").asLong();
    }

    int requestCount() {
        return requests.size();
    }

    void say(final String message) {
        final byte[] bytes = ("...." + message).getBytes(StandardCharsets.UTF_8);
        session.onMessage(new UnsafeBuffer(bytes), 4, bytes.length - 4, nowNs, nowNs);
    }

    void event(final String event) {
        say("{\"subscriptionId\":0,\"event\":" + event + "}");
    }

    /** An execution report of one of our BTCUSDT buys of 0.01 at 50000. */
    void execution(final long order, final String type, final String status, final String rest) {
        event("{\"e\":\"executionReport\",\"E\":1,\"s\":\"BTCUSDT\",\"c\":\"" + text(order) + "\",\"S\":\"BUY\",\"o\":\"LIMIT\","
                + "\"f\":\"GTC\",\"q\":\"0.01000000\",\"p\":\"50000.00000000\",\"C\":\"\",\"x\":\"" + type + "\",\"X\":\"" + status
                + "\",\"r\":\"NONE\",\"i\":77,\"T\":5," + rest + "}");
    }

    long count(final Stage stage) {
        return latency.snapshot(stage).getTotalCount();
    }

    static String text(final long order) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[ClientOrderId.LENGTH]);
        ClientOrderId.put(buffer, 0, order);
        return buffer.getStringWithoutLengthAscii(0, ClientOrderId.LENGTH);
    }
}
