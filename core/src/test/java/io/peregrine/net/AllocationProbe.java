package io.peregrine.net;

import com.sun.management.ThreadMXBean;
import io.peregrine.time.EngineClock;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Receives and answers messages as an agent would, and tells what its thread allocates meanwhile. */
final class AllocationProbe implements WebSocketListener {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UnsafeBuffer reply = new UnsafeBuffer(
            "{\"id\":1,\"method\":\"order.place\",\"params\":{}}".getBytes(StandardCharsets.UTF_8));
    private WebSocketClient client;
    private long messages;
    private long refused;

    void attach(final WebSocketClient newClient) {
        client = newClient;
    }

    @Override
    public void onOpen(final long nowNs) {
        messages = 0;
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        messages++;
        if (!client.send(reply, 0, reply.capacity())) {
            refused++;
        }
    }

    @Override
    public void onClosed(final int code, final String reason, final long nowNs) {
        throw new AssertionError("closed " + code + " " + reason);
    }

    /** @return bytes allocated by this thread while so many messages came in and were answered */
    long allocatedBytes(final long count) {
        final long target = messages + count;
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        while (messages < target) {
            client.doWork(EngineClock.nowNs());
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    long refused() {
        return refused;
    }
}
