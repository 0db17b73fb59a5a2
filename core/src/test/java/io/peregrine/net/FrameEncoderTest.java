package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Client frames, byte for byte. */
class FrameEncoderTest {
    @Test
    void writesTheMaskedHelloOfTheRfc() {
        final UnsafeBuffer payload = new UnsafeBuffer("..Hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        final UnsafeBuffer target = new UnsafeBuffer(new byte[12]);
        assertEquals(11, FrameEncoder.encode(target, 1, Opcode.TEXT, payload, 2, 5, 0x3D21FA37));
        assertArrayEquals(Frames.hex("00 81 85 37 fa 21 3d 7f 9f 4d 51 58"), target.byteArray());
    }

    @Test
    void everyLengthIsReadBackByAnotherCodec() throws IOException {
        for (final int length : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 124, 125, 126, 127, 65_535, 65_536, 70_001}) {
            final String text = "abcdefghijklm".repeat(length / 13 + 1).substring(0, length);
            final UnsafeBuffer payload = new UnsafeBuffer(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            final UnsafeBuffer target = new UnsafeBuffer(new byte[length + FrameEncoder.HEADER_LENGTH_MAX]);
            final int frameLength = FrameEncoder.encode(target, 0, Opcode.TEXT, payload, 0, length, 0x8100FF7E);
            assertEquals(FrameEncoder.frameLength(length), frameLength);
            assertEquals("81 " + text, Frames.read(new ByteArrayInputStream(target.byteArray(), 0, frameLength)));
        }
    }
}
