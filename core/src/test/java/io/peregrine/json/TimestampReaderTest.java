package io.peregrine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The reader with its kept date gives what the general parser gives, for right and for damaged times. */
class TimestampReaderTest {
    private final TimestampReader times = new TimestampReader();

    @Test
    void readsWhatVenuesWrite() {
        assertEquals(1_618_677_817_075_351_000L, parse("2021-04-17T16:43:37.075351Z"));
        assertEquals(1_618_677_817_075_351_000L, parse("2021-04-17T16:43:37.075351Z"));
        assertEquals(1_618_677_817_123_456_789L, parse("2021-04-17T16:43:37.123456789Z"));
        assertEquals(1_618_677_817_000_000_000L, parse("2021-04-17T16:43:37Z"));
        assertEquals(TimestampReader.BEFORE_EPOCH, parse("0001-01-01T00:00:00Z"));
        assertEquals(TimestampReader.NOT_A_TIME, parse("2021-04-17"));
        assertEquals(TimestampReader.NOT_A_TIME, parse("2021-04-17T16:43:37.1234567890Z"));
    }

    @Test
    void equalsTheGeneralParser() {
        final long seed = 20_210_417;
        final Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            final Instant instant = Instant.ofEpochSecond(1_618_617_600L + random.nextInt(2 * 86_400), random.nextInt(1_000_000_000));
            final StringBuilder whole = new StringBuilder(instant.toString().substring(0, 19));
            final int digits = random.nextInt(11);
            for (int d = 0; d < digits; d++) {
                whole.append(d == 0 ? "." : "").append(random.nextInt(10));
            }
            whole.append('Z');
            if (random.nextInt(3) == 0) {
                whole.setCharAt(random.nextInt(whole.length()), (char) (' ' + random.nextInt(95)));
            }
            final UnsafeBuffer bytes = new UnsafeBuffer(whole.toString().getBytes(StandardCharsets.US_ASCII));
            assertEquals(Rfc3339.parse(bytes, 0, bytes.capacity()), times.parse(bytes, 0, bytes.capacity()),
                    () -> whole + " seed " + seed);
        }
    }

    @Test
    void aValueThatIsNoStringFailsTheReader() {
        final JsonReader reader = new JsonReader();
        final UnsafeBuffer bytes = new UnsafeBuffer("17".getBytes(StandardCharsets.US_ASCII));
        reader.wrap(bytes, 0, bytes.capacity());
        assertEquals(TimestampReader.NOT_A_TIME, times.read(reader));
        assertEquals(JsonError.SYNTAX, reader.error());
        final UnsafeBuffer right = new UnsafeBuffer("\"1970-01-01T00:00:01Z\"".getBytes(StandardCharsets.US_ASCII));
        reader.wrap(right, 0, right.capacity());
        assertEquals(1_000_000_000L, times.read(reader));
        assertFalse(reader.failed());
    }

    private long parse(final String text) {
        final UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
        return times.parse(bytes, 0, bytes.capacity());
    }
}
