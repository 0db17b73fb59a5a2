package io.peregrine.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A second, plain codec of frames, written from the RFC for tests only. */
final class Frames {
    private Frames() {
    }

    static byte[] text(final String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param first the whole first byte: FIN, reserved bits, opcode */
    static byte[] frame(final int first, final byte[] payload) {
        final ByteBuffer buffer = ByteBuffer.allocate(10 + payload.length).put((byte) first);
        if (payload.length < 126) {
            buffer.put((byte) payload.length);
        } else if (payload.length <= 0xFFFF) {
            buffer.put((byte) 126).putShort((short) payload.length);
        } else {
            buffer.put((byte) 127).putLong(payload.length);
        }
        buffer.put(payload).flip();
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static byte[] close(final int code, final String reason) {
        final byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return frame(0x88, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
    }

    static byte[] hex(final String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static byte[] join(final byte[]... parts) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (final byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** Reads one frame of a client and tells it as {@code <first byte hex> <payload as text>}; {@code end} at the end of the stream. */
    static String read(final InputStream input) throws IOException {
        final DataInputStream data = new DataInputStream(input);
        final int first = data.read();
        if (first < 0) {
            return "end";
        }
        final int second = data.readUnsignedByte();
        if ((second & 0x80) == 0) {
            throw new IOException("a client's frame must be masked");
        }
        final int shortLength = second & 0x7F;
        final int length = shortLength < 126 ? shortLength : shortLength == 126 ? data.readUnsignedShort() : (int) data.readLong();
        final byte[] mask = data.readNBytes(4);
        final byte[] payload = data.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if (first == 0x88) {
            return "88 " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF);
        }
        return Integer.toHexString(first) + " " + new String(payload, StandardCharsets.UTF_8);
    }
}
