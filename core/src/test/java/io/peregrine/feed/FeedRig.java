package io.peregrine.feed;

import io.peregrine.latency.VenueClock;
import io.peregrine.net.Network;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An agent with its recording handler, two real servers, and a clock that only the test moves. */
final class FeedRig implements AutoCloseable {
    static final long RECONNECT_INTERVAL_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    final SnapshotServer snapshots = SnapshotServer.start();
    final FeedAgent agent;
    StreamServer stream = StreamServer.start(0);
    RecordingHandler handler;
    private long nowNs = TimeUnit.DAYS.toNanos(20_000);

    FeedRig() throws IOException, InterruptedException {
        this(TestProtocol.LIMITS, List.of());
    }

    FeedRig(final FeedLimits limits, final List<String> subscriptions) throws IOException, InterruptedException {
        this(limits, subscriptions, List.of(), false, 1);
    }

    /**
     * @param before      stream addresses before the server's, and REST addresses likewise
     * @param mixes       can the handler mix connections?
     * @param connections at the same time
     */
    FeedRig(final FeedLimits limits, final List<String> subscriptions, final List<URI> before, final boolean mixes, final int connections)
            throws IOException, InterruptedException {
        final List<URI> streams = new ArrayList<>(before);
        streams.add(stream.uri());
        final List<URI> rests = new ArrayList<>();
        before.forEach(uri -> rests.add(URI.create(uri.toString().replace("ws:", "http:"))));
        rests.add(snapshots.uri());
        agent = new FeedAgent(new TestProtocol(limits, subscriptions), new FeedAddresses(rests, streams, connections),
                requester -> {
                    handler = new RecordingHandler(requester);
                    handler.mixes = mixes;
                    return handler;
                }, new FeedSettings(100, 1, RECONNECT_INTERVAL_NS, 0), Network.SOCKETS, new SplittableRandom(1), new VenueClock());
    }

    /** Moves the clock, and lets the agent see it. */
    void advance(final long ns) {
        nowNs += ns;
        agent.doWork(nowNs);
    }

    /** Drives the agent, the clock standing still, until something is so. */
    void until(final BooleanSupplier condition) {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            if (EngineClock.nowNs() - startNs > PATIENCE_NS) {
                throw new AssertionError("not so after 30 s; " + agent.status() + handler.events + stream.events + snapshots.requests);
            }
            if (agent.doWork(nowNs) == 0) {
                Thread.yield();
            }
        }
    }

    /** Lets a second pass, so that a ping goes out, until it is answered. */
    void untilAnswered() {
        final long bytes = agent.status().bytes();
        advance(TimeUnit.SECONDS.toNanos(1));
        until(() -> agent.status().bytes() > bytes);
    }

    void untilHandled(final int count) {
        until(() -> handler.events.size() >= count);
    }

    FeedState state() {
        return agent.status().state();
    }

    long nowNs() {
        return nowNs;
    }

    @Override
    public void close() {
        agent.onClose();
        stream.close();
        snapshots.close();
    }
}
