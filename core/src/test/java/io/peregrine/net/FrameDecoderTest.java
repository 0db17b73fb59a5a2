package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.net.FrameDecoder.Result;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Server frames, one rule of RFC 6455 a test. */
class FrameDecoderTest {
    private static final int LENGTH_MAX = 1000;

    @Test
    void theExamplesOfTheRfc() {
        assertEquals(List.of("text Hello"), decode("81 05 48 65 6c 6c 6f"));
        assertEquals(List.of("text Hello"), decode("01 03 48 65 6c 80 02 6c 6f"));
        assertEquals(List.of("ping Hello"), decode("89 05 48 65 6c 6c 6f"));
        assertEquals(List.of("pong Hello"), decode("8a 05 48 65 6c 6c 6f"));
        assertEquals(List.of("binary 256"), decode("82 7e 01 00" + " 00".repeat(256)));
    }

    @Test
    void controlFramesMayComeBetweenFragments() {
        assertEquals(List.of("ping ", "close ", "text ab"), decode("01 01 61 89 00 88 00 80 01 62"));
    }

    @Test
    void lengthsMayBeLongerThanNeeded() {
        assertEquals(List.of("text a", "text b"), decode("81 7e 00 01 61 81 7f 00 00 00 00 00 00 00 01 62"));
    }

    @Test
    void anUnfinishedFrameSaysHowMuchItNeeds() {
        assertRequires(2, "");
        assertRequires(2, "81");
        assertRequires(4, "81 7e");
        assertRequires(10, "81 7f 00 00 00 00 00 00 00");
        assertRequires(7, "81 05 48 65");
        assertRequires(4 + 1000, "81 7e 03 e8");
    }

    @Test
    void reservedBitsAndOpcodesAreRefused() {
        for (final String first : List.of("c1", "a1", "91")) {
            assertEquals(List.of("error 1002 reserved bits set"), decode(first + " 00"));
        }
        for (final String first : List.of("83", "87", "8b", "8f")) {
            assertEquals(List.of("error 1002 unknown opcode"), decode(first + " 00"));
        }
    }

    @Test
    void maskedFramesAreRefused() {
        assertEquals(List.of("error 1002 masked frame from a server"), decode("81 85 37 fa 21 3d 7f 9f 4d 51 58"));
    }

    @Test
    void controlFramesAreShortAndWhole() {
        assertEquals(List.of("error 1002 fragmented control frame"), decode("09 00"));
        assertEquals(List.of("error 1002 control frame too long"), decode("89 7e 00 7e"));
    }

    @Test
    void fragmentsComeInOrder() {
        assertEquals(List.of("error 1002 continuation of nothing"), decode("80 00"));
        assertEquals(List.of("error 1002 message inside a fragmented message"), decode("01 00 81 00"));
        assertEquals(List.of("text ", "error 1002 continuation of nothing"), decode("01 00 80 00 00 00"));
    }

    @Test
    void theLongestMessageIsBoundedAlsoInFragments() {
        final String error = "error 1009 message longer than 1000 bytes";
        assertEquals(List.of("binary 1000"), decode("82 7e 03 e8" + " 00".repeat(1000)));
        assertEquals(List.of(error), decode("82 7e 03 e9"));
        assertEquals(List.of(error), decode("82 7f 7f ff ff ff ff ff ff ff"));
        assertEquals(List.of(error), decode("82 7f 80 00 00 00 00 00 00 00"));
        assertEquals(List.of("binary 1000"), decode("02 7e 03 e7" + " 00".repeat(999) + " 80 01 00"));
        assertEquals(List.of(error), decode("02 7e 03 e7" + " 00".repeat(999) + " 80 02 00"));
        assertEquals(List.of(error), decode("02 7e 03 e7" + " 00".repeat(999) + " 80 7f 7f ff ff ff ff ff ff ff"));
    }

    @Test
    void aResetForgetsTheHalfMessage() {
        final FrameDecoder decoder = new FrameDecoder(LENGTH_MAX);
        assertEquals(List.of(), DecodedFrames.of(decoder, Frames.hex("01 01 61")));
        decoder.reset();
        assertEquals(List.of("text b"), DecodedFrames.of(decoder, Frames.hex("81 01 62")));
    }

    private static List<String> decode(final String hex) {
        return DecodedFrames.of(new FrameDecoder(LENGTH_MAX), Frames.hex(hex));
    }

    private static void assertRequires(final int required, final String hex) {
        final byte[] bytes = Frames.hex(hex);
        final FrameDecoder decoder = new FrameDecoder(LENGTH_MAX);
        assertEquals(Result.INCOMPLETE, decoder.decode(new UnsafeBuffer(bytes), 0, bytes.length));
        assertEquals(required, decoder.requiredLength());
    }
}
