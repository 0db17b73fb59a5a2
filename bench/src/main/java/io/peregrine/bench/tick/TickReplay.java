package io.peregrine.bench.tick;

import com.sun.management.ThreadMXBean;
import io.peregrine.time.EngineClock;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;

/**
 * Runs a capture's ticks through an {@link OrderPath}: to warm up, and to measure under a load. Under a rate the thread waits busily for
 * the time at which a tick is due; one that comes late because of those before it counts from when it was due, so nothing is omitted.
 *
 * <p><b>Threading:</b> one thread for everything. <b>Allocates:</b> none per tick once warm, which is what {@code allocated_bytes} proves.
 */
final class TickReplay {
    private static final long LEAD_NS = 1_000_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().threadId();
    private final OrderPath path;
    private final int ticksPerSecond;

    TickReplay(final OrderPath path, final int ticksPerSecond) {
        this.path = path;
        this.ticksPerSecond = ticksPerSecond;
    }

    /** Some passes whose times are thrown away. */
    void warmUp(final int passes) {
        final Section ignored = new Section("warm-up", Load.BACK_TO_BACK);
        for (int i = 0; i < passes; i++) {
            pass(ignored);
        }
    }

    /** Some passes under a load. */
    Section measure(final Load load, final int passes) {
        final Section section = new Section(path.ticks().name(), load);
        section.begin(path);
        final long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < passes; i++) {
            pass(section);
        }
        section.end(path, threads.getThreadAllocatedBytes(thread) - before);
        return section;
    }

    /** How long this thread is kept from reading the clock: what the machine does to anything that runs on it. */
    static Histogram pauses(final long durationNs) {
        final Histogram pauses = Section.histogram();
        final long startNs = EngineClock.nowNs();
        long previousNs = startNs;
        while (previousNs - startNs < durationNs) {
            final long nowNs = EngineClock.nowNs();
            pauses.recordValue(Math.max(1, nowNs - previousNs));
            previousNs = nowNs;
        }
        return pauses;
    }

    private void pass(final Section section) {
        final RecordedTicks ticks = path.ticks();
        final Load load = section.load();
        path.connect();
        final long beginNs = EngineClock.nowNs() + LEAD_NS;
        for (int tick = 0, count = ticks.count(); tick < count; tick++) {
            long nowNs = EngineClock.nowNs();
            long fromNs = nowNs;
            if (load != Load.BACK_TO_BACK) {
                fromNs = beginNs + load.dueNs(ticks, tick, ticksPerSecond);
                while (nowNs - fromNs < 0) {
                    Thread.onSpinWait();
                    nowNs = EngineClock.nowNs();
                }
            }
            path.onTick(tick, nowNs);
            final long endNs = EngineClock.nowNs();
            section.record(ticks.kind(tick), fromNs, endNs, path.venue());
            path.betweenTicks(endNs);
        }
    }
}
