package io.peregrine.transport;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.peregrine.time.EngineClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * An Aeron client, with a media driver of our own where none runs outside. The driver's files are in {@code /dev/shm} where there is
 * one, so that no disk is ever waited for, and go with it.
 *
 * <p><b>Threading:</b> set up and closed by one thread. The driver has one thread (all its agents share it, backing off when idle), the
 * client another. <b>Memory:</b> three terms for each publication. <b>Errors:</b> what the driver and the client report goes to the error
 * handler.
 */
public final class Transport implements AutoCloseable {
    private static final long IDLE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long CONNECT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final TransportSettings settings;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final List<ExclusivePublication> publications = new ArrayList<>();

    private Transport(final TransportSettings settings, final MediaDriver driver, final Aeron aeron) {
        this.settings = settings;
        this.driver = driver;
        this.aeron = aeron;
    }

    /**
     * @param settings     see there
     * @param errorHandler for what goes wrong on the driver's and the client's threads
     */
    public static Transport launch(final TransportSettings settings, final ErrorHandler errorHandler) {
        final MediaDriver driver = settings.driverDirectory().isEmpty() ? launchDriver(settings, errorHandler) : null;
        final String driverDirectory = driver == null ? settings.driverDirectory() : driver.aeronDirectoryName();
        try {
            final Aeron aeron = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(driverDirectory)
                    .errorHandler(errorHandler)
                    .subscriberErrorHandler(errorHandler));
            return new Transport(settings, driver, aeron);
        } catch (final RuntimeException e) {
            if (driver != null) {
                driver.close();
            }
            throw e;
        }
    }

    /** A publication for one agent. */
    public ExclusivePublication publication(final int streamId) {
        final ExclusivePublication publication = aeron.addExclusivePublication(settings.channel(), streamId);
        publications.add(publication);
        return publication;
    }

    /** A subscription for one agent. */
    public Subscription subscription(final int streamId) {
        return aeron.addSubscription(settings.channel(), streamId);
    }

    /**
     * Waits until every publication made here has a subscriber.
     *
     * @throws IllegalStateException after {@link #CONNECT_TIMEOUT_NS}, naming the first that has none
     */
    public void awaitConnected() {
        final long deadlineNs = EngineClock.nowNs() + CONNECT_TIMEOUT_NS;
        for (final ExclusivePublication publication : publications) {
            while (!publication.isConnected()) {
                if (EngineClock.nowNs() - deadlineNs >= 0) {
                    throw new IllegalStateException("nobody subscribes to " + publication.channel() + " stream " + publication.streamId());
                }
                LockSupport.parkNanos(POLL_NS);
            }
        }
    }

    @Override
    public void close() {
        aeron.close();
        if (driver != null) {
            driver.close();
        }
    }

    private static MediaDriver launchDriver(final TransportSettings settings, final ErrorHandler errorHandler) {
        return MediaDriver.launchEmbedded(new MediaDriver.Context()
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy(10, 20, 1_000, IDLE_MAX_NS))
                .ipcTermBufferLength(settings.termBufferBytes())
                .publicationTermBufferLength(settings.termBufferBytes())
                .performStorageChecks(false)
                .dirDeleteOnShutdown(true)
                .errorHandler(errorHandler));
    }
}
