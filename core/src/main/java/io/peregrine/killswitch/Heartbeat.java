package io.peregrine.killswitch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * By what a watchdog sees that an engine moves: a count of duty cycles for each of its hot threads, in a file that both map. The engine
 * writes, and on a line of its own the watchdog, so that the engine sees that it is watched.
 *
 * <pre>
 *  0        8        64       72      80        88       128      192          1152     1216
 *  +--------+- - - - +--------+-------+---------+--------+--------+--------+ - -+--------+- - 2048
 *  | magic  |        | state  | pid   | startNs | slots  | beat 0 | beat 1 |    |watchdog|
 *  +--------+- - - - +--------+-------+---------+--------+--------+--------+ - -+--------+- -
 * </pre>
 *
 * <p><b>Threading:</b> each beat has one writer, and who vouches for it while it does not write; read by any thread of any process.
 * <b>Memory:</b> the mapping lives as long as this. <b>Units:</b> nanoseconds since the epoch. <b>Allocates:</b> none after construction.
 */
public final class Heartbeat {
    /** Its name in the data directory. */
    public static final String FILE_NAME = "heartbeat";
    /** Hot threads that there is room for. */
    public static final int SLOTS_MAX = 16;

    private static final int LENGTH_BYTES = 2048;
    private static final long MAGIC = 0x5441_4548_5241_4548L;
    private static final int MAGIC_OFFSET = 0;
    private static final int STATE_OFFSET = 64;
    private static final int PID_OFFSET = 72;
    private static final int START_OFFSET = 80;
    private static final int SLOTS_OFFSET = 88;
    private static final int BEATS_OFFSET = 128;
    private static final int BEAT_STRIDE = 64;
    private static final int WATCHDOG_OFFSET = BEATS_OFFSET + SLOTS_MAX * BEAT_STRIDE;
    private static final long RUNNING = 1;
    private static final long STOPPED = 2;

    private final UnsafeBuffer buffer;

    private Heartbeat(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Maps the heartbeat of a data directory; makes one that does not beat where there is none, or where what is there is none: nobody is
     * watched by it then.
     *
     * @throws IOException where it can not be made or mapped
     */
    public static Heartbeat open(final Path directory) throws IOException {
        final Path file = directory.resolve(FILE_NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (Files.size(file) < LENGTH_BYTES) {
                channel.write(ByteBuffer.allocate(LENGTH_BYTES), 0);
            }
            final UnsafeBuffer buffer = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH_BYTES));
            if (buffer.getLong(MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN) != MAGIC) {
                buffer.setMemory(0, LENGTH_BYTES, (byte) 0);
                buffer.putLong(MAGIC_OFFSET, MAGIC, ByteOrder.LITTLE_ENDIAN);
            }
            return new Heartbeat(buffer);
        }
    }

    /**
     * An engine begins. Its threads may beat from now on.
     *
     * @param slots hot threads, at most {@value #SLOTS_MAX}
     */
    public void begin(final int slots, final long pid, final long startTimeNs) {
        if (slots < 1 || slots > SLOTS_MAX) {
            throw new IllegalArgumentException("a heartbeat has from 1 to " + SLOTS_MAX + " slots, not " + slots);
        }
        buffer.putLongVolatile(STATE_OFFSET, STOPPED);
        buffer.putLong(PID_OFFSET, pid, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(START_OFFSET, startTimeNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(SLOTS_OFFSET, slots, ByteOrder.LITTLE_ENDIAN);
        buffer.putLongVolatile(STATE_OFFSET, RUNNING);
    }

    /** The engine ends in order and leaves nothing open: it need not be watched any more. */
    public void stop() {
        buffer.putLongVolatile(STATE_OFFSET, STOPPED);
    }

    /** Should an engine be beating? */
    public boolean running() {
        return buffer.getLongVolatile(STATE_OFFSET) == RUNNING;
    }

    /** Process of the engine that began last. */
    public long pid() {
        return buffer.getLong(PID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** When that engine began; tells one from the next. */
    public long startTimeNs() {
        return buffer.getLong(START_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** Threads that beat. */
    public int slots() {
        return Math.clamp(buffer.getLong(SLOTS_OFFSET, ByteOrder.LITTLE_ENDIAN), 0, SLOTS_MAX);
    }

    /** Cycles of a thread so far. */
    public long beats(final int slot) {
        return buffer.getLongVolatile(BEATS_OFFSET + slot * BEAT_STRIDE);
    }

    /**
     * Another thread says that this one is where it should be though it does not beat: moves its count. The thread's own next beat writes
     * over that, which moves it, too.
     */
    public void vouch(final int slot) {
        buffer.getAndAddLong(BEATS_OFFSET + slot * BEAT_STRIDE, 1);
    }

    /** The pulse of one hot thread. */
    public Pulse pulse(final int slot) {
        return new Pulse(buffer, BEATS_OFFSET + slot * BEAT_STRIDE);
    }

    /** The pulse of the watchdog. */
    public Pulse watchdogPulse() {
        return new Pulse(buffer, WATCHDOG_OFFSET);
    }

    /** Looks of a watchdog so far. */
    public long watchdogBeats() {
        return buffer.getLongVolatile(WATCHDOG_OFFSET);
    }

    /** One writer's count. <b>Threading:</b> confined to its thread. */
    public static final class Pulse {
        private final UnsafeBuffer buffer;
        private final int offset;
        private long count;

        private Pulse(final UnsafeBuffer buffer, final int offset) {
            this.buffer = buffer;
            this.offset = offset;
            count = buffer.getLongVolatile(offset);
        }

        /** One cycle more. A store without a fence that waits; pairs with the volatile read of {@link Heartbeat#beats}. */
        public void beat() {
            buffer.putLongRelease(offset, ++count);
        }
    }
}
