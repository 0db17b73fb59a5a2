package io.peregrine.journal;

import io.peregrine.message.OrderStatus;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.SnapshotOrderDecoder;
import io.peregrine.snapshot.SnapshotFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which files of a journal may be removed. A day's file may when
 * <ul>
 *   <li>the day ended longer ago than files are to be kept;
 *   <li>it is not the newest one;
 *   <li>a snapshot that is whole was taken after its last record;
 *   <li>no order that is open in that snapshot was sent on that day or before, so that an open order can always be followed back;
 *   <li>none of the {@link JournalReaders} still needs it;
 *   <li>and the same is true of all files before it.
 * </ul>
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> nanoseconds since the epoch.
 */
public final class JournalRetention {
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);

    private final Path directory;
    private final int days;
    private final JournalReaders readers;
    private String obstacle = "";

    /**
     * @param days for which files are kept after their day has ended
     */
    public JournalRetention(final int days, final JournalReaders readers) {
        directory = readers.directory();
        this.days = days;
        this.readers = readers;
    }

    /**
     * Finds the last record of the last file that may be removed now.
     *
     * @param snapshots newest first
     * @return its sequence; 0 where nothing may be removed
     */
    public long lastSequence(final List<Path> snapshots, final long nowNs) throws IOException {
        final List<Path> files = JournalFiles.days(directory);
        final long anchored = JournalAnchor.beginning(directory).position().index();
        long removable = 0;
        obstacle = "";
        State state = null;
        for (int i = 0; i < files.size() - 1; i++) {
            final long endNs = (JournalFiles.cycle(files.get(i)) + 1) * DAY_NS;
            if (anchored >= 0 && JournalFiles.cycle(files.get(i)) <= JournalFiles.cycleOf(anchored)) {
                continue;
            }
            if (endNs + days * DAY_NS > nowNs) {
                break;
            }
            state = state == null ? state(snapshots) : state;
            final long last = JournalFiles.firstSequence(files.get(i + 1)) - 1;
            obstacle = obstacle(last, endNs, state);
            if (!obstacle.isEmpty()) {
                obstacle = files.get(i).getFileName() + " is kept: " + obstacle;
                break;
            }
            removable = last;
        }
        return removable;
    }

    /** Why the oldest file that is old enough is kept all the same, by the last {@link #lastSequence}; empty where none is. */
    public String obstacle() {
        return obstacle;
    }

    private String obstacle(final long last, final long endNs, final State state) throws IOException {
        if (last < 1) {
            return "the file after it can not be read";
        }
        if (state.sequence < last) {
            return "no snapshot was taken after it";
        }
        if (state.oldestOpenNs < endNs) {
            return "an order that is open was sent by then";
        }
        final List<String> behind = readers.behind(last);
        return behind.isEmpty() ? "" : String.join(", ", behind) + " has not read it to its end";
    }

    /** Of the newest snapshot that is whole: its place, and when the oldest order was sent that is open in it. */
    private static State state(final List<Path> snapshots) {
        for (final Path path : snapshots) {
            try {
                final UnsafeBuffer file = SnapshotFile.read(path);
                return new State(SnapshotFile.begin(file).sequence(), oldestOpenNs(file));
            } catch (final IOException e) {
                // Damaged: an older one may do.
                continue;
            }
        }
        return new State(0, 0);
    }

    private static long oldestOpenNs(final UnsafeBuffer file) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final SnapshotOrderDecoder order = new SnapshotOrderDecoder();
        final long[] oldest = {Long.MAX_VALUE};
        SnapshotFile.messages(file, (buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == SnapshotOrderDecoder.TEMPLATE_ID) {
                order.wrapAndApplyHeader(buffer, offset, header);
                if (!ended(order.orderStatus())) {
                    oldest[0] = Math.min(oldest[0], order.sentTimeNs());
                }
            }
        });
        return oldest[0];
    }

    private static boolean ended(final OrderStatus status) {
        return switch (status) {
            case FILLED, CANCELED, REJECTED, EXPIRED, RISK_REJECTED -> true;
            default -> false;
        };
    }

    private record State(long sequence, long oldestOpenNs) {
    }
}
