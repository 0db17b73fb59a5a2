package io.peregrine.flatten;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionListener;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the engine holds by its own trading, in a file of the data directory that any process may read: for each instrument the position of
 * all strategies together, and what the account held besides when its balance was first told. The trade thread writes it at each fill.
 *
 * <pre>
 *  0        8        16       24       64                                          64 + 256·n
 *  +--------+--------+--------+- - - - +-------------------------------------------+- - -
 *  | magic  | valid  | slots  |        | slot 0                                    | slot 1
 *  +--------+--------+--------+- - - - +-------------------------------------------+- - -
 *  slot, changing: | sequence | quantity | heldE8 | cashE8 | baselineE8 | check |          0 to 48
 *  slot, constant: | crc | decimals | lot | least | length | venue, symbol, … in text |   64 to 256
 * </pre>
 *
 * A sequence is odd while its slot is being written; the check is over the numbers before it, so that neither a slot that was written
 * half by a process that died nor one that a disk damaged is taken for a position.
 *
 * <p><b>Threading:</b> written by the thread that starts the engine, then by the trade thread; {@link #read} by any thread of any process.
 * <b>Memory:</b> the mapping lives as long as this; the file never becomes shorter. <b>Units:</b> quantities at the instrument's decimals,
 * amounts at 8. <b>Allocates:</b> none after construction.
 */
public final class PositionFile implements PositionListener {
    /** Its name in the data directory. */
    public static final String FILE_NAME = "positions";
    /** No number. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final long MAGIC = 0x3153_4F50_4752_4550L;
    private static final int MAGIC_OFFSET = 0;
    private static final int VALID_OFFSET = 8;
    private static final int SLOTS_OFFSET = 16;
    private static final int HEADER_LENGTH = 64;
    private static final int SLOT_LENGTH = 256;
    private static final int SEQUENCE_OFFSET = 0;
    private static final int QUANTITY_OFFSET = 8;
    private static final int HELD_OFFSET = 16;
    private static final int CASH_OFFSET = 24;
    private static final int BASELINE_OFFSET = 32;
    private static final int CHECK_OFFSET = 40;
    private static final int CRC_OFFSET = 64;
    private static final int DECIMALS_OFFSET = 72;
    private static final int LOT_OFFSET = 80;
    private static final int LEAST_OFFSET = 88;
    private static final int TEXT_LENGTH_OFFSET = 96;
    private static final int TEXT_OFFSET = 100;
    private static final int TEXT_LENGTH_MAX = SLOT_LENGTH - TEXT_OFFSET;
    private static final int SLOTS_MAX = 1 << 16;
    private static final long VALID = 1;
    /** A write takes nanoseconds, and its thread may lose its core meanwhile; one that is still going on then was cut off. */
    private static final long WRITING_MAX_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String SEPARATOR = "\n";

    private final UnsafeBuffer buffer;

    private PositionFile(final UnsafeBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Begins the file anew for these instruments, without any position: what it said before is of no use until {@link #valid}.
     *
     * @throws IOException where it can not be made or mapped
     */
    public static PositionFile begin(final Path directory, final Instruments instruments) throws IOException {
        final int length = HEADER_LENGTH + instruments.count() * SLOT_LENGTH;
        final PositionFile file = new PositionFile(map(directory.resolve(FILE_NAME), length));
        file.buffer.putLongVolatile(VALID_OFFSET, 0);
        file.buffer.putLong(MAGIC_OFFSET, MAGIC);
        file.buffer.putLong(SLOTS_OFFSET, instruments.count());
        for (final Instrument instrument : instruments.all()) {
            file.describe(instrument);
        }
        return file;
    }

    /** What an engine left that traded elsewhere than at the venues, or is about to, is no position to close. */
    public static void invalidate(final Path directory) throws IOException {
        final Path path = directory.resolve(FILE_NAME);
        if (Files.exists(path)) {
            map(path, HEADER_LENGTH).putLongVolatile(VALID_OFFSET, 0);
        }
    }

    /** All positions have been told: from now on the file counts. */
    public void valid() {
        buffer.putLongVolatile(VALID_OFFSET, VALID);
    }

    @Override
    public void onPosition(final Position total) {
        final int slot = slot(total.instrument().instrumentId());
        write(slot, total.quantity(), Money.rescale(total.baseQuantity(), total.baseDecimals(), Money.E8_DECIMALS),
                Money.rescale(total.quoteCash(), total.moneyDecimals(), Money.E8_DECIMALS), buffer.getLong(slot + BASELINE_OFFSET));
    }

    @Override
    public void onBaseline(final int instrumentId, final long baselineE8) {
        final int slot = slot(instrumentId);
        write(slot, buffer.getLong(slot + QUANTITY_OFFSET), buffer.getLong(slot + HELD_OFFSET), buffer.getLong(slot + CASH_OFFSET),
                baselineE8);
    }

    /** The stores between the two of the sequence are plain; the fence keeps the first before them, the release the second behind. */
    private void write(final int slot, final long quantity, final long heldE8, final long cashE8, final long baselineE8) {
        final long sequence = buffer.getLong(slot + SEQUENCE_OFFSET) | 1;
        buffer.putLong(slot + SEQUENCE_OFFSET, sequence);
        VarHandle.storeStoreFence();
        buffer.putLong(slot + QUANTITY_OFFSET, quantity);
        buffer.putLong(slot + HELD_OFFSET, heldE8);
        buffer.putLong(slot + CASH_OFFSET, cashE8);
        buffer.putLong(slot + BASELINE_OFFSET, baselineE8);
        buffer.putLong(slot + CHECK_OFFSET, check(quantity, heldE8, cashE8, baselineE8));
        buffer.putLongRelease(slot + SEQUENCE_OFFSET, sequence + 1);
    }

    private void describe(final Instrument instrument) {
        final int slot = slot(instrument.instrumentId());
        final byte[] text = String.join(SEPARATOR, instrument.venue().key(), instrument.symbol(), instrument.venueSymbol(),
                instrument.baseAsset(), instrument.quoteAsset()).getBytes(StandardCharsets.UTF_8);
        if (text.length > TEXT_LENGTH_MAX) {
            throw new IllegalArgumentException("names too long for the file of positions: " + instrument);
        }
        buffer.setMemory(slot + CRC_OFFSET, SLOT_LENGTH - CRC_OFFSET, (byte) 0);
        buffer.putLong(slot + DECIMALS_OFFSET, instrument.quantityDecimals());
        buffer.putLong(slot + LOT_OFFSET, instrument.lotSize());
        buffer.putLong(slot + LEAST_OFFSET, instrument.quantityMin());
        buffer.putInt(slot + TEXT_LENGTH_OFFSET, text.length);
        buffer.putBytes(slot + TEXT_OFFSET, text);
        buffer.putLong(slot + CRC_OFFSET, crc(buffer, slot));
        write(slot, 0, 0, 0, UNKNOWN);
    }

    /**
     * All positions of a venue, as they stand at this moment.
     *
     * @throws IOException where there are none to read, in words for a person: the file is missing, damaged, or an engine is starting
     */
    public static List<KnownPosition> read(final Path directory, final String venueKey) throws IOException {
        final Path path = directory.resolve(FILE_NAME);
        if (!Files.exists(path)) {
            throw new IOException("there is no file " + path + ": no engine has written down what it holds");
        }
        final UnsafeBuffer buffer;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final long length = Math.min(channel.size(), HEADER_LENGTH + (long) SLOTS_MAX * SLOT_LENGTH);
            buffer = new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
        }
        if (buffer.capacity() < HEADER_LENGTH || buffer.getLong(MAGIC_OFFSET) != MAGIC) {
            throw new IOException("the file " + path + " is damaged");
        }
        if (buffer.getLongVolatile(VALID_OFFSET) != VALID) {
            throw new IOException("the file " + path + " does not count: an engine is starting, or has not traded at the venues");
        }
        final long slots = buffer.getLong(SLOTS_OFFSET);
        if (slots < 0 || slots > (buffer.capacity() - HEADER_LENGTH) / SLOT_LENGTH) {
            throw new IOException("the file " + path + " is damaged: " + slots + " instruments");
        }
        final List<KnownPosition> positions = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            final KnownPosition position = read(buffer, slot(i), path);
            if (position.venueKey().equals(venueKey)) {
                positions.add(position);
            }
        }
        return positions;
    }

    private static KnownPosition read(final UnsafeBuffer buffer, final int slot, final Path path) throws IOException {
        final int length = buffer.getInt(slot + TEXT_LENGTH_OFFSET);
        if (length < 0 || length > TEXT_LENGTH_MAX || buffer.getLong(slot + CRC_OFFSET) != crc(buffer, slot)) {
            throw new IOException("the file " + path + " is damaged: an instrument's name or steps");
        }
        final byte[] text = new byte[length];
        buffer.getBytes(slot + TEXT_OFFSET, text);
        final String[] names = new String(text, StandardCharsets.UTF_8).split(SEPARATOR, -1);
        final KnownPosition.Terms terms = new KnownPosition.Terms((int) buffer.getLong(slot + DECIMALS_OFFSET),
                buffer.getLong(slot + LOT_OFFSET), buffer.getLong(slot + LEAST_OFFSET));
        final long startNs = System.nanoTime();
        do {
            final long sequence = buffer.getLongVolatile(slot + SEQUENCE_OFFSET);
            final long quantity = buffer.getLong(slot + QUANTITY_OFFSET);
            final long heldE8 = buffer.getLong(slot + HELD_OFFSET);
            final long cashE8 = buffer.getLong(slot + CASH_OFFSET);
            final long baselineE8 = buffer.getLong(slot + BASELINE_OFFSET);
            final long check = buffer.getLong(slot + CHECK_OFFSET);
            VarHandle.acquireFence();
            if ((sequence & 1) == 0 && buffer.getLong(slot + SEQUENCE_OFFSET) == sequence) {
                final boolean whole = check == check(quantity, heldE8, cashE8, baselineE8);
                return new KnownPosition(names[0], names[1], names[2], names[3], names[4], terms, quantity, heldE8, cashE8, baselineE8,
                        whole ? "" : "its numbers in the file of positions are damaged");
            }
            Thread.yield();
        } while (System.nanoTime() - startNs < WRITING_MAX_NS);
        return new KnownPosition(names[0], names[1], names[2], names[3], names[4], terms, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN,
                "its numbers in the file of positions are half written");
    }

    private static UnsafeBuffer map(final Path path, final int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() < length) {
                channel.write(ByteBuffer.allocate(1), length - 1L);
            }
            return new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, length));
        }
    }

    private static long crc(final UnsafeBuffer buffer, final int slot) {
        final byte[] bytes = new byte[SLOT_LENGTH - DECIMALS_OFFSET];
        buffer.getBytes(slot + DECIMALS_OFFSET, bytes);
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Not zero for zeros: a page that was lost is no position of zero. */
    private static long check(final long quantity, final long heldE8, final long cashE8, final long baselineE8) {
        long check = MAGIC;
        check = check * 31 + quantity;
        check = check * 31 + heldE8;
        check = check * 31 + cashE8;
        return check * 31 + baselineE8;
    }

    private static int slot(final int instrumentId) {
        return HEADER_LENGTH + instrumentId * SLOT_LENGTH;
    }
}
