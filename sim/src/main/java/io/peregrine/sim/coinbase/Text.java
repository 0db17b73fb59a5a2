package io.peregrine.sim.coinbase;

import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How the venues write decimals and times.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> decimals have eight places; times are microseconds since the epoch.
 */
public final class Text {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT);
    private static final DateTimeFormatter GO_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;
    private static final int LONG_PLACES = 16;

    private Text() {
    }

    /** Without trailing zeros: {@code 0.5}, {@code 2667}. */
    public static String plain(final long value) {
        final String text = Decimal.text(value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** With exactly so many places, at most eight; the places that are cut off must be zero. */
    public static String padded(final long value, final int places) {
        final String text = Decimal.text(value);
        return text.substring(0, text.length() - Decimal.SCALE + (places == 0 ? -1 : places));
    }

    /** With eight places. */
    public static String eight(final long value) {
        return Decimal.text(value);
    }

    /** With sixteen places, as amounts of money are written. */
    public static String sixteen(final long value) {
        return Decimal.text(value) + "0".repeat(LONG_PLACES - Decimal.SCALE);
    }

    /** Price of one from a sum and a quantity, rounded down at eight places; 0 where there is no quantity. */
    public static long average(final long notional, final long quantity) {
        return quantity == 0 ? 0
                : BigDecimal.valueOf(notional).multiply(BigDecimal.valueOf(Decimal.ONE)).toBigInteger()
                        .divide(BigDecimal.valueOf(quantity).toBigInteger()).longValueExact();
    }

    /** Number of places that a value needs. */
    public static int places(final long value) {
        final String text = plain(value);
        final int point = text.indexOf('.');
        return point < 0 ? 0 : text.length() - point - 1;
    }

    /** For example {@code 2026-09-30T02:03:12.795074Z}. */
    public static String time(final long timeUs) {
        return MICROS.format(dateTime(timeUs));
    }

    /** With nanoseconds, for example {@code 2026-09-30T02:39:53.788628000Z}. */
    public static String nanoTime(final long timeUs) {
        final String micros = time(timeUs);
        return micros.substring(0, micros.length() - 1) + "000Z";
    }

    /** As the language Go prints a time with its monotonic part. */
    public static String goTime(final long timeUs, final long sinceStartUs) {
        return GO_TIME.format(dateTime(timeUs)) + " +0000 UTC m=+" + sinceStartUs / US_PER_SECOND + '.'
                + String.format(Locale.ROOT, "%09d", sinceStartUs % US_PER_SECOND * NS_PER_US);
    }

    /**
     * Parses an ISO time.
     *
     * @throws java.time.DateTimeException where it is none
     */
    public static long parseTime(final String text) {
        final Instant instant = Instant.parse(text);
        return instant.getEpochSecond() * US_PER_SECOND + instant.getNano() / NS_PER_US;
    }

    private static LocalDateTime dateTime(final long timeUs) {
        return LocalDateTime.ofEpochSecond(Math.floorDiv(timeUs, US_PER_SECOND), (int) Math.floorMod(timeUs, US_PER_SECOND) * NS_PER_US,
                ZoneOffset.UTC);
    }
}
