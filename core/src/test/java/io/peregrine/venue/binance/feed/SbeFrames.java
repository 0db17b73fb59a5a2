package io.peregrine.venue.binance.feed;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes Binance's binary messages by the schema, independently of the decoder. */
final class SbeFrames {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
    private int length;

    private SbeFrames(final int blockLength, final int template) {
        u16(blockLength).u16(template).u16(1).u16(0);
    }

    static UnsafeBuffer depth(final String symbol, final long timeUs, final long first, final long last, final long[][] bids,
            final long[][] asks) {
        return new SbeFrames(26, 10_003).i64(timeUs).i64(first).i64(last).i8(-1).i8(0).levels(bids).levels(asks).symbol(symbol);
    }

    static UnsafeBuffer best(final String symbol, final long timeUs, final long id, final long... top) {
        final SbeFrames frame = new SbeFrames(50, 10_001).i64(timeUs).i64(id).i8(-1).i8(0);
        for (final long value : top) {
            frame.i64(value);
        }
        return frame.symbol(symbol);
    }

    static UnsafeBuffer trades(final String symbol, final long timeUs, final long[]... trades) {
        final SbeFrames frame = new SbeFrames(18, 10_000).i64(timeUs).i64(timeUs).i8(-1).i8(0).u16(25);
        frame.bytes.putInt(frame.length, trades.length, ORDER);
        frame.length += Integer.BYTES;
        for (final long[] trade : trades) {
            frame.i64(trade[0]).i64(trade[1]).i64(trade[2]).i8((int) trade[3]);
        }
        return frame.symbol(symbol);
    }

    private SbeFrames levels(final long[][] levels) {
        u16(16).u16(levels.length);
        for (final long[] level : levels) {
            i64(level[0]).i64(level[1]);
        }
        return this;
    }

    private SbeFrames u16(final int value) {
        bytes.putShort(length, (short) value, ORDER);
        length += Short.BYTES;
        return this;
    }

    private SbeFrames i64(final long value) {
        bytes.putLong(length, value, ORDER);
        length += Long.BYTES;
        return this;
    }

    private SbeFrames i8(final int value) {
        bytes.putByte(length++, (byte) value);
        return this;
    }

    private UnsafeBuffer symbol(final String symbol) {
        final byte[] ascii = symbol.getBytes(StandardCharsets.US_ASCII);
        i8(ascii.length);
        bytes.putBytes(length, ascii);
        final byte[] frame = new byte[length + ascii.length];
        bytes.getBytes(0, frame);
        return new UnsafeBuffer(frame);
    }
}
