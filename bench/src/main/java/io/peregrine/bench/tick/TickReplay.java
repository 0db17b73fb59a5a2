package io.peregrine.bench.tick;

import com.sun.management.ThreadMXBean;
import io.peregrine.time.EngineClock;
import java.lang.management.CompilationMXBean;
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
    /** The compiler rests when it works no longer than this in each of so many passes. */
    private static final long QUIET_MS = 10;
    private static final int QUIET_PASSES = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final long thread = Thread.currentThread().threadId();
    private final OrderPath path;
    private final int ticksPerSecond;

    TickReplay(final OrderPath path, final int ticksPerSecond) {
        this.path = path;
        this.ticksPerSecond = ticksPerSecond;
    }

    /**
     * Passes whose times are thrown away: at least so many, and then until the JIT compiler has rested for some. It shares the cores with
     * this thread and, on a busy machine, is many passes behind it.
     *
     * @return how many passes
     */
    int warmUp(final int passesMin, final int passesMax) {
        final Section ignored = new Section("warm-up", Load.BACK_TO_BACK);
        int passes = 0;
        int quietPasses = 0;
        while (passes < passesMin || quietPasses < QUIET_PASSES && passes < passesMax) {
            final long compiledMs = compiler.getTotalCompilationTime();
            pass(ignored);
            passes++;
            quietPasses = compiler.getTotalCompilationTime() - compiledMs <= QUIET_MS ? quietPasses + 1 : 0;
        }
        return passes;
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
