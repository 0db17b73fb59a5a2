package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.net.FrameDecoder.Result;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever bytes come: nothing is thrown, nothing is read outside, every step makes progress, and no length goes over the maximum. */
class FrameDecoderFuzzTest {
    private static final int ROUNDS = 200_000;
    private static final int LENGTH_MAX = 300;
    private static final int GUARD = 16;

    @Test
    void randomAndMutatedBytesNeverHarm() {
        final long seed = Long.getLong("peregrine.seed", System.nanoTime());
        final Random random = new Random(seed);
        final byte[] sample = Frames.join(Frames.text("hello"), Frames.frame(0x01, new byte[130]), Frames.frame(0x89, new byte[3]),
                Frames.frame(0x80, new byte[20]), Frames.close(1000, "bye"));
        int messages = 0;
        int errors = 0;
        final FrameDecoder decoder = new FrameDecoder(LENGTH_MAX);
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] bytes = round % 2 == 0 ? sample.clone() : new byte[random.nextInt(64)];
            if (round % 2 == 0) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            } else {
                random.nextBytes(bytes);
            }
            decoder.reset();
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[bytes.length + 2 * GUARD], GUARD, bytes.length);
            buffer.putBytes(0, bytes);
            int offset = 0;
            Result result = null;
            while (result != Result.INCOMPLETE && result != Result.ERROR) {
                result = decoder.decode(buffer, offset, bytes.length - offset);
                final String where = "-Dperegrine.seed=" + seed + " round " + round;
                if (result == Result.MESSAGE) {
                    messages++;
                    assertTrue(decoder.payloadLength() <= LENGTH_MAX, where);
                }
                if (result == Result.INCOMPLETE) {
                    assertTrue(decoder.requiredLength() > bytes.length - offset && decoder.requiredLength() <= LENGTH_MAX + 10, where);
                } else if (result == Result.ERROR) {
                    errors++;
                } else {
                    assertTrue(decoder.requiredLength() >= 2, where);
                    offset += decoder.requiredLength();
                    assertTrue(offset <= bytes.length, where);
                }
            }
        }
        assertTrue(messages > ROUNDS / 10 && errors > ROUNDS / 10, () -> "the fuzz is blunt, seed " + seed);
    }
}
