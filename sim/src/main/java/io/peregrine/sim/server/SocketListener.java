package io.peregrine.sim.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Optional;

/**
 * Drives a {@link Conversation} over a WebSocket connection: joins message fragments, answers pings, notes pongs, and keeps the way out.
 *
 * <p><b>Threading:</b> the server calls it on the connection's own thread.
 */
public final class SocketListener implements WsListener {
    private static final int MESSAGE_MAX = 1 << 20;
    private static final int TOO_BIG = 1009;
    private static final int UNSUPPORTED = 1003;

    private final Sessions sessions;
    private final SessionLimits limits;
    private final Opener opener;
    private final StringBuilder message = new StringBuilder();
    private String path = "/";
    private String query = "";
    private ClientSession client;
    private Conversation conversation;

    /**
     * @param sessions looks after the connection
     * @param limits   of the connection
     * @param opener   makes the venue's side
     */
    public SocketListener(final Sessions sessions, final SessionLimits limits, final Opener opener) {
        this.sessions = sessions;
        this.limits = limits;
        this.opener = opener;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(final HttpPrologue prologue, final Headers headers) {
        path = prologue.uriPath().path();
        query = prologue.query().rawValue();
        return Optional.empty();
    }

    @Override
    public void onOpen(final WsSession session) {
        client = new ClientSession(session, limits, () -> conversation.ended());
        conversation = opener.open(new Connection(path, query, session.socketContext().remotePeer().host()), client);
        sessions.add(client);
        conversation.opened();
    }

    @Override
    public void onMessage(final WsSession session, final String text, final boolean last) {
        message.append(text);
        if (message.length() > MESSAGE_MAX) {
            client.close(TOO_BIG, "Message too big");
            message.setLength(0);
        } else if (last) {
            final String whole = message.toString();
            message.setLength(0);
            conversation.received(whole);
        }
    }

    @Override
    public void onMessage(final WsSession session, final BufferData buffer, final boolean last) {
        client.close(UNSUPPORTED, "Binary messages are not supported");
    }

    @Override
    public void onPing(final WsSession session, final BufferData buffer) {
        if (conversation.acceptsControl()) {
            client.pong(buffer.readBytes());
        }
    }

    @Override
    public void onPong(final WsSession session, final BufferData buffer) {
        if (conversation.acceptsControl()) {
            client.ponged();
        }
    }

    @Override
    public void onClose(final WsSession session, final int status, final String reason) {
        client.finish();
    }

    @Override
    public void onError(final WsSession session, final Throwable error) {
        client.finish();
    }

    /** Makes a venue's side of a connection. */
    @FunctionalInterface
    public interface Opener {
        /** The venue's side; it sends nothing before it is told that the connection is open. */
        Conversation open(Connection connection, Outbound outbound);
    }
}
