package io.peregrine.api.alert;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts of one channel on their way: a bounded queue and a thread that delivers them in their order, each with several tries.
 *
 * <p><b>Threading:</b> {@link #offer} by any thread, without waiting; owns one daemon thread.
 */
final class AlertQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertQueue.class);
    private static final long PAUSE_MS_MIN = 500;
    private static final long PAUSE_MS_MAX = 60_000;
    private static final long CLOSE_MS_MAX = 5_000;

    private final ChannelSettings settings;
    private final AlertChannel channel;
    private final int attemptsMax;
    private final BlockingQueue<Alert> queue;
    private final RateWindow rate;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong suppressed = new AtomicLong();
    private final AtomicReference<String> lastError = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean running = true;

    private AlertQueue(final ChannelSettings settings, final AlertChannel channel, final AlertSettings all) {
        this.settings = settings;
        this.channel = channel;
        attemptsMax = all.attemptsMax();
        queue = new ArrayBlockingQueue<>(all.queueLength());
        rate = new RateWindow(all.perMinuteMax());
        thread = Thread.ofPlatform().name("alert-" + settings.id()).daemon().unstarted(this::run);
    }

    static AlertQueue start(final ChannelSettings settings, final AlertChannel channel, final AlertSettings all) {
        final AlertQueue queue = new AlertQueue(settings, channel, all);
        queue.thread.start();
        return queue;
    }

    /** Takes an alert, or counts it as dropped. */
    void offer(final Alert alert, final long nowNs) {
        if (!rate.tryTake(nowNs) || !queue.offer(alert)) {
            dropped.incrementAndGet();
        }
    }

    void suppress() {
        suppressed.incrementAndGet();
    }

    ChannelStatus status() {
        return new ChannelStatus(
                settings.id(), settings.type(), sent.get(), failed.get(), dropped.get(), suppressed.get(), lastError.get());
    }

    /** Delivers what waits, if it goes quickly. */
    @Override
    public void close() {
        running = false;
        try {
            thread.join(queue.isEmpty() ? 1_000 : CLOSE_MS_MAX);
            thread.interrupt();
            thread.join(1_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.close();
    }

    private void run() {
        try {
            while (running || !queue.isEmpty()) {
                final Alert alert = queue.poll(100, TimeUnit.MILLISECONDS);
                if (alert != null) {
                    deliver(alert);
                }
            }
        } catch (final InterruptedException e) {
            LOG.warn("alert channel {} stopped with {} alerts not delivered", settings.id(), queue.size() + 1);
        }
    }

    private void deliver(final Alert alert) throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            try {
                channel.send(alert);
                sent.incrementAndGet();
                return;
            } catch (final AlertException e) {
                lastError.set(e.getMessage());
                if (e.lasting() || attempt >= attemptsMax) {
                    failed.incrementAndGet();
                    LOG.error("alert channel {}: '{}' could not be delivered after {} tries: {}", settings.id(), alert.title(), attempt,
                            e.getMessage());
                    return;
                }
                Thread.sleep(pauseMs(attempt, e.retryAfterNs()));
            }
        }
    }

    /** Twice as long each time, with a random half, and never less than the other side asks for. */
    static long pauseMs(final int attempt, final long retryAfterNs) {
        final long pauseMs = Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN << Math.min(attempt - 1, 20));
        return Math.max(TimeUnit.NANOSECONDS.toMillis(retryAfterNs), pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1));
    }
}
