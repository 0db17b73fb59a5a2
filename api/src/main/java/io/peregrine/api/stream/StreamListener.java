package io.peregrine.api.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.peregrine.api.rest.Hosts;
import java.util.Optional;

/**
 * One WebSocket connection's events, from upgrade to close.
 *
 * <p>A page of another site can open a WebSocket to this machine and read it: browsers do not stop that. So the {@code Origin} that they
 * send must be this server's own. Programs that send none are let in.
 *
 * <p><b>Threading:</b> the connection's own thread.
 */
final class StreamListener implements WsListener {
    private static final int REQUEST_CHARS_MAX = 16_384;

    private final StreamHub hub;
    private final StringBuilder fragments = new StringBuilder();
    private StreamSession session;

    StreamListener(final StreamHub hub) {
        this.hub = hub;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(final HttpPrologue prologue, final Headers headers) {
        final String host = headers.first(HeaderNames.HOST).orElse("");
        final String origin = headers.first(HeaderNames.ORIGIN).orElse(null);
        if (!Hosts.loopback(host)) {
            throw refusal(Status.FORBIDDEN_403, "host '" + host + "' is not this server's");
        }
        if (origin != null && !origin.equals("http://" + host)) {
            throw refusal(Status.FORBIDDEN_403, "origin '" + origin + "' is not allowed");
        }
        if (hub.full()) {
            throw refusal(Status.SERVICE_UNAVAILABLE_503, "there are as many WebSocket clients as there may be");
        }
        return Optional.empty();
    }

    @Override
    public void onOpen(final WsSession socket) {
        session = hub.open(socket);
    }

    @Override
    public void onMessage(final WsSession socket, final String text, final boolean last) {
        if (fragments.length() + text.length() > REQUEST_CHARS_MAX) {
            session.reject("a request has at most " + REQUEST_CHARS_MAX + " characters");
            fragments.setLength(0);
            return;
        }
        fragments.append(text);
        if (last) {
            session.request(fragments.toString(), hub.symbols());
            fragments.setLength(0);
        }
    }

    @Override
    public void onMessage(final WsSession socket, final BufferData buffer, final boolean last) {
        session.reject("binary messages are not understood; send JSON text");
    }

    @Override
    public void onPing(final WsSession socket, final BufferData buffer) {
        session.pinged(buffer);
    }

    @Override
    public void onClose(final WsSession socket, final int status, final String reason) {
        session.closed();
    }

    @Override
    public void onError(final WsSession socket, final Throwable cause) {
        if (session != null) {
            session.broken();
        }
    }

    private static RequestException refusal(final Status status, final String message) {
        return RequestException.builder()
                .type(DirectHandler.EventType.OTHER)
                .status(status)
                .message(message)
                .build();
    }
}
