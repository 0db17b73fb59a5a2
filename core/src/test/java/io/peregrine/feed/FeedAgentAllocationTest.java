package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.peregrine.latency.VenueClock;
import io.peregrine.net.Network;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** From the socket to the handler, duty cycle by duty cycle, with or without messages, an agent allocates nothing. */
class FeedAgentAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUND = 5_000;
    /** The first rounds warm up; then one must be without a byte, which it never is where a message costs one. */
    private static final int ROUNDS_MAX = 20;
    private static final String MESSAGE = "x".repeat(300);

    private long messages;

    @Test
    void nothingIsAllocatedPerMessage() throws IOException, InterruptedException {
        try (StreamServer stream = StreamServer.start(0); SnapshotServer snapshots = SnapshotServer.start()) {
            final FeedAgent agent = new FeedAgent(
                    new TestProtocol(TestProtocol.LIMITS, java.util.List.of()), FeedAddresses.of(snapshots.uri(), stream.uri()),
                    requester -> new CountingHandler(), new FeedSettings(1, 1, 1, 0), Network.SOCKETS, new SplittableRandom(1),
                    new VenueClock());
            while (agent.status().state() != FeedState.CONNECTED) {
                agent.doWork();
            }
            long bytes = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS_MAX && bytes > 0; round++) {
                bytes = allocatedBytes(agent, stream);
            }
            assertEquals(0, bytes);
            assertEquals(messages, agent.status().messages());
            agent.onClose();
        }
    }

    private long allocatedBytes(final FeedAgent agent, final StreamServer stream) {
        final Thread sender = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < ROUND; i++) {
                stream.broadcast(MESSAGE);
            }
        });
        final long target = messages + ROUND;
        final long startNs = EngineClock.nowNs();
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        while (messages < target && EngineClock.nowNs() - startNs < 20_000_000_000L) {
            agent.doWork();
        }
        final long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertEquals(Thread.State.TERMINATED, terminated(sender));
        return bytes;
    }

    private static Thread.State terminated(final Thread thread) {
        try {
            thread.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return thread.getState();
    }

    private final class CountingHandler implements FeedHandler {
        private final BookCounters counters = new BookCounters();

        @Override
        public void onConnected(final long nowNs) {
            messages = 0;
        }

        @Override
        public void onDisconnected(final long nowNs) {
            messages = 0;
        }

        @Override
        public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
            messages++;
        }

        @Override
        public void onSnapshot(
                final int instrumentId, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
                final long nowNs) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public void onSnapshotFailed(final int instrumentId, final long nowNs) {
            throw new AssertionError("nobody asked");
        }

        @Override
        public BookCounters counters(final int instrumentId) {
            return counters;
        }

        @Override
        public long messages() {
            return messages;
        }

        @Override
        public long decodeErrors() {
            return 0;
        }

        @Override
        public int doWork(final long nowNs) {
            return 0;
        }
    }
}
