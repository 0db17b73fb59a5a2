package io.peregrine.sim.binance;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.peregrine.sim.server.ClientSession;

/**
 * A WebSocket connection of the venue: joins message fragments, answers pings, and keeps the way out.
 *
 * <p><b>Threading:</b> the server calls it on the connection's own thread.
 */
abstract class VenueSession implements WsListener {
    private static final int MESSAGE_MAX = 1 << 20;
    private static final int TOO_BIG = 1009;
    private static final int UNSUPPORTED = 1003;
    private static final int TRY_LATER = 1013;

    private final VenueContext context;
    private final StringBuilder message = new StringBuilder();
    private ClientSession client;
    private String address = "";

    VenueSession(final VenueContext context) {
        this.context = context;
    }

    final VenueContext context() {
        return context;
    }

    final ClientSession client() {
        return client;
    }

    /** The client's address. */
    final String address() {
        return address;
    }

    @Override
    public final void onOpen(final WsSession session) {
        address = session.socketContext().remotePeer().host();
        client = new ClientSession(session, context.limits(), this::ended);
        context.sessions().add(client);
        if (context.rates().connection(address, context.nowUs())) {
            opened(session);
        } else {
            client.close(TRY_LATER, "Too many connection attempts");
        }
    }

    @Override
    public final void onMessage(final WsSession session, final String text, final boolean last) {
        message.append(text);
        if (message.length() > MESSAGE_MAX) {
            client.close(TOO_BIG, "Message too big");
            message.setLength(0);
        } else if (last) {
            final String whole = message.toString();
            message.setLength(0);
            if (accepts()) {
                received(whole);
            }
        }
    }

    @Override
    public final void onMessage(final WsSession session, final BufferData buffer, final boolean last) {
        client.close(UNSUPPORTED, "Binary messages are not supported");
    }

    @Override
    public final void onPing(final WsSession session, final BufferData buffer) {
        if (accepts()) {
            client.pong(buffer.readBytes());
        }
    }

    @Override
    public final void onPong(final WsSession session, final BufferData buffer) {
        if (accepts()) {
            client.ponged();
        }
    }

    @Override
    public final void onClose(final WsSession session, final int status, final String reason) {
        client.finish();
    }

    @Override
    public final void onError(final WsSession session, final Throwable error) {
        client.finish();
    }

    /** The connection is open. */
    protected abstract void opened(WsSession session);

    /** The connection has ended; called once, on any thread. */
    protected abstract void ended();

    /** Counts an incoming frame; false where it is one too many. */
    protected abstract boolean accepts();

    /** A whole text message. */
    protected abstract void received(String text);
}
