package io.peregrine.bench.tick;

import java.nio.charset.StandardCharsets;
import org.agrona.AsciiSequenceView;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds values in a request by their names, as text.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> {@link #value} is valid until the next {@link #find}. <b>Allocates:</b> none.
 */
final class RequestText {
    static final byte[] ID = name("id");
    static final byte[] METHOD = name("method");
    static final byte[] CLIENT_ORDER_ID = name("newClientOrderId");
    static final byte[] PRICE = name("price");
    static final byte[] QUANTITY = name("quantity");
    static final byte[] SIDE = name("side");
    static final byte[] ORDER_ID = name("orderId");

    private final UnsafeBuffer request = new UnsafeBuffer(0, 0);
    private final AsciiSequenceView value = new AsciiSequenceView();

    void wrap(final UnsafeBuffer buffer, final int offset, final int length) {
        request.wrap(buffer, offset, length);
    }

    /** The value of a name that must be there, without quotes. */
    AsciiSequenceView find(final byte[] name) {
        for (int i = 0, last = request.capacity() - name.length; i < last; i++) {
            if (matches(i, name)) {
                int start = i + name.length;
                if (request.getByte(start) == '"') {
                    start++;
                }
                value.wrap(request, start, end(start) - start);
                return value;
            }
        }
        throw new IllegalStateException("no " + new String(name, StandardCharsets.US_ASCII) + " in "
                + request.getStringWithoutLengthAscii(0, request.capacity()));
    }

    AsciiSequenceView value() {
        return value;
    }

    private boolean matches(final int index, final byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (request.getByte(index + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int end(final int start) {
        int end = start;
        while (request.getByte(end) != '"' && request.getByte(end) != ',' && request.getByte(end) != '}') {
            end++;
        }
        return end;
    }

    private static byte[] name(final String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}
