package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.net.HttpResponse.Result;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Responses byte by byte: however they are cut, they read the same. */
class HttpResponseTest {
    private static final int BYTES_MAX = 4096;
    private static final String PLAIN =
            "HTTP/1.1 200 OK\r\nDate: today\r\nContent-length: 7\r\nCB-AFTER: 1234\r\nX-Long:   a b \r\n\r\n{\"a\":1}";
    private static final String CHUNKED = "HTTP/1.1 429 Too Many\r\nTransfer-Encoding: chunked\r\nRetry-After: 3\r\n\r\n"
            + "4;why=not\r\nWiki\r\n6\r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\nTrailer: x\r\n\r\n";

    private final HttpResponse response = new HttpResponse(BYTES_MAX);

    @Test
    void aBodyOfAKnownLengthReadsTheSameHoweverItIsCut() {
        byteByByte(PLAIN);
        assertEquals(200, response.status());
        assertTrue(response.ok());
        assertEquals("{\"a\":1}", response.text(100));
        assertEquals(1234, response.number(name("cb-after")));
        assertEquals("a b", response.field(name("x-long")));
        assertNull(response.field(name("long")));
        assertEquals(-1, response.number(name("date")));
        assertTrue(response.keepsAlive());
    }

    @Test
    void chunksAreJoinedHoweverTheyAreCut() {
        byteByByte(CHUNKED);
        assertEquals(429, response.status());
        assertEquals("Wikipedia in \r\n\r\nchunks.", response.text(100));
        assertEquals(3, response.number(name("retry-after")));
        assertTrue(response.keepsAlive());
    }

    @Test
    void whatFollowsAResponseIsNotTaken() {
        for (final String first : new String[] {PLAIN, CHUNKED}) {
            final UnsafeBuffer buffer = buffer("..." + first + PLAIN);
            response.reset();
            assertEquals(Result.COMPLETE, response.decode(buffer, 3, buffer.capacity() - 3, false));
            assertEquals(first.length(), response.length());
        }
    }

    @Test
    void aBodyWithoutALengthLastsUntilTheEnd() {
        final UnsafeBuffer buffer = buffer("HTTP/1.0 503 Busy\r\nConnection: Close\r\n\r\nlater");
        assertEquals(Result.INCOMPLETE, response.decode(buffer, 0, buffer.capacity(), false));
        assertEquals(Result.COMPLETE, response.decode(buffer, 0, buffer.capacity(), true));
        assertEquals("later", response.text(100));
        assertFalse(response.keepsAlive());
    }

    @Test
    void aResponseWithoutABodyIsWhole() {
        byteByByte("HTTP/1.1 204 No Content\r\n\r\n");
        assertEquals(0, response.body().capacity());
        assertTrue(response.keepsAlive());
    }

    @Test
    void whatIsLongerThanTheBoundIsRefused() {
        assertRefused("HTTP/1.1 200 OK\r\nContent-Length: 4097\r\n\r\n", "a body of 4097 bytes");
        assertRefused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1001\r\n", "body of more than 4096");
        assertRefused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n", "wrong length");
        assertRefused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "wrong length");
        assertRefused("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(BYTES_MAX + 1), "more than 4096");
        assertRefused("HTTP/1.1 200 OK\r\nX: " + "y".repeat(HttpResponse.HEAD_BYTES_MAX), "head of more than");
    }

    @Test
    void whatIsNoHttpIsRefused() {
        assertRefused("SSH-2.0-OpenSSH_9.6\r\n\r\n", "no HTTP");
        assertRefused("HTTP/1.1 2x0 OK\r\n\r\n", "no HTTP");
        assertRefused("\r\n\r\n\r\n\r\n", "no HTTP");
    }

    @Test
    void noBytesThrow() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            final byte[] bytes = (round % 2 == 0 ? PLAIN : CHUNKED).getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            response.reset();
            try {
                if (response.decode(buffer, 0, bytes.length, round % 3 == 0) == Result.COMPLETE) {
                    assertTrue(response.length() <= bytes.length);
                    response.number(name("retry-after"));
                    response.field(name("cb-after"));
                }
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private void byteByByte(final String text) {
        final UnsafeBuffer buffer = buffer("??" + text);
        response.reset();
        for (int available = 0; available < text.length(); available++) {
            assertEquals(Result.INCOMPLETE, response.decode(buffer, 2, available, false), "after " + available + " bytes");
            assertTrue(response.requiredLength(available) > available);
            assertTrue(response.requiredLength(available) <= text.length());
        }
        assertEquals(Result.COMPLETE, response.decode(buffer, 2, text.length(), false));
        assertEquals(text.length(), response.length());
    }

    private void assertRefused(final String text, final String why) {
        response.reset();
        final UnsafeBuffer buffer = buffer(text);
        assertEquals(Result.ERROR, response.decode(buffer, 0, buffer.capacity(), false));
        assertTrue(response.error().contains(why), response.error());
    }

    private static byte[] name(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
