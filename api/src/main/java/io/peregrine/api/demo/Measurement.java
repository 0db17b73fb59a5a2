package io.peregrine.api.demo;

import io.peregrine.runtime.AgentStatus;
import io.peregrine.runtime.Engine;
import io.peregrine.trade.TradeCounter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened between two moments: ticks, bytes allocated by hot threads, garbage collections.
 *
 * @param ticks          market data events
 * @param allocatedBytes by the threads that carry a tick: feed, trade, gateway
 * @param gcCount        collections
 * @param gcTimeMs       their time
 */
record Measurement(long ticks, long allocatedBytes, long gcCount, long gcTimeMs) {
    static Measurement begin(final Engine engine) {
        return now(engine);
    }

    /** The difference to now. */
    Measurement end(final Engine engine) {
        final Measurement now = now(engine);
        return new Measurement(
                now.ticks - ticks, now.allocatedBytes - allocatedBytes, now.gcCount - gcCount, now.gcTimeMs - gcTimeMs);
    }

    double allocatedBytesPerTick() {
        return ticks == 0 ? 0 : (double) allocatedBytes / ticks;
    }

    private static boolean hot(final AgentStatus agent) {
        return agent.name().startsWith("feed") || agent.name().startsWith("trade") || agent.name().startsWith("gateway");
    }

    private static Measurement now(final Engine engine) {
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
        return new Measurement(engine.counters().get(TradeCounter.TICKS),
                byThread.values().stream().mapToLong(Long::longValue).sum(), count, timeMs);
    }
}
