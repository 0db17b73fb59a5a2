package io.peregrine.killswitch;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The switch that ends all sending. It is a file that all concerned map: the engine's senders, the watchdog, the command line. It stays as
 * it is over restarts until somebody resets it, and says who tripped it, when and why.
 *
 * <pre>
 *  0        8       64       128      136       144            400       408
 *  +--------+- - - -+--------+--------+---------+--------------+---------+- - 512
 *  | magic  |       | state  | timeNs | length  | who and why  | tickNs  |
 *  +--------+- - - -+--------+--------+---------+--------------+---------+- -
 * </pre>
 *
 * Any state but ARMED is tripped, also one that nobody wrote: it fails closed.
 *
 * <p><b>Threading:</b> any thread of any process; {@link #tripped} is one volatile read of a line that nobody writes in peace.
 * <b>Memory:</b> the mapping lives until nobody holds the switch any more: a reader that comes late must not fault. <b>Allocates:</b>
 * {@link #tripped} none. <b>Errors:</b> a file that is no switch is an {@link IOException}, and the engine does not start.
 */
public final class KillSwitch {
    /** Its name in the data directory. */
    public static final String FILE_NAME = "kill-switch";

    private static final int LENGTH_BYTES = 512;
    private static final long MAGIC = 0x3148_4354_4957_534BL;
    private static final int MAGIC_OFFSET = 0;
    private static final int STATE_OFFSET = 64;
    private static final int TIME_OFFSET = 128;
    private static final int TEXT_LENGTH_OFFSET = 136;
    private static final int TEXT_OFFSET = 144;
    private static final int TEXT_LENGTH_MAX = 256;
    private static final int TICK_OFFSET = TEXT_OFFSET + TEXT_LENGTH_MAX;
    private static final long WRITING_MAX_NS = 50_000_000;
    private static final long ARMED = 1;
    private static final long TRIPPING = 2;
    private static final long TRIPPED = 3;

    private final Path file;
    private final Object identity;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer buffer;

    /**
     * How it stands.
     *
     * @param tripped nothing may be sent
     * @param timeNs  when it came to stand so
     * @param reason  who did it, and why
     */
    public record Status(boolean tripped, long timeNs, String reason) {
    }

    private KillSwitch(final Path file, final MappedByteBuffer mapped) throws IOException {
        this.file = file;
        identity = identity(file);
        this.mapped = mapped;
        buffer = new UnsafeBuffer(mapped);
    }

    /**
     * Maps the switch of a data directory; makes one that is armed where there is none.
     *
     * @throws IOException where it can not be made or mapped, or where the file is no switch
     */
    public static KillSwitch open(final Path directory) throws IOException {
        final Path file = directory.resolve(FILE_NAME);
        if (Files.notExists(file)) {
            create(file);
        }
        if (Files.size(file) != LENGTH_BYTES) {
            throw notASwitch(file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final KillSwitch opened = new KillSwitch(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH_BYTES));
            if (opened.buffer.getLong(MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN) != MAGIC) {
                throw notASwitch(file);
            }
            return opened;
        }
    }

    /** May nothing be sent? */
    public boolean tripped() {
        return buffer.getLongVolatile(STATE_OFFSET) != ARMED;
    }

    /**
     * Trips it. The first one to do so is remembered.
     *
     * @param reason who and why; cut at {@value #TEXT_LENGTH_MAX} bytes
     * @return false where it was tripped already
     */
    public boolean trip(final String reason, final long nowNs) {
        final long tickNs = System.nanoTime();
        if (!buffer.compareAndSetLong(STATE_OFFSET, ARMED, TRIPPING)) {
            return false;
        }
        buffer.putLong(TICK_OFFSET, tickNs, ByteOrder.LITTLE_ENDIAN);
        write(reason, nowNs);
        buffer.putLongVolatile(STATE_OFFSET, TRIPPED);
        mapped.force();
        return true;
    }

    /**
     * Arms it again.
     *
     * @param reason who and why
     * @return false where it was armed
     */
    public boolean reset(final String reason, final long nowNs) {
        if (!tripped()) {
            return false;
        }
        write(reason, nowNs);
        buffer.putLongVolatile(STATE_OFFSET, ARMED);
        mapped.force();
        return true;
    }

    /** How it stands, and since when. */
    public Status status() {
        awaitWritten();
        final boolean tripped = tripped();
        final int length = Math.clamp(buffer.getInt(TEXT_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN), 0, TEXT_LENGTH_MAX);
        final byte[] text = new byte[length];
        buffer.getBytes(TEXT_OFFSET, text);
        return new Status(tripped, buffer.getLong(TIME_OFFSET, ByteOrder.LITTLE_ENDIAN), new String(text, StandardCharsets.UTF_8));
    }

    /**
     * {@code System.nanoTime} of the trip, which on Linux all processes of a machine share: what is measured from it, from whichever
     * process, is exact. It says nothing after a start of the machine, and nothing while the switch is armed.
     */
    public long tripTickNs() {
        awaitWritten();
        return buffer.getLong(TICK_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Is the file still there, the same one that was mapped, and a switch? One that was moved away or written anew is no longer what others
     * would trip.
     */
    public boolean intact() {
        try {
            return buffer.getLong(MAGIC_OFFSET, ByteOrder.LITTLE_ENDIAN) == MAGIC && Files.size(file) == LENGTH_BYTES
                    && Objects.equals(identity, identity(file));
        } catch (final IOException e) {
            return false;
        }
    }

    /** Whoever trips it writes down why within microseconds; where it died over that, nobody waits for it for long. */
    private void awaitWritten() {
        final long startNs = System.nanoTime();
        while (buffer.getLongVolatile(STATE_OFFSET) == TRIPPING && System.nanoTime() - startNs < WRITING_MAX_NS) {
            Thread.yield();
        }
    }

    private static Object identity(final Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void write(final String reason, final long nowNs) {
        final byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(text.length, TEXT_LENGTH_MAX);
        buffer.putLong(TIME_OFFSET, nowNs, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(TEXT_LENGTH_OFFSET, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(TEXT_OFFSET, Arrays.copyOf(text, length));
    }

    /** Whole or not at all: a half-made file would not be a switch. */
    private static void create(final Path file) throws IOException {
        final UnsafeBuffer content = new UnsafeBuffer(new byte[LENGTH_BYTES]);
        content.putLong(MAGIC_OFFSET, MAGIC, ByteOrder.LITTLE_ENDIAN);
        content.putLong(STATE_OFFSET, ARMED);
        final Path made = file.resolveSibling(FILE_NAME + ".new");
        Files.write(made, content.byteArray());
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static IOException notASwitch(final Path file) {
        return new IOException("the kill switch " + file + " is damaged, so nothing may be sent; find out why, then move the file away: "
                + "the next start makes a new one");
    }
}
