package io.peregrine.sim.exchange;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns an exchange. Work is queued to it and done in order; between requests it runs its {@link Background}: order flow
 * and timed publications. It sleeps when there is nothing to do. Or its owner steps it at the times of a clock of its own.
 *
 * <p><b>Threading:</b> {@link #submit} and {@link #call} from any thread, not from itself. <b>Memory:</b> at most {@value #QUEUE_MAX}
 * requests wait; more are refused.
 */
public final class ExchangeThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExchangeThread.class);
    private static final int QUEUE_MAX = 16_384;
    private static final long IDLE_MAX_US = 3_600_000_000L;
    private static final long STOP_TIMEOUT_MS = 2_000;

    private final LinkedBlockingQueue<Runnable> requests = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Exchange exchange;
    private final List<Background> backgrounds = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private final Thread thread;
    private volatile boolean running = true;

    /**
     * @param exchange   what it owns
     * @param background what it does between requests
     * @param clock      time of the venue
     * @param name       of the thread
     */
    public ExchangeThread(final Exchange exchange, final Background background, final Clock clock, final String name) {
        this.exchange = exchange;
        this.backgrounds.add(background);
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Gives the thread something more to do between requests, after what it does already. */
    public void also(final Background more) {
        backgrounds.add(more);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /**
     * Queues work.
     *
     * @return false where too much is waiting
     */
    public boolean submit(final Runnable work) {
        return running && requests.offer(work);
    }

    /** Queues work and brings its result; fails with {@link IllegalStateException} where too much is waiting. */
    public <T> CompletableFuture<T> call(final Callable<T> work) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final boolean queued = submit(() -> {
            try {
                result.complete(work.call());
            } catch (final Exception e) {
                result.completeExceptionally(e);
            }
        });
        if (!queued) {
            result.completeExceptionally(new IllegalStateException("exchange is overloaded or stopped"));
        }
        return result;
    }

    /** Stops the thread after what it is doing now. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(STOP_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * In place of {@link #start}: does all that is queued and all that is due at the clock's time, on the calling thread, which must always
     * be the same. The same work in the same order at the same times has the same results.
     *
     * @return when something is due again if no work is queued before, in microseconds since the epoch; of an {@link OffsetClock}, by its
     *         base
     */
    public long step() {
        long idleUs;
        boolean served;
        do {
            idleUs = runBackground();
            served = serve(requests.poll());
        } while (served || idleUs <= 0);
        return us(clock instanceof OffsetClock offset ? offset.base() : clock) + idleUs;
    }

    private void run() {
        while (running) {
            try {
                final long idleUs = runBackground();
                serve(idleUs <= 0 ? requests.poll() : requests.poll(idleUs, TimeUnit.MICROSECONDS));
            } catch (final InterruptedException e) {
                running = false;
            } catch (final RuntimeException e) {
                LOGGER.error("request failed; the exchange goes on", e);
            }
        }
    }

    private long runBackground() {
        exchange.advance(nowUs());
        long idleUs = IDLE_MAX_US;
        for (final Background background : backgrounds) {
            idleUs = Math.min(idleUs, background.run(exchange.nowUs()));
        }
        return idleUs;
    }

    private boolean serve(final Runnable request) {
        if (request == null) {
            return false;
        }
        exchange.advance(nowUs());
        request.run();
        backgrounds.forEach(Background::afterRequest);
        return true;
    }

    private long nowUs() {
        return us(clock);
    }

    /** The time of a clock in microseconds since the epoch. */
    public static long us(final Clock clock) {
        final Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }

    /** What the thread does between requests. */
    public interface Background {
        /**
         * Does what is due.
         *
         * @return microseconds until something is due again; 0 for at once
         */
        long run(long nowUs);

        /** After each request: publishes what it changed. */
        void afterRequest();
    }
}
