package io.peregrine.net;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

/**
 * One keep-alive connection to an HTTP/1.1 server with at most one request in flight, driven by an agent: every call returns at once. A
 * request is never sent twice: where its answer fails to come, its outcome is unknown, and its owner decides.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Memory:</b> off-heap read and send buffers, freed by {@link #close}. <b>Units:</b>
 * nanoseconds, bytes. <b>Allocates:</b> while connecting, for a response longer than any before, and where a connection ends; otherwise
 * none for {@code http}, and for {@code https} what the JDK's SSLEngine does. <b>Errors:</b> operating conditions end the connection;
 * none is thrown. Source: RFC 9112.
 */
final class HttpConnection {
    /** Where it stands. */
    enum State {
        /** No connection and none on its way. */
        CLOSED,
        /** Name, TCP, TLS. */
        CONNECTING,
        /** A request can be sent. */
        IDLE,
        /** A request is in flight. */
        BUSY;

        boolean canBecome(final State next) {
            return switch (this) {
                case CLOSED -> next == CONNECTING;
                case CONNECTING, BUSY -> next == IDLE || next == CLOSED;
                case IDLE -> next == BUSY || next == CLOSED;
            };
        }
    }

    /** A look whether the server ended an idle connection costs a system call. */
    private static final long IDLE_POLL_NS = 100_000;
    private static final int INTERIM_STATUS_MAX = 199;

    private final URI uri;
    private final HttpSettings settings;
    private final SSLContext sslContext;
    private final HttpResponseListener listener;
    private final InboundBuffer inbound;
    private final OutboundBuffer outbound;
    private final HttpResponse response;

    private State state = State.CLOSED;
    private TransportAttempt attempt;
    private Transport transport;
    private boolean isFreed;
    private int attempts;
    private long token;
    private long sentTimeNs;
    private long polledTimeNs;
    private long receiveTimeNs;
    private String reason = "not connected yet";

    /** @param sslContext where the scheme is https, else null */
    HttpConnection(final URI uri, final HttpSettings settings, final SSLContext sslContext, final HttpResponseListener listener) {
        this.uri = uri;
        this.settings = settings;
        this.sslContext = sslContext;
        this.listener = listener;
        inbound = new InboundBuffer(2 * InboundBuffer.READ_SPACE_MIN);
        outbound = new OutboundBuffer(settings.requestBytesMax());
        response = new HttpResponse(settings.responseBytesMax());
    }

    State state() {
        return state;
    }

    /** Why it came to this state, for people. */
    String reason() {
        return reason;
    }

    /** Begins to connect; only while CLOSED. */
    void connect(final long nowNs) {
        transition(State.CONNECTING);
        inbound.reset();
        outbound.reset();
        response.reset();
        attempt = new TransportAttempt(
                uri, sslContext, settings.connectTimeoutNs(), settings.handshakeTimeoutNs(), attempts++, nowNs);
    }

    /**
     * Sends a request.
     *
     * @return false unless it is IDLE and the request not too long: nothing was sent
     */
    boolean send(final long requestToken, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (state != State.IDLE || !outbound.putBytes(buffer, offset, length)) {
            return false;
        }
        token = requestToken;
        sentTimeNs = nowNs;
        response.reset();
        transition(State.BUSY);
        try {
            outbound.flush(transport);
        } catch (final IOException e) {
            // Some of it may have gone out: the next duty cycle finds the connection ended and tells.
            reason = "write failed: " + text(e);
        }
        return true;
    }

    /** Carries on with what can be done now. */
    int doWork(final long nowNs) {
        try {
            return switch (state) {
                case CLOSED -> 0;
                case CONNECTING -> connecting(nowNs);
                case IDLE -> idle(nowNs);
                case BUSY -> busy(nowNs);
            };
        } catch (final IOException e) {
            return end(state + ": " + text(e), nowNs);
        }
    }

    /** Drops the connection without a word and frees the buffers. */
    void close() {
        if (!isFreed) {
            isFreed = true;
            release();
            state = State.CLOSED;
            inbound.close();
            outbound.close();
        }
    }

    private int connecting(final long nowNs) throws IOException {
        transport = attempt.advance(nowNs);
        if (transport == null) {
            return 0;
        }
        reason = "connected";
        sentTimeNs = nowNs;
        transition(State.IDLE);
        return 1;
    }

    private int idle(final long nowNs) throws IOException {
        if (nowNs - polledTimeNs < IDLE_POLL_NS) {
            return 0;
        }
        polledTimeNs = nowNs;
        final int count = inbound.receive(transport);
        if (count != 0) {
            return end(count < 0 ? "ended by the server" : "the server sent what was not asked for", nowNs);
        }
        return nowNs - sentTimeNs >= settings.idleMaxNs() ? end("not used for long", nowNs) : 0;
    }

    private int busy(final long nowNs) throws IOException {
        if (!outbound.isEmpty() || !transport.flushed()) {
            outbound.flush(transport);
        }
        final int count = inbound.receive(transport);
        if (count != 0) {
            receiveTimeNs = nowNs;
            return received(count < 0, nowNs);
        }
        return nowNs - sentTimeNs >= settings.requestTimeoutNs() ? end("no answer in time", nowNs) : 0;
    }

    private int received(final boolean ended, final long nowNs) {
        while (true) {
            final HttpResponse.Result result = response.decode(inbound.buffer(), inbound.offset(), inbound.length(), ended);
            if (result == HttpResponse.Result.COMPLETE && response.status() <= INTERIM_STATUS_MAX) {
                inbound.skip(response.length());
                response.reset();
            } else if (result == HttpResponse.Result.COMPLETE) {
                return complete(ended, nowNs);
            } else if (result == HttpResponse.Result.ERROR) {
                return end(response.error(), nowNs);
            } else if (ended) {
                return end("ended by the server within an answer", nowNs);
            } else {
                inbound.require(response.requiredLength(inbound.length()));
                return 1;
            }
        }
    }

    /** The listener may send the next request from within; the response stays where it was read. */
    private int complete(final boolean ended, final long nowNs) {
        inbound.skip(response.length());
        sentTimeNs = nowNs;
        polledTimeNs = nowNs;
        if (ended || !response.keepsAlive() || inbound.length() > 0) {
            reason = "closed after an answer";
            release();
            transition(State.CLOSED);
        } else {
            transition(State.IDLE);
        }
        listener.onResponse(token, response, receiveTimeNs, nowNs);
        return 1;
    }

    private int end(final String why, final long nowNs) {
        final boolean wasBusy = state == State.BUSY;
        reason = why;
        release();
        transition(State.CLOSED);
        if (wasBusy) {
            listener.onNoResponse(token, why, nowNs);
        }
        return 1;
    }

    private void release() {
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
        transport = null;
    }

    private void transition(final State to) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException(uri + ": " + state + " can not become " + to);
        }
        state = to;
    }

    private static String text(final IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
