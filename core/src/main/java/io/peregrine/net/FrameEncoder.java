package io.peregrine.net;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes masked, unfragmented client frames; RFC 6455 section 5.
 * <pre>
 *  byte 0       1          2 (126) or 8 (127)    4     length
 * +-----------+----------+--------------------+------+------------------+
 * | FIN opcode| 1 length | longer length, BE  | mask | payload XOR mask |
 * +-----------+----------+--------------------+------+------------------+
 * </pre>
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
final class FrameEncoder {
    /** Longest header: 2 + 8 + 4. */
    static final int HEADER_LENGTH_MAX = 14;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK_LENGTH = 4;

    private FrameEncoder() {
    }

    /** Length of a frame with such a payload. */
    static int frameLength(final int payloadLength) {
        return lengthFieldEnd(payloadLength) + MASK_LENGTH + payloadLength;
    }

    /**
     * Writes one frame, masking eight bytes at a time.
     *
     * @return its length
     */
    static int encode(
            final MutableDirectBuffer target, final int targetOffset, final int opcode,
            final DirectBuffer payload, final int offset, final int length, final int mask) {
        final int maskOffset = targetOffset + lengthFieldEnd(length);
        target.putByte(targetOffset, (byte) (FIN | opcode));
        if (length < 126) {
            target.putByte(targetOffset + 1, (byte) (MASKED | length));
        } else if (length < 1 << 16) {
            target.putByte(targetOffset + 1, (byte) (MASKED | 126));
            target.putShort(targetOffset + 2, (short) length, ByteOrder.BIG_ENDIAN);
        } else {
            target.putByte(targetOffset + 1, (byte) (MASKED | 127));
            target.putLong(targetOffset + 2, length, ByteOrder.BIG_ENDIAN);
        }
        target.putInt(maskOffset, mask, ByteOrder.LITTLE_ENDIAN);
        mask(target, maskOffset + MASK_LENGTH, payload, offset, length, mask);
        return maskOffset + MASK_LENGTH + length - targetOffset;
    }

    private static void mask(
            final MutableDirectBuffer target, final int targetOffset,
            final DirectBuffer payload, final int offset, final int length, final int mask) {
        final long mask8 = (mask & 0xFFFF_FFFFL) << 32 | mask & 0xFFFF_FFFFL;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            final long bytes = payload.getLong(offset + i, ByteOrder.LITTLE_ENDIAN);
            target.putLong(targetOffset + i, bytes ^ mask8, ByteOrder.LITTLE_ENDIAN);
        }
        for (; i < length; i++) {
            target.putByte(targetOffset + i, (byte) (payload.getByte(offset + i) ^ mask >> (i & 3) * 8));
        }
    }

    private static int lengthFieldEnd(final int length) {
        return length < 126 ? 2 : length < 1 << 16 ? 4 : 10;
    }
}
