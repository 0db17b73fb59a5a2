package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RecordedAccount;
import io.peregrine.gateway.RecordedReports;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.time.EngineClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/** A session whose venue is the test: what it sends is kept, and what the venue says is given to it. */
final class ScriptedVenue {
    static final String TOKEN = "G38a1tGFzqGiUCmnegBcm8d4nfP3tytiNQz6tkCBYXY";

    final RecordedReports reports = new RecordedReports();
    final RecordedAccount account = new RecordedAccount();
    final List<String> sent = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final KrakenSession session;
    boolean takesRequests = true;
    boolean restUp = true;
    long nowNs = EngineClock.nowNs();
    private long callToken;
    private int acknowledged;

    ScriptedVenue() {
        this(Map.of("tier", "pro", "deadline_ms", "0"));
    }

    ScriptedVenue(final Map<String, String> options) {
        session = new KrakenSession(Fixtures.settings(options), Fixtures.instruments(), new ExecutionReportWriter(reports),
                new ReconciliationWriter(account, 0), new LatencyRecorder(), new KrakenSession.Channels(
                (buffer, offset, length) -> takesRequests && sent.add(buffer.getStringWithoutLengthAscii(offset, length)),
                (token, buffer, offset, length, timeNs) -> {
                    callToken = token;
                    return restUp && calls.add(buffer.getStringWithoutLengthAscii(offset, length));
                },
                () -> restUp));
    }

    /** Connected, with a token, and subscribed: ready. */
    ScriptedVenue start() {
        session.onOpen(nowNs);
        session.doWork(nowNs);
        answer("{\"token\":\"" + TOKEN + "\",\"expires\":900}");
        say("{\"channel\":\"executions\",\"type\":\"snapshot\",\"data\":[],\"sequence\":1}");
        pass(1);
        if (takeCalls().contains("/0/private/BalanceEx ")) {
            answer("{}");
        }
        sent.clear();
        acknowledged = 0;
        calls.clear();
        account.take();
        return this;
    }

    /** A message on the WebSocket. */
    void say(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        session.onMessage(new UnsafeBuffer(bytes), 0, bytes.length, nowNs, nowNs);
    }

    /** An update of executions with one entry. */
    void execution(final long sequence, final String entry) {
        say("{\"channel\":\"executions\",\"type\":\"update\",\"data\":[{" + entry + "}],\"sequence\":" + sequence + "}");
    }

    /** The result of the call that was made last. */
    void answer(final String result) {
        respond("{\"error\":[],\"result\":" + result + "}");
    }

    /** The error of the call that was made last. */
    void refuse(final String error) {
        respond("{\"error\":[\"" + error + "\"]}");
    }

    /** The call that was made last gets no answer. */
    void silence() {
        session.onNoResponse(callToken, "no answer in time", nowNs);
    }

    /** Lets so much time pass, and the session do all that it has to. */
    void pass(final long durationNs) {
        nowNs += durationNs;
        int work;
        do {
            work = session.doWork(nowNs);
            acknowledge();
        } while (work > 0);
    }

    /** Answers what is of no order. */
    private void acknowledge() {
        for (; acknowledged < sent.size(); acknowledged++) {
            final String text = sent.get(acknowledged);
            if (text.contains("cancel_all_orders_after") || text.contains("ping")) {
                say("{\"method\":\"" + text.split("\"")[3] + "\",\"req_id\":"
                        + text.replaceFirst(".*\"req_id\":(\\d+).*", "$1") + ",\"result\":{},\"success\":true}");
            }
        }
    }

    /** The path and the parameters but the nonce of the calls that were made, which are forgotten. */
    List<String> takeCalls() {
        session.doWork(nowNs);
        final List<String> taken = calls.stream().map(call -> call.replaceFirst("(?s)^POST (\\S+) .*\r\n\r\nnonce=\\d+&?(.*)$", "$1 $2"))
                .toList();
        calls.clear();
        return taken;
    }

    List<String> takeSent() {
        final List<String> taken = List.copyOf(sent);
        sent.clear();
        acknowledged = 0;
        return taken;
    }

    /** What the server says to the call that was made last. */
    void respond(final int status, final byte[] body) {
        session.onResponse(callToken, status, new UnsafeBuffer(body), body.length, nowNs);
    }

    private void respond(final String body) {
        respond(200, body.getBytes(StandardCharsets.UTF_8));
    }
}
