package io.peregrine.api.stream;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import io.peregrine.api.rest.Json;
import io.peregrine.time.EngineClock;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: its {@link Outbox}, and the virtual thread that writes to it.
 *
 * <p>The server's {@code WsSession.send} blocks while the client does not read, and two threads must not be in it. So only the writer
 * sends; the reading thread comes in once, for the answer to the client's close, behind the same lock. {@link #watch} cuts a client that
 * lets the writer wait too long, by interrupting the threads in its socket, which closes it.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class StreamSession {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final int GOING_AWAY = 1001;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int NORMAL = 1000;
    private static final long NOT_WRITING = Long.MIN_VALUE;
    private static final long PING_INTERVAL_NS = 15_000_000_000L;

    private final StreamHub hub;
    private final WsSession socket;
    private final long stallMaxNs;
    private final String peer;
    private final Outbox outbox = new Outbox();
    private final ReentrantLock sending = new ReentrantLock();
    private final Thread writer;
    private final Thread reader;
    private volatile Subscription subscription = Subscription.everything();
    private volatile long writingSinceNs = NOT_WRITING;
    private volatile long closeSentNs = NOT_WRITING;
    private volatile BufferData pong;
    private volatile boolean pingDue;
    private volatile boolean goingAway;
    private long pingedNs = EngineClock.nowNs();
    private long sequence;

    /** Made by the thread that reads from the socket. */
    StreamSession(final StreamHub hub, final WsSession socket, final long stallMaxNs) {
        this.hub = hub;
        this.socket = socket;
        this.stallMaxNs = stallMaxNs;
        peer = socket.socketContext().remotePeer().host() + ':' + socket.socketContext().remotePeer().port();
        reader = Thread.currentThread();
        writer = Thread.ofVirtual().name("stream-writer").unstarted(this::write);
    }

    void start() {
        writer.start();
    }

    /** Adds a message that this client may want; never waits. True where an older state was replaced by it. */
    boolean offer(final StreamMessage message) {
        return subscription.accepts(message) && outbox.offer(message);
    }

    /** A client's request. */
    void request(final String text, final Set<String> symbols) {
        try {
            subscription = subscription.apply(text, symbols);
            offer(StreamMessage.event(Channel.CONTROL, null, "subscribed", EngineClock.nowNs(), subscription.describe()));
        } catch (final IllegalArgumentException e) {
            reject(e.getMessage());
        }
    }

    void reject(final String detail) {
        offer(StreamMessage.event(Channel.CONTROL, null, "error", EngineClock.nowNs(),
                Json.object().put("code", "INVALID_REQUEST").put("detail", detail)));
    }

    /** The client pinged; the last ping is answered. */
    void pinged(final BufferData payload) {
        pong = payload.copy();
        outbox.signal();
    }

    /** The client closed; the reading thread answers. */
    void closed() {
        outbox.close();
        hub.remove(this);
        close(NORMAL, "");
    }

    /** The connection broke. */
    void broken() {
        outbox.close();
        hub.remove(this);
    }

    /** The server stops. */
    void goAway() {
        goingAway = true;
        outbox.close();
    }

    /** Looks whether the client still takes what it is sent; called a few times a second. */
    void watch(final long nowNs) {
        final long writing = writingSinceNs;
        final long closing = closeSentNs;
        if (writing != NOT_WRITING && nowNs - writing > stallMaxNs || closing != NOT_WRITING && nowNs - closing > stallMaxNs) {
            if (closing == NOT_WRITING) {
                hub.countDropped();
                LOG.warn("WebSocket client {} did not read for {} ms: cut", peer, (nowNs - writing) / 1_000_000);
            }
            cut();
        } else if (nowNs - pingedNs > PING_INTERVAL_NS) {
            pingedNs = nowNs;
            pingDue = true;
            outbox.signal();
        }
    }

    private void cut() {
        outbox.close();
        hub.remove(this);
        writer.interrupt();
        reader.interrupt();
    }

    private void write() {
        try {
            while (!outbox.closed() && !outbox.overflowed()) {
                final StreamMessage message = outbox.take();
                sendControls();
                // Asked again: it may have waited while the client narrowed its subscription.
                if (message != null && subscription.accepts(message)) {
                    send(() -> socket.send(message.text(++sequence), true));
                }
            }
            if (outbox.overflowed()) {
                hub.countDropped();
                LOG.warn("WebSocket client {} is too slow for its events: dropped", peer);
                close(TRY_AGAIN_LATER, "too slow: more events than this connection can hold back");
            } else if (goingAway) {
                close(GOING_AWAY, "server stops");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            LOG.debug("WebSocket client {} is gone", peer, e);
        } finally {
            broken();
        }
    }

    private void sendControls() {
        final BufferData answer = pong;
        if (answer != null) {
            pong = null;
            send(() -> socket.pong(answer));
        }
        if (pingDue) {
            pingDue = false;
            send(() -> socket.ping(BufferData.empty()));
        }
    }

    private void close(final int code, final String reason) {
        if (closeSentNs == NOT_WRITING) {
            send(() -> {
                closeSentNs = EngineClock.nowNs();
                socket.close(code, reason);
            });
        }
    }

    private void send(final Runnable action) {
        sending.lock();
        try {
            if (closeSentNs != NOT_WRITING) {
                return;
            }
            writingSinceNs = EngineClock.nowNs();
            action.run();
        } finally {
            writingSinceNs = NOT_WRITING;
            sending.unlock();
        }
    }

}
