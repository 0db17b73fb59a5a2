package io.peregrine.net;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/**
 * Takes server frames out of a buffer, one a call, and puts fragments together; RFC 6455 section 5. An unfragmented message stays where it
 * is: {@link #payloadBuffer} is then the caller's own buffer.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Memory:</b> the payload is valid until the next call. <b>Allocates:</b> only for
 * fragmented messages longer than any before, up to the maximum. <b>Errors:</b> as {@link Result#ERROR}, never thrown; a length is refused
 * by its header, before memory is found for it.
 */
final class FrameDecoder {
    /** What {@link #decode} found. */
    enum Result {
        /** Not a whole frame; {@link #requiredLength} says how many bytes are needed, as far as is known. */
        INCOMPLETE,
        /** A part of a message that is not the last one. Nothing to deliver. */
        FRAGMENT,
        /** A whole message, by one frame or by the last of several. */
        MESSAGE,
        /** A ping, to be answered with the same payload. */
        PING,
        /** A pong. */
        PONG,
        /** A Close. */
        CLOSE,
        /** Against the protocol, or too long; see {@link #errorCode} and {@link #errorText}. The connection can not go on. */
        ERROR
    }

    /** Shortest frame. */
    static final int HEADER_LENGTH_MIN = 2;

    private static final int CONTROL_PAYLOAD_MAX = 125;

    private final int messageLengthMax;
    private final ExpandableDirectByteBuffer fragments = new ExpandableDirectByteBuffer(128);
    private int fragmentsLength;
    private boolean fragmented;
    private boolean text;

    private DirectBuffer payloadBuffer;
    private int payloadOffset;
    private int payloadLength;
    private int requiredLength;
    private int errorCode;
    private String errorText;

    FrameDecoder(final int messageLengthMax) {
        this.messageLengthMax = messageLengthMax;
    }

    /** Forgets a half-received message: a new connection begins. */
    void reset() {
        fragmented = false;
        fragmentsLength = 0;
    }

    /** Looks at one frame that starts at {@code offset}. */
    Result decode(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_LENGTH_MIN) {
            return incomplete(HEADER_LENGTH_MIN);
        }
        final int first = buffer.getByte(offset) & 0xFF;
        final int second = buffer.getByte(offset + 1) & 0xFF;
        final boolean last = (first & 0x80) != 0;
        final int opcode = first & 0x0F;
        final int shortLength = second & 0x7F;
        final String violation = violation(first, second);
        if (violation != null) {
            return error(CloseCode.PROTOCOL_ERROR, violation);
        }
        final int headerLength = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
        if (length < headerLength) {
            return incomplete(headerLength);
        }
        final long frameLength = frameLength(buffer, offset, shortLength);
        final boolean control = Opcode.isControl(opcode);
        // A negative length has its forbidden top bit set; it is refused with the longest.
        if (frameLength < 0 || !control && frameLength > messageLengthMax - fragmentsLength) {
            return error(CloseCode.TOO_BIG, "message longer than " + messageLengthMax + " bytes");
        }
        requiredLength = headerLength + (int) frameLength;
        if (length < requiredLength) {
            return Result.INCOMPLETE;
        }
        payloadBuffer = buffer;
        payloadOffset = offset + headerLength;
        payloadLength = (int) frameLength;
        return control ? control(opcode) : data(opcode, last);
    }

    /** Bytes that the frame takes; to be skipped after each result but INCOMPLETE and ERROR. */
    int requiredLength() {
        return requiredLength;
    }

    DirectBuffer payloadBuffer() {
        return payloadBuffer;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** Is the message text, and not binary? */
    boolean text() {
        return text;
    }

    int errorCode() {
        return errorCode;
    }

    String errorText() {
        return errorText;
    }

    private String violation(final int first, final int second) {
        final int opcode = first & 0x0F;
        if ((first & 0x70) != 0) {
            return "reserved bits set";
        }
        if ((second & 0x80) != 0) {
            return "masked frame from a server";
        }
        if (!Opcode.isKnown(opcode)) {
            return "unknown opcode";
        }
        if (Opcode.isControl(opcode)) {
            return (first & 0x80) == 0 ? "fragmented control frame" : second > CONTROL_PAYLOAD_MAX ? "control frame too long" : null;
        }
        if (opcode == Opcode.CONTINUATION) {
            return fragmented ? null : "continuation of nothing";
        }
        return fragmented ? "message inside a fragmented message" : null;
    }

    private static long frameLength(final DirectBuffer buffer, final int offset, final int shortLength) {
        return switch (shortLength) {
            case 126 -> buffer.getShort(offset + 2, ByteOrder.BIG_ENDIAN) & 0xFFFF;
            case 127 -> buffer.getLong(offset + 2, ByteOrder.BIG_ENDIAN);
            default -> shortLength;
        };
    }

    private Result control(final int opcode) {
        return switch (opcode) {
            case Opcode.PING -> Result.PING;
            case Opcode.PONG -> Result.PONG;
            default -> Result.CLOSE;
        };
    }

    private Result data(final int opcode, final boolean last) {
        if (opcode != Opcode.CONTINUATION) {
            text = opcode == Opcode.TEXT;
            if (last) {
                return Result.MESSAGE;
            }
            fragmented = true;
        }
        fragments.putBytes(fragmentsLength, payloadBuffer, payloadOffset, payloadLength);
        fragmentsLength += payloadLength;
        if (!last) {
            return Result.FRAGMENT;
        }
        payloadBuffer = fragments;
        payloadOffset = 0;
        payloadLength = fragmentsLength;
        reset();
        return Result.MESSAGE;
    }

    private Result incomplete(final int required) {
        requiredLength = required;
        return Result.INCOMPLETE;
    }

    private Result error(final int code, final String reason) {
        errorCode = code;
        errorText = reason;
        return Result.ERROR;
    }
}
