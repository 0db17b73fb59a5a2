package io.peregrine.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the room on the journal's disk. The journal's file is mapped and grows under it; a page for which there is no room is a fault of
 * the machine, not an error code. So trading stops while there is room for the cancels that this costs.
 *
 * <p><b>Threading:</b> its duty cycle's thread.
 */
final class SpaceDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceDuty.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path directory;
    private final long minBytes;
    private final Runnable halt;
    private long nextNs;
    private boolean halted;

    SpaceDuty(final Path directory, final long minBytes, final Runnable halt) {
        this.directory = directory;
        this.minBytes = minBytes;
        this.halt = halt;
    }

    /**
     * Is there room enough to begin?
     *
     * @throws IOException saying how much there is
     */
    static void check(final Path directory, final long minBytes) throws IOException {
        final long usable = Files.getFileStore(directory).getUsableSpace();
        if (usable < minBytes) {
            throw new IOException("the disk of " + directory + " has room for " + usable + " bytes, journal.free_space_min is " + minBytes
                    + "; make room, or set a lower limit");
        }
    }

    @Override
    public String name() {
        return "journal-space";
    }

    @Override
    public int doWork(final long nowNs) {
        if (nowNs < nextNs || halted) {
            return 0;
        }
        nextNs = nowNs + INTERVAL_NS;
        try {
            final long usable = Files.getFileStore(directory).getUsableSpace();
            if (usable < minBytes) {
                halted = true;
                LOG.error("trading stops: the disk of {} has room for {} bytes, less than journal.free_space_min = {}",
                        directory, usable, minBytes);
                halt.run();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return 1;
    }
}
