package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However messages are cut into fragments, and frames into reads, the same messages come out. */
class FrameDecoderPropertyTest {
    private static final int ROUNDS = 300;
    private static final int LENGTH_MAX = 5_000;

    @Test
    void theSameMessagesComeOutOfEveryCutting() {
        final long seed = Long.getLong("peregrine.seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            final List<String> expected = new ArrayList<>();
            final byte[] stream = stream(random, expected);
            assertEquals(expected, decodeInPieces(random, stream), "-Dperegrine.seed=" + seed + " round " + round);
        }
    }

    private static byte[] stream(final Random random, final List<String> expected) {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int message = random.nextInt(20); message >= 0; message--) {
            final String text = "m".repeat(random.nextInt(4) == 0 ? random.nextInt(LENGTH_MAX) : random.nextInt(140)) + message;
            final byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
            int from = 0;
            int opcode = Opcode.TEXT;
            for (int fragment = random.nextInt(4); fragment > 0; fragment--) {
                final int to = from + random.nextInt(payload.length - from + 1);
                stream.writeBytes(Frames.frame(opcode, Arrays.copyOfRange(payload, from, to)));
                if (random.nextInt(3) == 0) {
                    final String ping = "p".repeat(random.nextInt(126));
                    stream.writeBytes(Frames.frame(0x80 | Opcode.PING, ping.getBytes(StandardCharsets.ISO_8859_1)));
                    expected.add("ping " + ping);
                }
                from = to;
                opcode = Opcode.CONTINUATION;
            }
            stream.writeBytes(Frames.frame(0x80 | opcode, Arrays.copyOfRange(payload, from, payload.length)));
            expected.add("text " + text);
        }
        return stream.toByteArray();
    }

    private static List<String> decodeInPieces(final Random random, final byte[] stream) {
        final FrameDecoder decoder = new FrameDecoder(LENGTH_MAX + 10);
        final List<String> events = new ArrayList<>();
        byte[] held = new byte[0];
        int next = 0;
        while (next < stream.length) {
            final int count = Math.min(stream.length - next, 1 + random.nextInt(random.nextBoolean() ? 3 : 3000));
            held = Frames.join(held, Arrays.copyOfRange(stream, next, next + count));
            next += count;
            held = Arrays.copyOfRange(held, DecodedFrames.into(events, decoder, held, held.length), held.length);
        }
        assertEquals(0, held.length);
        return events;
    }
}
