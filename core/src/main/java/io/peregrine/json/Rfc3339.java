package io.peregrine.json;

import org.agrona.DirectBuffer;

/**
 * Times as venues write them: {@code 2026-08-16T23:37:05.376419Z}, with 0 to 9 digits of a second's fraction, in UTC or with an offset
 * from it. From 1970 to 2261; a leap second counts as the next.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> nanoseconds since the epoch. <b>Allocates:</b> none. <b>Errors:</b> {@link #INVALID}; never
 * throws for anything in the bytes. Source: RFC 3339, section 5.6.
 */
public final class Rfc3339 {
    /** Not a time of that form. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final int FRACTION_START = 19;
    private static final int NANOS_DIGITS = 9;
    private static final int OFFSET_LENGTH = 6;
    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 2261;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int BAD = Integer.MIN_VALUE;

    private Rfc3339() {
    }

    /** Reads the time that the bytes are, all of them. */
    public static long parse(final DirectBuffer bytes, final int offset, final int length) {
        if (length <= FRACTION_START || !separated(bytes, offset)) {
            return INVALID;
        }
        final int days = days(bytes, offset);
        final int hour = twoDigits(bytes, offset + 11);
        final int minute = twoDigits(bytes, offset + 14);
        final int second = twoDigits(bytes, offset + 17);
        if ((days | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 60) {
            return INVALID;
        }
        final long seconds = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
        return zone(bytes, offset, length, seconds);
    }

    private static boolean separated(final DirectBuffer bytes, final int offset) {
        return bytes.getByte(offset + 4) == '-' && bytes.getByte(offset + 7) == '-' && (bytes.getByte(offset + 10) | 0x20) == 't'
                && bytes.getByte(offset + 13) == ':' && bytes.getByte(offset + 16) == ':';
    }

    /** Days since the epoch, or negative. */
    private static int days(final DirectBuffer bytes, final int offset) {
        final int century = twoDigits(bytes, offset);
        final int ofCentury = twoDigits(bytes, offset + 2);
        final int month = twoDigits(bytes, offset + 5);
        final int day = twoDigits(bytes, offset + 8);
        final int year = century * 100 + ofCentury;
        if ((century | ofCentury | month | day) < 0 || year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12
                || day < 1 || day > daysOf(month, year)) {
            return BAD;
        }
        // A year that begins in March ends with the leap day.
        final int shifted = month > 2 ? year : year - 1;
        final int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468;
    }

    private static int daysOf(final int month, final int year) {
        final boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 ? leap ? 29 : 28 : 30 + (0x15AA >>> month & 1);
    }

    /** The fraction and what stands behind it: {@code Z} or {@code +01:00}. */
    private static long zone(final DirectBuffer bytes, final int offset, final int length, final long seconds) {
        final int end = offset + length;
        int position = offset + FRACTION_START;
        long nanos = 0;
        if (bytes.getByte(position) == '.') {
            int digits = 0;
            for (position++; position < end && isDigit(bytes.getByte(position)); position++, digits++) {
                nanos = nanos * 10 + bytes.getByte(position) - '0';
                if (digits == NANOS_DIGITS) {
                    return INVALID;
                }
            }
            if (digits == 0) {
                return INVALID;
            }
            for (; digits < NANOS_DIGITS; digits++) {
                nanos *= 10;
            }
        }
        final int east = eastSeconds(bytes, position, end - position);
        return east == BAD || seconds < east ? INVALID : (seconds - east) * NANOS_PER_SECOND + nanos;
    }

    private static int eastSeconds(final DirectBuffer bytes, final int offset, final int length) {
        if (length == 1) {
            return (bytes.getByte(offset) | 0x20) == 'z' ? 0 : BAD;
        }
        if (length != OFFSET_LENGTH || bytes.getByte(offset + 3) != ':') {
            return BAD;
        }
        final int hours = twoDigits(bytes, offset + 1);
        final int minutes = twoDigits(bytes, offset + 4);
        final int sign = bytes.getByte(offset);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59 || sign != '+' && sign != '-') {
            return BAD;
        }
        return (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
    }

    private static int twoDigits(final DirectBuffer bytes, final int offset) {
        final byte tens = bytes.getByte(offset);
        final byte ones = bytes.getByte(offset + 1);
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : BAD;
    }

    private static boolean isDigit(final byte b) {
        return b >= '0' && b <= '9';
    }
}
