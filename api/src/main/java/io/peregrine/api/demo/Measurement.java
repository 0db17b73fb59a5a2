package io.peregrine.api.demo;

import io.peregrine.runtime.AgentStatus;
import io.peregrine.runtime.Engine;
import io.peregrine.trade.TradeCounter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened between the first moment and the last: ticks, bytes allocated by hot threads, garbage collections.
 *
 * <p>A hot thread's bytes are not all its code's. Whenever the JVM compiles a method anew it looks up the classes in its signature, by
 * names that it makes on the thread that asked for the compilation: some hundred bytes, for minutes after the start, at places that
 * allocate nothing. So the bytes a tick are those of the middle one of all seconds: what code allocates for a tick is in each of them, what
 * the JVM does now and then is in a few. {@link #allocatedBytes} is everything, whosever it is.
 *
 * <p><b>Threading:</b> confined to one thread, which is none of the engine's.
 */
final class Measurement {
    private final List<Moment> moments = new ArrayList<>();

    /**
     * The counts at one moment.
     *
     * @param ticks          market data events
     * @param allocatedBytes by the threads that carry a tick: feed, trade, gateway
     * @param gcCount        collections
     * @param gcTimeMs       their time
     */
    record Moment(long ticks, long allocatedBytes, long gcCount, long gcTimeMs) {
    }

    /** Takes the counts as they are now; about once a second. */
    void note(final Engine engine) {
        note(now(engine));
    }

    void note(final Moment moment) {
        moments.add(moment);
    }

    /** Bytes that hot threads allocated for a tick, in the middle one of all intervals between two moments. */
    double allocatedBytesPerTick() {
        final List<Double> sorted = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            final long ticks = moments.get(i).ticks - moments.get(i - 1).ticks;
            if (ticks > 0) {
                sorted.add((double) (moments.get(i).allocatedBytes - moments.get(i - 1).allocatedBytes) / ticks);
            }
        }
        sorted.sort(null);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** All bytes that hot threads allocated, those of the JVM's own work included. */
    long allocatedBytes() {
        return moments.getLast().allocatedBytes - moments.getFirst().allocatedBytes;
    }

    long gcCount() {
        return moments.getLast().gcCount - moments.getFirst().gcCount;
    }

    long gcTimeMs() {
        return moments.getLast().gcTimeMs - moments.getFirst().gcTimeMs;
    }

    private static boolean hot(final AgentStatus agent) {
        return agent.name().startsWith("feed") || agent.name().startsWith("trade") || agent.name().startsWith("gateway");
    }

    private static Moment now(final Engine engine) {
        // Agents that share a thread report the same figure.
        final Map<String, Long> byThread = engine.agents().stream().filter(Measurement::hot)
                .collect(Collectors.toMap(AgentStatus::thread, AgentStatus::allocatedBytes, Math::max));
        long count = 0;
        long timeMs = 0;
        for (final GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            // Concurrent collectors count their cycles too; only pauses stop the hot threads.
            if (!collector.getName().contains("Cycles")) {
                count += Math.max(0, collector.getCollectionCount());
                timeMs += Math.max(0, collector.getCollectionTime());
            }
        }
        return new Moment(engine.counters().get(TradeCounter.TICKS),
                byThread.values().stream().mapToLong(Long::longValue).sum(), count, timeMs);
    }
}
