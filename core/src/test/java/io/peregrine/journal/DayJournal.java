package io.peregrine.journal;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal whose days pass when the test says so. */
public final class DayJournal implements JournalWriter, AutoCloseable {
    private final AtomicLong clockMs = new AtomicLong();
    private final ChronicleJournal journal;

    /** @param end see {@link ChronicleJournal} */
    public DayJournal(final Path directory, final JournalPosition end) {
        journal = new ChronicleJournal(directory, end, new JournalTime(clockMs::get));
    }

    /** It is this day now, counted from the epoch. */
    public DayJournal day(final long day) {
        clockMs.set(TimeUnit.DAYS.toMillis(day) + 1);
        return this;
    }

    /** Appends a message. */
    public void append(final byte[] message) {
        append(new UnsafeBuffer(message), 0, message.length);
    }

    @Override
    public void append(final org.agrona.DirectBuffer buffer, final int offset, final int length) {
        journal.append(buffer, offset, length);
    }

    @Override
    public void close() {
        journal.close();
    }

    /** The name of a day's file. */
    public static String file(final long day) {
        return JournalFiles.name(day);
    }
}
