package io.peregrine.api.drill;

import io.peregrine.net.CloseCode;
import io.peregrine.net.ConnectionState;
import io.peregrine.net.Liveness;
import io.peregrine.net.WebSocket;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine's WebSocket in a drill: a conversation with the venue in this process, in simulated time. It connects, delivers, pings and
 * gives up as the real client does; what lies between is the network's.
 *
 * <p><b>Threading:</b> confined.
 */
final class DrillSocket implements WebSocket {
    /** There and back once, as to connect takes on a good line. */
    private static final long CONNECT_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** There and back once for a ping, on a line around half of the world. */
    private static final long ANSWER_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final DrillNetwork network;
    private final URI uri;
    private final WebSocketListener listener;
    private final Liveness liveness;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private ConnectionState state = ConnectionState.CLOSED;
    private PublishedBooks books;
    private Conversation conversation;
    private long openNs;
    /** When the answer to a ping is there; 0 where none is on its way. */
    private long pongNs;
    private long nowNs;
    private long bytes;
    private boolean isMute;

    DrillSocket(final DrillNetwork network, final URI uri, final WebSocketListener listener, final WebSocketSettings settings) {
        this.network = network;
        this.uri = uri;
        this.listener = listener;
        liveness = new Liveness(settings);
    }

    @Override
    public void connect(final long newNowNs) {
        if (state != ConnectionState.CLOSED) {
            throw new IllegalStateException("connect while " + state);
        }
        openNs = newNowNs + CONNECT_NS;
        state = ConnectionState.CONNECTING;
    }

    @Override
    public int doWork(final long newNowNs) {
        nowNs = newNowNs;
        int work = 0;
        if (state == ConnectionState.CONNECTING && nowNs - openNs >= 0) {
            open();
            work++;
        }
        for (Runnable next = inbox.poll(); next != null && state == ConnectionState.OPEN; next = inbox.poll()) {
            next.run();
            work++;
        }
        return work + (state == ConnectionState.OPEN ? live() : 0);
    }

    private void open() {
        final Connection connection = Connection.local(uri.getPath(), uri.getRawQuery() == null ? "" : uri.getRawQuery());
        if (!network.reachable(connection)) {
            end(CloseCode.ABNORMAL, "connection refused");
            return;
        }
        state = ConnectionState.OPEN;
        isMute = false;
        liveness.begin(nowNs);
        pongNs = 0;
        inbox.clear();
        books = network.newBooks();
        conversation = network.connect(this, connection, books, new Arriving(books));
        conversation.opened();
        listener.onOpen(nowNs);
    }

    private void deliver(final String text) {
        liveness.onReceived(nowNs);
        books.onDelivered(text);
        final byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        bytes += payload.length;
        message.wrap(payload);
        listener.onMessage(message, 0, payload.length, true, nowNs, nowNs);
    }

    /** Pings, which the venue's server answers, and gives up a line on which nothing comes. */
    private int live() {
        if (pongNs != 0 && !isMute && nowNs - pongNs >= 0) {
            pongNs = 0;
            liveness.onReceived(nowNs);
            liveness.onPong(nowNs);
        }
        if (liveness.takePing(nowNs)) {
            pongNs = nowNs + ANSWER_NS;
        }
        if (liveness.isDead(nowNs)) {
            end(CloseCode.ABNORMAL, "silent for " + TimeUnit.NANOSECONDS.toMillis(liveness.silenceNs(nowNs)) + " ms");
            return 1;
        }
        return 0;
    }

    /** The venue's books as they were published on this connection, while it is open. */
    PublishedBooks books() {
        return state == ConnectionState.OPEN ? books : null;
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (state != ConnectionState.OPEN) {
            return false;
        }
        final byte[] payload = new byte[length];
        buffer.getBytes(offset, payload);
        conversation.received(new String(payload, StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void disconnect(final long newNowNs) {
        nowNs = newNowNs;
        if (state != ConnectionState.CLOSED) {
            end(CloseCode.NORMAL, "given up by this side");
        }
    }

    private void end(final int code, final String reason) {
        release();
        listener.onClosed(code, reason, nowNs);
    }

    private void release() {
        state = ConnectionState.CLOSED;
        inbox.clear();
        if (conversation != null) {
            conversation.ended();
            conversation = null;
        }
        network.onEnded(this);
    }

    @Override
    public void close() {
        if (state != ConnectionState.CLOSED) {
            release();
        }
    }

    @Override
    public long bytesReceived() {
        return bytes;
    }

    @Override
    public boolean isDoubtful(final long doubtNowNs) {
        return state == ConnectionState.OPEN && liveness.isDoubtful(doubtNowNs);
    }

    @Override
    public long retryAfterNs() {
        return 0;
    }

    /** What comes out at this end of the line; of an earlier connection nothing more. */
    private final class Arriving implements Outbound {
        private final PublishedBooks mine;

        Arriving(final PublishedBooks mine) {
            this.mine = mine;
        }

        private void arrive(final Runnable what) {
            if (books == mine && state == ConnectionState.OPEN) {
                inbox.add(what);
            }
        }

        @Override
        public void send(final String text) {
            arrive(() -> deliver(text));
        }

        @Override
        public void close(final int code, final String reason) {
            arrive(() -> end(code, reason));
        }

        @Override
        public void mute() {
            isMute |= books == mine;
        }
    }
}
