package io.peregrine.venue.kraken.gateway;

import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * Writes times as {@code 2022-12-25T09:30:59.123Z}. The date and the second are kept: most texts share them with the one before.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> milliseconds since the epoch. <b>Allocates:</b> none after construction.
 * Source: RFC 3339.
 */
final class TimeText {
    static final int LENGTH = 24;

    private static final long MS_PER_SECOND = 1000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int SECOND_LENGTH = 19;

    private final byte[] text = "0000-00-00T00:00:00.".getBytes(StandardCharsets.US_ASCII);
    private long second = Long.MIN_VALUE;

    /** Writes {@link #LENGTH} bytes. */
    void put(final MutableDirectBuffer buffer, final int index, final long timeMs) {
        final long newSecond = Math.floorDiv(timeMs, MS_PER_SECOND);
        if (newSecond != second) {
            second = newSecond;
            format(newSecond);
        }
        final int ms = (int) (timeMs - newSecond * MS_PER_SECOND);
        buffer.putBytes(index, text, 0, SECOND_LENGTH + 1);
        buffer.putByte(index + 20, (byte) ('0' + ms / 100));
        buffer.putByte(index + 21, (byte) ('0' + ms / 10 % 10));
        buffer.putByte(index + 22, (byte) ('0' + ms % 10));
        buffer.putByte(index + 23, (byte) 'Z');
    }

    private void format(final long newSecond) {
        final long days = Math.floorDiv(newSecond, SECONDS_PER_DAY);
        final int ofDay = (int) (newSecond - days * SECONDS_PER_DAY);
        // Years that begin in March have their leap day at the end; an era is 400 of them.
        final long shifted = days + 719_468;
        final long era = Math.floorDiv(shifted, 146_097L);
        final int dayOfEra = (int) (shifted - era * 146_097L);
        final int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int monthFromMarch = (5 * dayOfYear + 2) / 153;
        final int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        final int year = (int) (era * 400 + yearOfEra) + (month <= 2 ? 1 : 0);
        two(0, year / 100);
        two(2, year % 100);
        two(5, month);
        two(8, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
        two(11, ofDay / 3600);
        two(14, ofDay / 60 % 60);
        two(17, ofDay % 60);
    }

    private void two(final int index, final int value) {
        text[index] = (byte) ('0' + value / 10);
        text[index + 1] = (byte) ('0' + value % 10);
    }
}
