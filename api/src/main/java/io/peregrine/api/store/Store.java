package io.peregrine.api.store;

import io.peregrine.journal.JournalException;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store's tables up with a journal, for as long as it is open. An engine trades with or without it: what goes wrong here is told
 * in the log and in {@link #failure}, and tried again.
 *
 * <p><b>Threading:</b> thread-safe; owns one daemon thread. <b>Errors:</b> none are thrown by the thread.
 */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RETRY_NS_MIN = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_NS_MAX = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_MS_MAX = 10_000;

    private final Path directory;
    private final Path journal;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String failure;
    private volatile long sequence;
    private long retryNs = RETRY_NS_MIN;

    private Store(final Path directory, final Path journal) {
        this.directory = directory;
        this.journal = journal;
        thread = Thread.ofPlatform().name("store").daemon().unstarted(this::run);
    }

    /** Starts; the tables are made or brought to this version first. */
    public static Store start(final Path directory, final Path journal) {
        final Store store = new Store(directory, journal);
        store.thread.start();
        return store;
    }

    /**
     * Makes all tables again from the journal's first record.
     *
     * @return the last record's sequence
     */
    public static long rebuild(final Database database, final Path journal) {
        long last = 0;
        try {
            for (final Projection projection : projections()) {
                Projector.forget(projection, database.writer());
                try (Projector projector = Projector.open(projection, database.writer(), journal)) {
                    while (projector.step(EngineClock.nowNs()) > 0) {
                        last = projector.sequence();
                    }
                    projector.flush(EngineClock.nowNs());
                }
            }
        } catch (final SQLException e) {
            throw new StoreException(e);
        }
        return last;
    }

    /** There is no store any more: the journal's retention need not wait for one. */
    public static void forget(final Path journal) {
        try {
            for (final Projection projection : projections()) {
                Projector.unmark(journal, projection);
            }
        } catch (final IOException e) {
            LOG.warn("the journal's old files wait for a store that is not kept up any more: {}", e.getMessage());
        }
    }

    /** The last record that all tables have. */
    public long sequence() {
        return sequence;
    }

    /** Why they are not kept up at present, or null. */
    public String failure() {
        return failure;
    }

    /** Takes what the journal has by now, and ends. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MS_MAX);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<Projection> projections() {
        return List.of(new RiskEventTable());
    }

    private void run() {
        do {
            try (Database database = Database.open(directory)) {
                final List<String> migrations = database.migrate();
                if (!migrations.isEmpty()) {
                    LOG.info("store {}: {}", database.directory(), migrations);
                }
                final QuerySocket socket = QuerySocket.open(database);
                try {
                    project(database);
                } finally {
                    if (socket != null) {
                        socket.close();
                    }
                }
            } catch (final StoreException | JournalException | SQLException e) {
                fail(e);
            }
        } while (running);
    }

    private void project(final Database database) throws SQLException {
        final List<Projector> projectors = new ArrayList<>();
        try {
            for (final Projection projection : projections()) {
                projectors.add(Projector.open(projection, database.writer(), journal));
            }
            if (failure != null) {
                LOG.info("store {}: the tables are kept up again", directory);
                failure = null;
            }
            retryNs = RETRY_NS_MIN;
            boolean more = true;
            while (running || more) {
                more = step(projectors);
                if (!more && running) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
            projectors.forEach(projector -> projector.flush(EngineClock.nowNs()));
        } finally {
            projectors.forEach(Projector::close);
        }
    }

    /** Each in its own transaction; true where one of them found something. */
    private boolean step(final List<Projector> projectors) {
        boolean more = false;
        long least = Long.MAX_VALUE;
        for (final Projector projector : projectors) {
            more |= projector.step(EngineClock.nowNs()) > 0;
            least = Math.min(least, projector.sequence());
        }
        sequence = least;
        return more;
    }

    private void fail(final Exception e) {
        if (!e.getMessage().equals(failure)) {
            LOG.error("store {}: the tables are not kept up: {}; trading goes on, and it is tried again", directory, e.getMessage());
        }
        failure = e.getMessage();
        if (running) {
            LockSupport.parkNanos(retryNs);
            retryNs = Math.min(RETRY_NS_MAX, retryNs * 2);
        }
    }
}
