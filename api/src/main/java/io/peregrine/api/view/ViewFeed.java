package io.peregrine.api.view;

import io.peregrine.time.EngineClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that reads the journal into the view.
 *
 * <p><b>Threading:</b> owns one daemon thread; {@link #close} ends it. <b>Errors:</b> a journal that can not be read ends the thread, and
 * {@link #failure} says why: the view is then no longer ready, rather than quietly old.
 */
public final class ViewFeed implements AutoCloseable {
    private static final int RECORDS_MAX = 256;
    private static final long IDLE_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long SAMPLE_NS = TimeUnit.SECONDS.toNanos(1);

    private final EngineView view;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean running = true;
    private volatile boolean caughtUp;

    private ViewFeed(final EngineView view) {
        this.view = view;
        thread = Thread.ofPlatform().name("view-tailer").daemon().unstarted(this::run);
    }

    /** Starts to read from the journal's first record that is left. */
    public static ViewFeed start(final EngineView view) {
        final ViewFeed feed = new ViewFeed(view);
        feed.thread.start();
        return feed;
    }

    /** Has it read everything that was in the journal when it started, and does it still read? */
    public boolean ready() {
        return caughtUp && failure.get() == null;
    }

    /** Why it stopped reading, or null. */
    public Throwable failure() {
        return failure.get();
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (EngineAccess.JournalSource journal = view.engine().journal()) {
            journal.removed(view::onRemoved);
            long sampledNs = EngineClock.nowNs();
            while (running) {
                final int count = journal.poll(view, RECORDS_MAX);
                if (count == 0) {
                    caughtUp = true;
                    LockSupport.parkNanos(IDLE_NS);
                }
                final long nowNs = EngineClock.nowNs();
                if (nowNs - sampledNs >= SAMPLE_NS) {
                    sampledNs += SAMPLE_NS;
                    view.sample();
                }
            }
        } catch (final RuntimeException | Error e) {
            failure.set(e);
        }
    }
}
