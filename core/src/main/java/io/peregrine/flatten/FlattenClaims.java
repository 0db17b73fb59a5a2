package io.peregrine.flatten;

import io.peregrine.order.FlattenOrderId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Who closes which position after which trip: a list in a file that all processes map. Whoever makes the claim for an instrument and a trip
 * may send the one order that there is for it; all others find it taken, also where who took it has died since. Each claim gives its order
 * the client order id, so that anybody can ask the venue what became of it.
 *
 * <pre>
 *  0        8        16         128                                                                         128 + 128·n
 *  +--------+--------+- - - - - +---------------------------------------------------------------------------+- - -
 *  | magic  | count  |          | key | state | trip | pid | quantity | decimals | taken | held | length | name |
 *  +--------+--------+- - - - - +---------------------------------------------------------------------------+- - -
 * </pre>
 *
 * A key is a hash of trip and name. Should two names ever have the same, the second is not closed, and that is told: it fails closed.
 *
 * <p><b>Threading:</b> any thread of any process; {@link #taken} and {@link #clear} by the engine's. <b>Memory:</b> the mapping lives as
 * long as this.
 */
public final class FlattenClaims {
    /** Its name in the data directory. */
    public static final String FILE_NAME = "flatten";
    /** Claims that there is room for. */
    static final int CLAIMS_MAX = 1024;

    private static final long MAGIC = 0x314D_4C43_5450_4C46L;
    private static final int MAGIC_OFFSET = 0;
    private static final int COUNT_OFFSET = 8;
    private static final int CLAIMS_OFFSET = 128;
    private static final int CLAIM_LENGTH = 128;
    private static final int LENGTH_BYTES = CLAIMS_OFFSET + CLAIMS_MAX * CLAIM_LENGTH;
    private static final int KEY_OFFSET = 0;
    private static final int STATE_OFFSET = 8;
    private static final int TRIP_OFFSET = 16;
    private static final int PID_OFFSET = 24;
    private static final int QUANTITY_OFFSET = 32;
    private static final int DECIMALS_OFFSET = 40;
    private static final int TAKEN_OFFSET = 48;
    private static final int HELD_OFFSET = 56;
    private static final int NAME_LENGTH_OFFSET = 64;
    private static final int NAME_OFFSET = 68;
    private static final int NAME_LENGTH_MAX = CLAIM_LENGTH - NAME_OFFSET;
    private static final long WRITTEN = 1;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private final UnsafeBuffer buffer;

    /**
     * A claim.
     *
     * @param mine          was it made by this call? Then its order may be sent, once
     * @param clientOrderId of its order
     * @param name          {@code venue:SYMBOL}
     * @param quantity      bought, negative where sold; 0 where who made the claim died before saying so, and before sending
     * @param held          position that it is to close
     * @param decimals      of both
     * @param pid           the process that made it
     */
    public record Claim(boolean mine, long clientOrderId, String name, long quantity, long held, int decimals, long pid) {
    }

    private FlattenClaims(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Maps the claims of a data directory; makes an empty list where there is none.
     *
     * @throws IOException where it can not be made or mapped, or where the file is something else
     */
    public static FlattenClaims open(final Path directory) throws IOException {
        final Path path = directory.resolve(FILE_NAME);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < LENGTH_BYTES) {
                channel.write(ByteBuffer.allocate(1), LENGTH_BYTES - 1L);
            }
            final UnsafeBuffer buffer = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH_BYTES));
            buffer.compareAndSetLong(MAGIC_OFFSET, 0, MAGIC);
            if (buffer.getLong(MAGIC_OFFSET) != MAGIC) {
                throw new IOException("the file " + path + " is damaged: who has closed which position is not known");
            }
            return new FlattenClaims(buffer);
        }
    }

    /**
     * Claims an instrument for this trip, or finds who did.
     *
     * @param tripTimeNs of the kill switch
     * @param name       {@code venue:SYMBOL}
     * @param quantity   to buy, negative to sell
     * @param held       position that it is to close
     * @param decimals   of both
     * @return null where there is no room
     */
    public Claim claim(final long tripTimeNs, final String name, final long quantity, final long held, final int decimals) {
        final long key = key(tripTimeNs, name);
        for (int i = 0; i < CLAIMS_MAX; i++) {
            final int offset = offset(i);
            final boolean mine = buffer.compareAndSetLong(offset + KEY_OFFSET, 0, key);
            if (mine) {
                write(offset, tripTimeNs, name, quantity, held, decimals);
                return at(i, tripTimeNs, true);
            }
            if (buffer.getLongVolatile(offset + KEY_OFFSET) == key) {
                return at(i, tripTimeNs, false);
            }
        }
        return null;
    }

    /** The claim for this trip, or null. */
    public Claim find(final long tripTimeNs, final String name) {
        final long key = key(tripTimeNs, name);
        for (int i = 0; i < CLAIMS_MAX; i++) {
            final long found = buffer.getLongVolatile(offset(i) + KEY_OFFSET);
            if (found == key) {
                return at(i, tripTimeNs, false);
            } else if (found == 0) {
                return null;
            }
        }
        return null;
    }

    /** How often there was a claim: by this the trade thread sees that there is one more. One volatile read. */
    public long count() {
        return buffer.getLongVolatile(COUNT_OFFSET);
    }

    /** The claim with this number that no engine knows of yet, or null where there is none, or it is known. */
    public Claim untaken(final int index) {
        final int offset = offset(index);
        return buffer.getLongVolatile(offset + STATE_OFFSET) == WRITTEN && buffer.getLong(offset + TAKEN_OFFSET) == 0
                ? at(index, buffer.getLong(offset + TRIP_OFFSET), false) : null;
    }

    /** The engine has the claim's order among its own. */
    public void taken(final int index) {
        buffer.putLongVolatile(offset(index) + TAKEN_OFFSET, 1);
    }

    /** Claims that {@link #untaken} may be asked for. */
    public int capacity() {
        return CLAIMS_MAX;
    }

    /** Makes room: all claims are of trips that are over, and those are forgotten whose orders the engine has. */
    public void clear() {
        int kept = 0;
        for (int i = 0; i < CLAIMS_MAX; i++) {
            kept += untaken(i) == null ? 0 : 1;
        }
        if (kept == 0) {
            buffer.setMemory(CLAIMS_OFFSET, CLAIMS_MAX * CLAIM_LENGTH, (byte) 0);
        }
    }

    private void write(
            final int offset, final long tripTimeNs, final String name, final long quantity, final long held, final int decimals) {
        final byte[] text = name.getBytes(StandardCharsets.UTF_8);
        final int length = Math.min(text.length, NAME_LENGTH_MAX);
        buffer.putLong(offset + TRIP_OFFSET, tripTimeNs);
        buffer.putLong(offset + PID_OFFSET, ProcessHandle.current().pid());
        buffer.putLong(offset + QUANTITY_OFFSET, quantity);
        buffer.putLong(offset + HELD_OFFSET, held);
        buffer.putLong(offset + DECIMALS_OFFSET, decimals);
        buffer.putInt(offset + NAME_LENGTH_OFFSET, length);
        buffer.putBytes(offset + NAME_OFFSET, Arrays.copyOf(text, length));
        buffer.putLongVolatile(offset + STATE_OFFSET, WRITTEN);
        buffer.getAndAddLong(COUNT_OFFSET, 1);
    }

    private Claim at(final int index, final long tripTimeNs, final boolean mine) {
        final int offset = offset(index);
        final boolean written = buffer.getLongVolatile(offset + STATE_OFFSET) == WRITTEN;
        final byte[] text = new byte[Math.clamp(buffer.getInt(offset + NAME_LENGTH_OFFSET), 0, NAME_LENGTH_MAX)];
        buffer.getBytes(offset + NAME_OFFSET, text);
        return new Claim(mine, FlattenOrderId.of(tripTimeNs, index), new String(text, StandardCharsets.UTF_8),
                written ? buffer.getLong(offset + QUANTITY_OFFSET) : 0, written ? buffer.getLong(offset + HELD_OFFSET) : 0,
                (int) buffer.getLong(offset + DECIMALS_OFFSET), buffer.getLong(offset + PID_OFFSET));
    }

    private static long key(final long tripTimeNs, final String name) {
        long hash = (FNV_OFFSET ^ tripTimeNs) * FNV_PRIME;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }

    private static int offset(final int index) {
        return CLAIMS_OFFSET + index * CLAIM_LENGTH;
    }
}
