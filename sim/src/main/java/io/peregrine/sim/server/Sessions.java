package io.peregrine.sim.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * All open WebSocket connections of a venue, and the timer that pings and ends them.
 *
 * <p><b>Threading:</b> thread-safe; owns one daemon thread.
 */
public final class Sessions implements AutoCloseable {
    private static final long TICKS_PER_PING = 20;

    private final Set<ClientSession> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> Thread.ofPlatform().daemon().name("ws-timer").unstarted(task));

    /** @param limits decide how often the timer looks */
    public Sessions(final SessionLimits limits) {
        final long periodMs = Math.max(1, limits.pingInterval().toMillis() / TICKS_PER_PING);
        timer.scheduleAtFixedRate(this::tick, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Looks after a connection until it ends. */
    public void add(final ClientSession session) {
        open.add(session);
    }

    /** Number of open connections. */
    public int count() {
        return open.size();
    }

    /** Cuts all connections. */
    @Override
    public void close() {
        timer.shutdownNow();
        open.forEach(ClientSession::end);
    }

    private void tick() {
        final long nowNs = System.nanoTime();
        for (final ClientSession session : open) {
            if (session.ended()) {
                open.remove(session);
            } else {
                session.tick(nowNs);
            }
        }
    }
}
