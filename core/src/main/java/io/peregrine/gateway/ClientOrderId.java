package io.peregrine.gateway;

import io.peregrine.message.ExecutionReportDecoder;
import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The text form of a client order id at the venue: {@code pg} and sixteen hexadecimal digits. It is unique across restarts because the
 * number is, and anything else is an order that this engine did not place.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none but {@link #text}.
 */
public final class ClientOrderId {
    public static final int LENGTH = 18;
    /** Not one of ours. */
    public static final long FOREIGN = ExecutionReportDecoder.clientOrderIdNullValue();

    private ClientOrderId() {
    }

    /** Writes {@link #LENGTH} bytes. */
    public static void put(final MutableDirectBuffer buffer, final int index, final long clientOrderId) {
        buffer.putByte(index, (byte) 'p');
        buffer.putByte(index + 1, (byte) 'g');
        for (int i = 0; i < 16; i++) {
            final int nibble = (int) (clientOrderId >>> (60 - 4 * i)) & 0xf;
            buffer.putByte(index + 2 + i, (byte) (nibble < 10 ? '0' + nibble : 'a' + nibble - 10));
        }
    }

    /** The same as a text of its own. Allocates. */
    public static String text(final long clientOrderId) {
        return "pg" + HexFormat.of().toHexDigits(clientOrderId);
    }

    /** The number, or {@link #FOREIGN}. */
    public static long parse(final DirectBuffer buffer, final int index, final int length) {
        if (length != LENGTH || buffer.getByte(index) != 'p' || buffer.getByte(index + 1) != 'g') {
            return FOREIGN;
        }
        long value = 0;
        for (int i = 2; i < LENGTH; i++) {
            final byte c = buffer.getByte(index + i);
            final int nibble;
            if (c >= '0' && c <= '9') {
                nibble = c - '0';
            } else if (c >= 'a' && c <= 'f') {
                nibble = c - 'a' + 10;
            } else {
                return FOREIGN;
            }
            value = value << 4 | nibble;
        }
        return value;
    }
}
