package io.peregrine.sim.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection's way out. Helidon's {@code send} blocks while the client does not read and may be called by one thread at a
 * time, so every frame goes through a bounded queue that one virtual thread empties; a client that lets the queue fill up is disconnected.
 *
 * <p><b>Threading:</b> thread-safe; no method blocks but {@link #finish}. <b>Memory:</b> see {@link SessionLimits#queuedCharsMax}.
 */
public final class ClientSession implements Outbound {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientSession.class);
    private static final int NORMAL = 1000;
    private static final int FRAME_COST = 128;
    private static final long FINISH_TIMEOUT_MS = 200;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final WsSession session;
    private final SessionLimits limits;
    private final Runnable onEnd;
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final AtomicLong queuedChars = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock sending = new ReentrantLock();
    private final Thread reader = Thread.currentThread();
    private final Thread writer;
    private final long openedNs = System.nanoTime();
    private volatile long pongNs = openedNs;
    private volatile boolean muted;
    private long pingNs = openedNs;

    /**
     * Must be made on the connection's own thread.
     *
     * @param session the connection
     * @param limits  its limits
     * @param onEnd   run once when it has ended, for whatever reason
     */
    public ClientSession(final WsSession session, final SessionLimits limits, final Runnable onEnd) {
        this.session = session;
        this.limits = limits;
        this.onEnd = onEnd;
        this.writer = Thread.ofVirtual().name("ws-writer").start(this::write);
    }

    /** {@inheritDoc} Disconnects the client where too much is waiting. */
    @Override
    public void send(final String text) {
        queue(new Text(text));
    }

    /** Queues the answer to a client's ping. */
    public void pong(final byte[] payload) {
        queue(new Pong(payload));
    }

    /** Notes the client's answer to a ping. */
    public void ponged() {
        pongNs = System.nanoTime();
    }

    @Override
    public void close(final int code, final String reason) {
        queue(new Close(code, reason));
    }

    /** Has it ended? */
    public boolean ended() {
        return ended.get();
    }

    /** On the connection's thread, before the server sends frames of its own: waits until the writer no longer sends. */
    public void finish() {
        finished();
        try {
            final boolean idle = sending.tryLock(FINISH_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            writer.interrupt();
            if (idle) {
                sending.unlock();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cut() {
        end();
    }

    @Override
    public void mute() {
        muted = true;
    }

    /** Cuts the connection. */
    public void end() {
        if (finished()) {
            writer.interrupt();
            reader.interrupt();
        }
    }

    /** Called about once a second: pings, and ends what is dead, silent or too old. */
    public void tick(final long nowNs) {
        if (!reader.isAlive()) {
            end();
        } else if (!muted && nowNs - pongNs > limits.pongTimeout().toNanos()) {
            end();
        } else if (nowNs - openedNs > limits.lifetime().toNanos()) {
            close(NORMAL, "connection is too old");
        } else if (nowNs - pingNs >= limits.pingInterval().toNanos()) {
            pingNs = nowNs;
            queue(new Ping(Long.toString(System.currentTimeMillis())));
        }
    }

    private void queue(final Frame frame) {
        if (!ended.get()) {
            if (queuedChars.addAndGet(frame.cost()) > limits.queuedCharsMax()) {
                end();
            } else {
                frames.add(frame);
            }
        }
    }

    private boolean finished() {
        final boolean first = ended.compareAndSet(false, true);
        if (first) {
            onEnd.run();
        }
        return first;
    }

    private void write() {
        try {
            boolean open = true;
            while (open && !ended.get()) {
                final Frame frame = frames.take();
                sending.lock();
                try {
                    open = !ended.get() && send(frame);
                } finally {
                    sending.unlock();
                }
                queuedChars.addAndGet(-frame.cost());
            }
            reader.join(CLOSE_TIMEOUT);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException e) {
            LOGGER.debug("the client is gone, or was cut off while it did not read", e);
        }
        end();
    }

    /** Sends one frame; false after a close frame. */
    private boolean send(final Frame frame) {
        if (muted) {
            return true;
        }
        switch (frame) {
            case Text(final String text) -> session.send(text, true);
            case Ping(final String payload) -> session.ping(BufferData.create(payload.getBytes(StandardCharsets.US_ASCII)));
            case Pong(final byte[] payload) -> session.pong(BufferData.create(payload));
            case Close(final int code, final String reason) -> {
                session.close(code, reason);
                return false;
            }
        }
        return true;
    }

    private sealed interface Frame {
        /** What it takes of the queue, in characters. */
        default int cost() {
            return FRAME_COST;
        }
    }

    private record Text(String text) implements Frame {
        @Override
        public int cost() {
            return FRAME_COST + text.length();
        }
    }

    private record Ping(String payload) implements Frame {
    }

    private record Pong(byte[] payload) implements Frame {
    }

    private record Close(int code, String reason) implements Frame {
    }
}
