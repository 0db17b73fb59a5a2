package io.peregrine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The quick way for short decimals and the general one give what {@link Decimals#parse} gives, for good text and for bad. */
class JsonDecimalPropertyTest {
    private static final String BYTES = "0123456789012345678900000...-\"x, e";

    @Test
    void everyTextIsReadExactlyOrRefused() {
        final long seed = 9;
        final Random random = new Random(seed);
        final JsonReader reader = new JsonReader();
        for (int i = 0; i < 200_000; i++) {
            final int decimals = random.nextInt(10);
            final String text = random.nextInt(4) == 0 ? noise(random) : decimal(random);
            // Bytes behind the value decide whether the quick way may look at whole words.
            final byte[] json = ('"' + text + '"' + " ".repeat(random.nextInt(3) * 16)).getBytes(StandardCharsets.US_ASCII);
            reader.wrap(new UnsafeBuffer(json), 0, json.length);
            final long actual = reader.readDecimal(decimals);
            final boolean isWhole = !reader.failed() && reader.atEnd();
            final long expected = Decimals.parse(text, decimals);
            // The reader also refuses the last few values below 2^63.
            if (expected == Decimals.INVALID || isWhole || Math.abs(expected) < Long.MAX_VALUE / 100) {
                final String at = "seed " + seed + " step " + i + ": " + text + " at " + decimals;
                assertEquals(expected, isWhole ? actual : Decimals.INVALID, at);
            }
        }
    }

    @Test
    void exponentsAreReadExactlyOrRefused() {
        final long seed = 11;
        final Random random = new Random(seed);
        final JsonReader reader = new JsonReader();
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            final int decimals = random.nextInt(11);
            final String text = decimal(random) + (random.nextBoolean() ? "e" : "E") + (random.nextBoolean() ? "-" : "+")
                    + (random.nextBoolean() ? "0" : "") + random.nextInt(random.nextBoolean() ? 9 : 30);
            final byte[] json = (text + ",").getBytes(StandardCharsets.US_ASCII);
            reader.wrap(new UnsafeBuffer(json), 0, json.length);
            final long actual = reader.readScientific(decimals);
            if (!reader.failed()) {
                assertEquals(json.length - 1, reader.position(), text);
                assertEquals(0, new BigDecimal(text).compareTo(BigDecimal.valueOf(actual, decimals)), text + " at " + decimals);
                read++;
            }
        }
        assertTrue(read > 10_000, "read " + read);
        for (final String bad : List.of("5e", "e5", "5e-", "5e--5", "5e99999999999999999999", "-e5", "5.e5", "5e5.5", "1.5e-05x")) {
            final byte[] json = (bad + ",").getBytes(StandardCharsets.US_ASCII);
            reader.wrap(new UnsafeBuffer(json), 0, json.length).readScientific(8);
            assertTrue(reader.failed(), bad);
        }
    }

    @Test
    void pairsAreReadAsTheirNumbersAreOneByOne() {
        final long seed = 10;
        final Random random = new Random(seed);
        final JsonReader reader = new JsonReader();
        final long[] firsts = new long[16];
        final long[] seconds = new long[16];
        for (int i = 0; i < 50_000; i++) {
            final int decimals = random.nextInt(7);
            final byte[] json = pairs(random).getBytes(StandardCharsets.US_ASCII);
            if (random.nextInt(3) == 0) {
                json[random.nextInt(json.length)] = (byte) BYTES.charAt(random.nextInt(BYTES.length()));
            }
            final List<Long> expected = oneByOne(reader.wrap(new UnsafeBuffer(json), 0, json.length), decimals);
            reader.wrap(new UnsafeBuffer(json), 0, json.length);
            final int count = reader.readPairs(firsts, decimals, seconds, 2);
            final String at = "seed " + seed + " step " + i + ": " + new String(json, StandardCharsets.US_ASCII) + " at " + decimals;
            if (expected == null) {
                assertTrue(reader.failed() || !reader.atEnd(), at);
                continue;
            }
            final List<Long> actual = new ArrayList<>();
            for (int pair = 0; pair < count; pair++) {
                actual.add(firsts[pair]);
                actual.add(seconds[pair]);
            }
            assertEquals(expected, actual, at);
        }
    }

    /** The numbers of an array of pairs, each read alone; null where anything is wrong. */
    private static List<Long> oneByOne(final JsonReader reader, final int decimals) {
        final List<Long> numbers = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            reader.beginArray();
            for (int i = 0; reader.nextElement(); i++) {
                if (i < 2) {
                    numbers.add(reader.readDecimal(i == 0 ? decimals : 2));
                } else {
                    reader.skipValue();
                }
            }
            if (numbers.size() % 2 != 0) {
                return null;
            }
        }
        return reader.atEnd() ? numbers : null;
    }

    private static String pairs(final Random random) {
        final StringBuilder json = new StringBuilder("[");
        final String tail = "0".repeat(random.nextInt(4));
        for (int i = random.nextInt(12); i > 0; i--) {
            json.append("[\"").append(random.nextInt(100_000)).append('.').append(random.nextInt(10)).append(tail).append("\",\"")
                    .append(random.nextInt(200)).append('.').append(random.nextInt(10, 100)).append(tail).append(i == 1 ? "\"]" : "\"],");
        }
        return json.append(']').toString();
    }

    private static String decimal(final Random random) {
        final StringBuilder text = new StringBuilder();
        text.append(random.nextLong(Decimals.power(random.nextInt(10)) + 1));
        if (random.nextInt(5) > 0) {
            text.append('.');
            for (int i = 1 + random.nextInt(9); i > 0; i--) {
                text.append(random.nextInt(3) == 0 ? random.nextInt(10) : 0);
            }
        }
        return text.toString();
    }

    private static String noise(final Random random) {
        final StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(14); i > 0; i--) {
            text.append(BYTES.charAt(random.nextInt(BYTES.length())));
        }
        return text.toString();
    }
}
