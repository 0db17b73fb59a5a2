package io.peregrine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever the scanner reads, the general reader reads the same; what it does not read it leaves alone. */
class DecimalScannerTest {
    private final DecimalScanner scanner = new DecimalScanner();
    private final JsonReader reader = new JsonReader();

    @Test
    void readsTheFormsOfThisVenue() {
        assertEquals(20371215, read("0.20371215", 8));
        assertEquals(6508366, read("65083.66", 2));
        assertEquals(0, read("0", 8));
        assertEquals(0, read("0.00000000", 1));
        assertEquals(266700, read("2667", 2));
        assertEquals(123100, read("12.3100", 4));
        assertEquals(DecimalScanner.OTHER, read("0.123", 2));
        assertEquals(DecimalScanner.OTHER, read("-1", 2));
        assertEquals(DecimalScanner.OTHER, read("", 2));
        assertEquals(DecimalScanner.OTHER, read(".5", 2));
        assertEquals(DecimalScanner.OTHER, read("5.", 2));
    }

    @Test
    void agreesWithTheGeneralReader() {
        final long seed = 65_083;
        final Random random = new Random(seed);
        int quick = 0;
        for (int i = 0; i < 300_000; i++) {
            final StringBuilder text = new StringBuilder();
            final int length = 1 + random.nextInt(12);
            for (int c = 0; c < length; c++) {
                text.append(random.nextInt(12) == 0 ? (char) (' ' + random.nextInt(95)) : (char) ('0' + random.nextInt(10)));
            }
            if (random.nextInt(4) != 0) {
                text.setCharAt(random.nextInt(length), '.');
            }
            final String number = text.toString().replace('"', '1');
            final int decimals = random.nextInt(9);
            final long value = read(number, decimals);
            if (value != DecimalScanner.OTHER) {
                quick++;
                final UnsafeBuffer bytes = bytes('"' + number + '"');
                reader.wrap(bytes, 0, bytes.capacity());
                assertEquals(reader.readDecimal(decimals), value, () -> number + " seed " + seed);
                assertTrue(reader.atEnd(), () -> number + " seed " + seed);
                assertEquals(number.length(), scanner.end(), number);
            }
        }
        assertTrue(quick > 10_000, "numbers read: " + quick);
    }

    private long read(final String number, final int decimals) {
        final UnsafeBuffer bytes = bytes(number + "\"],[\"0.1\"");
        scanner.wrap(bytes, 0, bytes.capacity());
        return scanner.read(0, decimals);
    }

    private static UnsafeBuffer bytes(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
