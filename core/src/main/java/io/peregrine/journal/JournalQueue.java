package io.peregrine.journal;

import java.io.File;
import java.nio.file.Path;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * The queue's settings, once for writer and tailers.
 *
 * <p>One file a day (UTC), named {@code yyyyMMddF.cq4}. The next day's file is made by the first append of that day and never earlier:
 * acquiring it early is what makes tailers skip.
 */
final class JournalQueue {
    private static final RollCycles ROLL_CYCLE = RollCycles.FAST_DAILY;
    /** How long a half-made record or the lock of a dead writer holds up the next one. */
    private static final long RECOVERY_TIMEOUT_MS = 500;
    static final String WRITTEN_SEQUENCE = "peregrine.sequence";

    private JournalQueue() {
    }

    static SingleChronicleQueue open(final Path directory, final TimeProvider time) {
        return SingleChronicleQueueBuilder.binary(directory)
                .rollCycle(ROLL_CYCLE)
                .timeProvider(time)
                .timeoutMS(RECOVERY_TIMEOUT_MS)
                .build();
    }

    /**
     * Sequence of the newest record, in the queue's table of metadata: the writer sets it after each append, so that records missing at
     * the very end of a file are noticed.
     */
    static LongValue writtenSequence(final SingleChronicleQueue queue) {
        return queue.metaStore().acquireValueFor(WRITTEN_SEQUENCE, 0);
    }

    /** Start of the day of the newest file; 0 where there is none. */
    static long newestDayMs(final SingleChronicleQueue queue) {
        return queue.firstCycle() == Integer.MAX_VALUE ? 0 : (long) queue.lastCycle() * ROLL_CYCLE.lengthInMillis();
    }

    /** The file that a tailer reads, for messages. */
    static String file(final SingleChronicleQueue queue, final ExcerptTailer tailer) {
        final File file = tailer.currentFile();
        return (file == null ? queue.file() : file).toString();
    }
}
