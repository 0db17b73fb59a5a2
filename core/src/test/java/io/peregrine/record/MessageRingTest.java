package io.peregrine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Messages of any length come out of the ring as they went in, or do not go in. */
class MessageRingTest {
    private static final int CAPACITY = 1 << 16;
    private static final long SEED = 7;

    private final MessageRing ring = new MessageRing(CAPACITY);

    @Test
    void messagesComeOutWholeAndInOrder() throws IOException {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Queue<byte[]> expected = new ArrayDeque<>();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            final byte[] message = new byte[random.nextInt(10) == 0 ? random.nextInt(CAPACITY) : random.nextInt(2_000)];
            random.nextBytes(message);
            if (ring.offer(i, new UnsafeBuffer(message), 0, message.length)) {
                expected.add(message);
            } else {
                refused++;
            }
            if (random.nextInt(3) == 0) {
                poll(expected, random.nextInt(1, 12));
            }
        }
        while (!expected.isEmpty()) {
            poll(expected, 100);
        }
        assertTrue(refused > 100, "refused " + refused + ", seed " + SEED);
        assertFalse(ring.crowded());
    }

    @Test
    void aMessageLongerThanTheRingDoesNotGoIn() {
        assertFalse(ring.offer(1, new UnsafeBuffer(new byte[CAPACITY]), 0, CAPACITY));
        assertTrue(ring.offer(1, new UnsafeBuffer(new byte[CAPACITY / 2]), 0, CAPACITY / 2));
        assertTrue(ring.crowded());
    }

    @Test
    void aSinkThatFailsIsNotCalledAgain() {
        for (int i = 0; i < 3; i++) {
            assertTrue(ring.offer(i, new UnsafeBuffer(new byte[8]), 0, 8));
        }
        final int[] calls = new int[1];
        final MessageRing.Sink sink = (timeNs, buffer, offset, length) -> {
            calls[0]++;
            throw new IOException("disk full");
        };
        for (int i = 0; i < 2; i++) {
            assertEquals("disk full", assertThrows(IOException.class, () -> ring.poll(sink, 10)).getMessage());
        }
        assertEquals(1, calls[0]);
    }

    private void poll(final Queue<byte[]> expected, final int limit) throws IOException {
        ring.poll((final long timeNs, final DirectBuffer buffer, final int offset, final int length) -> {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            assertArrayEquals(expected.remove(), message);
        }, limit);
    }
}
