package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Times as {@link Rfc3339} has them, <code>"2021-04-17T16:43:37.075351Z"</code>, out of JSON strings. The date of the last one is kept,
 * since the next one is nearly always of the same day.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> reads only bytes of the reader's text. <b>Units:</b> ns since the epoch. <b>Allocates:</b>
 * none after construction. <b>Errors:</b> {@link #NOT_A_TIME}; a value that is no string at all also fails the reader.
 */
public final class TimestampReader {
    /** The text is no time of this form. */
    public static final long NOT_A_TIME = Rfc3339.INVALID;
    /** Some venues send {@code 0001-01-01T00:00:00Z} where they have none. */
    public static final long BEFORE_EPOCH = 0;

    private static final int DATE_LENGTH = 10;
    private static final int SECONDS_END = 19;
    private static final int LENGTH_MIN = 20;
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final long YEAR_ONE = JsonReader.word("0001-01-");
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long CLOCK_ZERO = JsonReader.word("00:00:00");
    private static final long ABOVE_NINE = 0x7676767676767676L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ZEROS = 0x3030303030303030L;

    private long dateHead;
    private short dateTail;
    private long dayNs;

    /** Reads the next value. */
    public long read(final JsonReader reader) {
        return reader.readString() ? parse(reader.bytes, reader.sliceOffset(), reader.sliceLength()) : NOT_A_TIME;
    }

    /** Reads a time that lies there. */
    public long parse(final DirectBuffer bytes, final int offset, final int length) {
        if (length < LENGTH_MIN || length > LENGTH_MIN + 1 + FRACTION_DIGITS_MAX || bytes.getByte(offset + length - 1) != 'Z'
                || bytes.getByte(offset + DATE_LENGTH) != 'T'
                || bytes.getLong(offset, LITTLE_ENDIAN) != dateHead || bytes.getShort(offset + Long.BYTES, LITTLE_ENDIAN) != dateTail) {
            return parseAny(bytes, offset, length);
        }
        final long seconds = seconds(bytes.getLong(offset + DATE_LENGTH + 1, LITTLE_ENDIAN));
        final long fraction = length == LENGTH_MIN ? 0 : fraction(bytes, offset + SECONDS_END, length - LENGTH_MIN - 1);
        return seconds < 0 || fraction < 0 ? NOT_A_TIME : dayNs + seconds * SECOND_NS + fraction;
    }

    /** The general way; its day is kept. */
    private long parseAny(final DirectBuffer bytes, final int offset, final int length) {
        final long time = Rfc3339.parse(bytes, offset, length);
        if (time >= 0 && bytes.getByte(offset + length - 1) == 'Z') {
            dateHead = bytes.getLong(offset, LITTLE_ENDIAN);
            dateTail = bytes.getShort(offset + Long.BYTES, LITTLE_ENDIAN);
            dayNs = time - time % DAY_NS;
        }
        final boolean isYearOne = time == NOT_A_TIME && length >= LENGTH_MIN && bytes.getLong(offset, LITTLE_ENDIAN) == YEAR_ONE;
        return isYearOne ? BEFORE_EPOCH : time;
    }

    /** Seconds of the day out of {@code hh:mm:ss}; -1 where it is not that. */
    private static long seconds(final long clock) {
        final long digits = clock ^ CLOCK_ZERO;
        final boolean isSeparated = (digits & 0x0000FF0000FF0000L) == 0;
        if (!isSeparated || ((digits + ABOVE_NINE | digits) & HIGH_BITS) != 0) {
            return -1;
        }
        final long hours = (digits & 0xF) * 10 + (digits >>> 8 & 0xF);
        final long minutes = (digits >>> 24 & 0xF) * 10 + (digits >>> 32 & 0xF);
        final long seconds = (digits >>> 48 & 0xF) * 10 + (digits >>> 56 & 0xF);
        return hours > 23 || minutes > 59 || seconds > 60 ? -1 : hours * 3600 + minutes * 60 + seconds;
    }

    /** Nanoseconds of the digits behind the point; negative where there is none or one is no digit. */
    private static long fraction(final DirectBuffer bytes, final int point, final int digits) {
        if (digits < 1 || bytes.getByte(point) != '.') {
            return -1;
        }
        // The word ends inside the text: the eight bytes before the Z, of which those before the fraction are shifted out.
        final int last = point + digits + 1;
        final int taken = Math.min(digits, Long.BYTES);
        final long word = bytes.getLong(last - Long.BYTES, LITTLE_ENDIAN);
        final long lower = DecimalWord.eightDigits(taken == Long.BYTES ? word : paddedFront(word, taken));
        final int upper = digits == FRACTION_DIGITS_MAX ? bytes.getByte(point + 1) - '0' : 0;
        if (lower < 0 || upper < 0 || upper > 9) {
            return -1;
        }
        long nanoseconds = upper * 100_000_000L + lower;
        for (int i = digits; i < FRACTION_DIGITS_MAX; i++) {
            nanoseconds *= 10;
        }
        return nanoseconds;
    }

    /** The last bytes of a word, with zeros as digits before them. */
    private static long paddedFront(final long word, final int bytes) {
        final int unused = Long.SIZE - bytes * Byte.SIZE;
        return word >>> unused << unused | ZEROS & ~(-1L << unused);
    }
}
