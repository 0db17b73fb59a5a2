package io.peregrine.venue.binance.gateway;

import io.peregrine.net.HttpChannel;
import io.peregrine.net.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/** A REST server that is the test: not connected at first, then with two connections. */
final class ScriptedRest implements HttpChannel {
    boolean up;
    private final Map<Long, String> unanswered = new LinkedHashMap<>();
    private final List<String> taken = new ArrayList<>();

    @Override
    public boolean send(final long token, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (!free()) {
            return false;
        }
        final String call = buffer.getStringWithoutLengthAscii(offset, length);
        unanswered.put(token, call);
        taken.add(call);
        return true;
    }

    @Override
    public boolean free() {
        return up && unanswered.size() < BinanceRest.CONNECTIONS;
    }

    @Override
    public boolean connected() {
        return up;
    }

    /** The whole calls since the last time. */
    List<String> takeWhole() {
        final List<String> calls = List.copyOf(taken);
        taken.clear();
        return calls;
    }

    /** Method and target of the calls since the last time, without what stands in all: the window, the time and the signature. */
    List<String> take() {
        return takeWhole().stream().map(call -> call.substring(0, call.indexOf(" HTTP/1.1\r\n"))
                .replaceFirst("&signature=[0-9a-f]{64}$", "").replaceFirst("&timestamp=\\d+", "").replaceFirst("&?recvWindow=5000", ""))
                .toList();
    }

    /** Answers the oldest call that has none. */
    void answer(final ScriptedVenue venue, final String statusAndFields, final String body) {
        final byte[] bytes = ("HTTP/1.1 " + statusAndFields + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
        venue.session.onResponse(oldest(), HttpResponse.of(bytes), venue.nowNs, venue.nowNs);
    }

    /** The oldest call that has no answer gets none. */
    void silence(final ScriptedVenue venue) {
        venue.session.onNoResponse(oldest(), venue.nowNs);
    }

    private long oldest() {
        final long token = unanswered.keySet().iterator().next();
        unanswered.remove(token);
        return token;
    }
}
