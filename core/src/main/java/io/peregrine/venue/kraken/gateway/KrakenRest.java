package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.Credentials;
import io.peregrine.json.JsonReader;
import io.peregrine.net.HttpChannel;
import io.peregrine.net.HttpRequestEncoder;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Calls of the private REST API, one at a time, for the venue wants the nonces of a key in their order; signed when they are sent. Order
 * entry goes before everything else, and does not wait long: it is sent within a second or not at all; then comes the token. The key's
 * counter is kept below what the venue allows.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> freely, for each call. <b>Errors:</b> as {@link RestListener}. A
 * call that was refused for its nonce was not carried out and is sent again with a higher one.
 */
final class KrakenRest implements AutoCloseable {
    /** Order entry that could not be sent for so long is not sent any more. */
    static final long URGENT_MAX_NS = 1_000_000_000;

    private static final long UNIT_E6 = 1_000_000;
    private static final int REQUEST_BYTES_MAX = 8 * 1024;
    private static final int NONCE_ATTEMPTS = 3;
    private static final int STATUS_OK = 200;
    private static final int STATUS_SERVER_ERROR = 500;
    private static final long ERROR = JsonReader.word("error");
    private static final long RESULT = JsonReader.word("result");

    private final Deque<RestCall> urgent = new ArrayDeque<>();
    private final Deque<RestCall> waiting = new ArrayDeque<>();
    private final JsonReader reader = new JsonReader();
    private final UnsafeBuffer text = new UnsafeBuffer(0, 0);
    private final HttpRequestEncoder request;
    private final NonceSequencer nonces;
    private final ApiSign signature;
    private final DecayingCounter counter;
    private final long counterMaxE6;
    private final HttpChannel channel;
    private final RestListener listener;
    private RestCall inFlight;
    private long token;
    private int nonceRefusals;
    private int errorOffset;
    private int errorLength;
    private int resultOffset;
    private int resultLength;

    KrakenRest(
            final URI uri, final Credentials credentials, final KrakenTier tier, final HttpChannel channel, final RestListener listener) {
        request = new HttpRequestEncoder(uri, "API-Key: " + credentials.apiKey()
                + "\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\nAccept: application/json\r\n", REQUEST_BYTES_MAX);
        nonces = NonceSequencer.of(credentials.apiKey());
        signature = new ApiSign(credentials.secret());
        counter = new DecayingCounter(tier.callsDecayE6());
        counterMaxE6 = tier.callsMaxE6();
        this.channel = channel;
        this.listener = listener;
    }

    /** Asks for a call to be made. */
    void call(final RestCall call) {
        if (call.kind().ofOrderEntry()) {
            urgent.add(call);
            return;
        }
        if (call.kind().replacesItself()) {
            waiting.removeIf(other -> other.kind() == call.kind());
        }
        if (call.kind() == RestCall.Kind.TOKEN) {
            waiting.addFirst(call);
        } else {
            waiting.add(call);
        }
    }

    /** Gives up new orders that wait; cancels go on. */
    void dropUnsent(final long nowNs) {
        for (int i = urgent.size(); i > 0; i--) {
            final RestCall call = urgent.poll();
            if (call.kind() == RestCall.Kind.NEW_ORDER) {
                listener.onRestUnsent(call, nowNs);
            } else {
                urgent.add(call);
            }
        }
    }

    /** Sends what can be sent. */
    int doWork(final long nowNs) {
        final RestCall stale = urgent.peek();
        if (stale != null && nowNs - stale.timeNs() > URGENT_MAX_NS) {
            urgent.poll();
            listener.onRestUnsent(stale, nowNs);
            return 1;
        }
        if (inFlight != null) {
            return 0;
        }
        final Deque<RestCall> queue = urgent.isEmpty() ? waiting : urgent;
        final RestCall next = queue.peek();
        if (next == null || counter.valueE6(nowNs) + (next.kind().cost() + 1) * UNIT_E6 > counterMaxE6 || !send(next, nowNs)) {
            return 0;
        }
        queue.poll();
        return 1;
    }

    /** The server answered the call in flight. */
    void onResponse(final long answered, final int status, final DirectBuffer body, final int length, final long nowNs) {
        if (inFlight == null || answered != token) {
            return;
        }
        final RestCall call = inFlight;
        inFlight = null;
        if (status >= STATUS_SERVER_ERROR || !readEnvelope(body, length)) {
            listener.onRestSilence(call, "HTTP " + status, nowNs);
        } else if (errorLength == 0 && resultLength > 0 && status == STATUS_OK) {
            nonceRefusals = 0;
            listener.onRestResult(call, body, resultOffset, resultLength, nowNs);
        } else {
            onError(call, status, body, nowNs);
        }
    }

    /** The call in flight gets no answer. */
    void onNoResponse(final long answered, final String reason, final long nowNs) {
        if (inFlight != null && answered == token) {
            final RestCall call = inFlight;
            inFlight = null;
            listener.onRestSilence(call, reason, nowNs);
        }
    }

    /** Forgets the secret. */
    @Override
    public void close() {
        signature.close();
    }

    private boolean send(final RestCall call, final long nowNs) {
        final String nonce = Long.toString(nonces.next(nowNs));
        final String body = "nonce=" + nonce + (call.form().isEmpty() ? "" : "&" + call.form());
        request.begin(HttpRequestEncoder.requestLine("POST", call.kind().path()));
        request.endTarget();
        request.put(ascii("API-Sign: " + signature.sign(call.kind().path(), nonce, body)));
        request.endField();
        final byte[] bytes = ascii(body);
        request.end(bytes, 0, bytes.length);
        if (!channel.send(token + 1, request.buffer(), 0, request.length(), nowNs)) {
            return false;
        }
        token++;
        inFlight = call;
        counter.addE6(call.kind().cost() * UNIT_E6, nowNs);
        return true;
    }

    private void onError(final RestCall call, final int status, final DirectBuffer body, final long nowNs) {
        if (errorLength == 0) {
            final byte[] bytes = ascii("HTTP " + status);
            text.wrap(bytes);
            listener.onRestError(call, text, 0, bytes.length, nowNs);
        } else if (KrakenErrors.invalidNonce(body, errorOffset, errorLength) && ++nonceRefusals <= NONCE_ATTEMPTS) {
            nonces.skip();
            call(call);
        } else {
            if (KrakenErrors.tooManyCalls(body, errorOffset, errorLength)) {
                counter.raiseE6(counterMaxE6, nowNs);
            }
            listener.onRestError(call, body, errorOffset, errorLength, nowNs);
        }
    }

    /** Finds the first error, that is no warning, and the result. */
    private boolean readEnvelope(final DirectBuffer body, final int length) {
        errorLength = 0;
        resultLength = 0;
        reader.wrap(body, 0, length).beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(ERROR) && reader.peek() == '[') {
                readErrors(body);
            } else if (reader.keyIs(RESULT) && reader.peek() == '{') {
                resultOffset = reader.position();
                reader.skipValue();
                resultLength = reader.position() - resultOffset;
            } else {
                reader.skipValue();
            }
        }
        return !reader.failed();
    }

    private void readErrors(final DirectBuffer body) {
        reader.beginArray();
        while (reader.nextElement()) {
            reader.readString();
            if (errorLength == 0 && reader.sliceLength() > 0 && body.getByte(reader.sliceOffset()) == 'E') {
                errorOffset = reader.sliceOffset();
                errorLength = reader.sliceLength();
            }
        }
    }
}
