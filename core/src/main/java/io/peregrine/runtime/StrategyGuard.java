package io.peregrine.runtime;

import io.peregrine.trade.StrategyWatch;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees on a thread of its own that a strategy does not come back from a call, {@code strategy_engine.execution_timeout}: first the call is
 * condemned, which ends it at its next use of the context, method or pass of a loop. One that does not come to any has the trade thread
 * for good; after the same time again that is told, once.
 *
 * <p>Until then the guard vouches for the trade thread, so that the watchdog does not take for stuck what is still within its time.
 *
 * <p>Time counts only as far as this thread runs, too, so that a machine that sleeps or a virtual machine that pauses blames nobody.
 *
 * <p><b>Threading:</b> its own thread; started and closed by the engine's owner. <b>Allocates:</b> none while nothing happens.
 */
final class StrategyGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyGuard.class);
    private static final int LOOKS = 8;
    private static final long LOOK_MIN_NS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The shortest watchdog_timeout, 100 ms, has room for some of these. */
    private static final long LOOK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FRAMES_TOLD = 8;
    private static final long JOIN_MS = 5_000;

    private final StrategyWatch watch;
    private final long timeoutNs;
    private final long lookNs;
    private final Runnable vouch;
    private final IntConsumer onStuck;
    private final Thread thread = new Thread(this::run, "strategy-guard");
    private volatile boolean closed;
    private long call = StrategyWatch.NO_CALL;
    private long spentNs;
    private boolean condemned;
    private boolean told;

    /**
     * Both are called on this thread.
     *
     * @param vouch   the trade thread is in a call of a strategy and still within its time
     * @param onStuck is told the id of a strategy that has the trade thread for good
     */
    StrategyGuard(final StrategyWatch watch, final long timeoutNs, final Runnable vouch, final IntConsumer onStuck) {
        this.watch = watch;
        this.timeoutNs = timeoutNs;
        this.vouch = vouch;
        this.onStuck = onStuck;
        lookNs = Math.clamp(timeoutNs / LOOKS, LOOK_MIN_NS, LOOK_MAX_NS);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look after so much time; called by the thread. */
    void look(final long elapsedNs) {
        final long now = watch.call();
        if (now == StrategyWatch.NO_CALL || now != call) {
            call = now;
            spentNs = 0;
            condemned = false;
            return;
        }
        spentNs += Math.min(elapsedNs, 2 * lookNs);
        if (!condemned && spentNs >= timeoutNs) {
            condemned = true;
            final StackTraceElement[] stack = watch.stack();
            watch.condemn(now);
            LOG.error("strategy {} has not come back from a call for {} ms, which ends it; it was at {}", watch.strategyId(),
                    TimeUnit.NANOSECONDS.toMillis(spentNs), Arrays.asList(stack).subList(0, Math.min(stack.length, FRAMES_TOLD)));
        } else if (condemned && !told && spentNs >= 2 * timeoutNs) {
            told = true;
            onStuck.accept(watch.strategyId());
        }
        if (!told) {
            vouch.run();
        }
    }

    private void run() {
        long lastNs = System.nanoTime();
        while (!closed) {
            LockSupport.parkNanos(lookNs);
            final long nowNs = System.nanoTime();
            look(nowNs - lastNs);
            lastNs = nowNs;
        }
    }
}
