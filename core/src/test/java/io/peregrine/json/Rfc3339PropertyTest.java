package io.peregrine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gives what {@code java.time} gives, for good text and for bad. */
class Rfc3339PropertyTest {
    private static final long SEED = 3339;

    @Test
    void everyTimeIsReadExactlyOrRefused() {
        final Random random = new Random(SEED);
        for (int i = 0; i < 200_000; i++) {
            final byte[] text = time(random).getBytes(StandardCharsets.US_ASCII);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                text[random.nextInt(text.length)] = (byte) "0123456789:-TZ.+x".charAt(random.nextInt(17));
            }
            final String changed = new String(text, StandardCharsets.US_ASCII);
            assertEquals(expected(changed), parse(changed), "seed " + SEED + " step " + i + ": " + changed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026", "2026-08-16", "2026-08-16T23:37:05", "2026-08-16T23:37:05.Z", "2026-08-16 23:37:05Z",
        "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:00.1234567890Z", "1969-12-31T23:59:59Z", "2262-01-01T00:00:00Z",
        "1970-01-01T00:00:00+01:00", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00Zx"})
    void isRefused(final String text) {
        assertEquals(Rfc3339.INVALID, parse(text));
    }

    @Test
    void aLeapSecondIsTheNextOne() {
        assertEquals(parse("2017-01-01T00:00:00.5Z"), parse("2016-12-31T23:59:60.5Z"));
    }

    private static String time(final Random random) {
        final Instant instant = Instant.ofEpochSecond(random.nextLong(9_200_000_000L), random.nextInt(1_000_000_000));
        final int hours = random.nextInt(5) == 0 ? random.nextInt(-12, 13) : 0;
        final StringBuilder text = new StringBuilder(OffsetDateTime.ofInstant(instant, ZoneOffset.ofHours(hours)).toString());
        if (random.nextInt(4) == 0) {
            text.setLength(19);
            text.append('Z');
        }
        return text.toString();
    }

    private static long expected(final String text) {
        try {
            // Java also takes hour 24, times without seconds, offsets with seconds, and other years.
            if (text.startsWith("24", 11)
                    || !text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)")) {
                return Rfc3339.INVALID;
            }
            final boolean isLeapSecond = text.startsWith("60", 17);
            final String other = isLeapSecond ? text.substring(0, 17) + "59" + text.substring(19) : text;
            // An offset beyond 18 hours is no offset in Java.
            final int zone = Math.max(other.lastIndexOf('+'), other.lastIndexOf('-'));
            final boolean isUtc = other.endsWith("Z");
            final String local = isUtc ? other : other.substring(0, zone) + 'Z';
            final int minutes = isUtc ? 0
                    : (Integer.parseInt(other.substring(zone + 1, zone + 3)) * 60 + Integer.parseInt(other.substring(zone + 4)))
                            * (other.charAt(zone) == '-' ? -1 : 1);
            if (Math.abs(minutes) >= 24 * 60 || !isUtc && Integer.parseInt(other.substring(zone + 4)) > 59) {
                return Rfc3339.INVALID;
            }
            final Instant here = Instant.parse(local);
            final int year = here.atOffset(ZoneOffset.UTC).getYear();
            final Instant instant = here.plusSeconds((isLeapSecond ? 1 : 0) - minutes * 60L);
            if (year < 1970 || year > 2261 || instant.getEpochSecond() < 0) {
                return Rfc3339.INVALID;
            }
            return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        } catch (final DateTimeException e) {
            return Rfc3339.INVALID;
        }
    }

    private static long parse(final String text) {
        final byte[] bytes = ("x" + text).getBytes(StandardCharsets.US_ASCII);
        return Rfc3339.parse(new UnsafeBuffer(bytes), 1, bytes.length - 1);
    }
}
