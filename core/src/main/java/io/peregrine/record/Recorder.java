package io.peregrine.record;

import io.peregrine.feed.FeedSettings;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * Records what venues send: one thread runs their feeds, another writes the files.
 *
 * <p><b>Threading:</b> started and closed by one thread; {@link #failure} and {@link #summary} from any. <b>Memory:</b> bounded, see
 * {@link VenueRecording}. <b>Errors:</b> {@link IOException} where a venue can not be reached or the directory not be written,
 * {@link IllegalArgumentException} where a venue does not have what is configured; later {@link #failure}.
 */
public final class Recorder implements AutoCloseable {
    private static final long WRITE_PAUSE_MS = 1;
    private static final int CLOSE_TIMEOUT_MS = 30_000;
    private static final long PAUSE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<VenueRecording> venues = new ArrayList<>();
    private final AgentRunner receiving;
    private final AgentRunner writing;
    private volatile Throwable failure;
    private boolean isClosed;

    private Recorder() {
        receiving = new AgentRunner(new BackoffIdleStrategy(10, 10, 1_000, PAUSE_MAX_NS), this::fail, null, new Receiving());
        writing = new AgentRunner(new SleepingMillisIdleStrategy(WRITE_PAUSE_MS), this::fail, null, new Writing());
    }

    /**
     * Starts to record.
     *
     * @param directory where the files go; made where it is missing
     */
    public static Recorder start(
            final List<VenueSettings> settings, final FeedSettings feeds, final Path directory, final Rotation rotation)
            throws IOException {
        prepare(directory);
        final Recorder recorder = new Recorder();
        try {
            for (final VenueSettings venue : settings) {
                recorder.venues.add(VenueRecording.open(provider(venue), venue, feeds, directory, rotation));
            }
        } catch (final IOException | RuntimeException e) {
            recorder.venues.forEach(VenueRecording::close);
            throw e;
        }
        AgentRunner.startOnThread(recorder.writing);
        AgentRunner.startOnThread(recorder.receiving);
        return recorder;
    }

    /** What ended it, or null while it records: an {@link IOException} where the files can not be written. */
    public Throwable failure() {
        return failure;
    }

    /** What was recorded so far, by venue. */
    public Map<String, VenueSummary> summary() {
        final Map<String, VenueSummary> byVenue = new LinkedHashMap<>();
        venues.forEach(venue -> byVenue.put(venue.key(), venue.summary()));
        return byVenue;
    }

    /** Disconnects, writes what has come, ends the files. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            receiving.close(CLOSE_TIMEOUT_MS, null);
            writing.close(CLOSE_TIMEOUT_MS, null);
            venues.forEach(VenueRecording::close);
        }
    }

    private static VenueProvider provider(final VenueSettings venue) {
        return VenueProvider.installed().stream()
                .filter(provider -> provider.provides(venue.venue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("venue " + venue.venue().key() + " can not be connected to"));
    }

    private static void prepare(final Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".writable", ""));
        } catch (final FileAlreadyExistsException e) {
            throw new IOException("captures can not be written to " + directory + ": it is not a folder", e);
        } catch (final IOException e) {
            throw new IOException("captures can not be written to " + directory + ": " + e, e);
        }
    }

    private void fail(final Throwable e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** Ends the agent that it is thrown in. */
    private AgentTerminationException failed(final Exception e) {
        fail(e);
        return new AgentTerminationException(e);
    }

    private final class Receiving implements Agent {
        @Override
        public int doWork() {
            final long nowNs = EngineClock.nowNs();
            int work = 0;
            try {
                for (int i = 0; i < venues.size(); i++) {
                    work += venues.get(i).receive(nowNs);
                }
            } catch (final RuntimeException e) {
                throw failed(e);
            }
            return work;
        }

        @Override
        public void onClose() {
            venues.forEach(VenueRecording::closeFeed);
        }

        @Override
        public String roleName() {
            return "record-feeds";
        }
    }

    private final class Writing implements Agent {
        @Override
        public int doWork() {
            final long nowNs = EngineClock.nowNs();
            int work = 0;
            try {
                for (int i = 0; i < venues.size(); i++) {
                    work += venues.get(i).write(nowNs);
                }
            } catch (final IOException | RuntimeException e) {
                throw failed(e);
            }
            return work;
        }

        /** Each venue's file is ended, whatever becomes of the others. */
        @Override
        public void onClose() {
            for (final VenueRecording venue : venues) {
                try {
                    venue.closeFiles();
                } catch (final IOException e) {
                    fail(e);
                }
            }
        }

        @Override
        public String roleName() {
            return "record-files";
        }
    }
}
