package io.peregrine.net;

import io.peregrine.time.EngineClock;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Drives a client as an agent would, until something is so. */
final class DutyCycle {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private DutyCycle() {
    }

    static void until(final WebSocketClient client, final BooleanSupplier condition) {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            final long nowNs = EngineClock.nowNs();
            if (nowNs - startNs > PATIENCE_NS) {
                throw new AssertionError("not so after 30 s; state " + client.state());
            }
            if (client.doWork(nowNs) == 0) {
                Thread.yield();
            }
        }
    }

    static boolean send(final WebSocketClient client, final String text) {
        final org.agrona.concurrent.UnsafeBuffer buffer =
                new org.agrona.concurrent.UnsafeBuffer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return client.send(buffer, 0, buffer.capacity());
    }
}
