package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.instrument.Decimals;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decimals that end with a quote, read in place and without a loop: at most seven digits before the point, at most eight behind it, mostly
 * as many as the result has, or no point at all. For those who know where a number stands, since they know the form of the text around it;
 * whatever else stands there is {@link #OTHER}, and a {@link JsonReader} reads or refuses it.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> a view of the caller's buffer; nothing outside the given range is read. <b>Allocates:</b>
 * none after construction.
 */
public final class DecimalScanner {
    /** Not of the form that is handled here. */
    public static final long OTHER = DecimalWord.OTHER;
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private int limit;
    private int end;

    /** A text; positions count from its start. */
    public void wrap(final DirectBuffer buffer, final int offset, final int length) {
        bytes.wrap(buffer, offset, length);
        limit = length;
    }

    /** The text. */
    public UnsafeBuffer bytes() {
        return bytes;
    }

    /** Position of the quote behind the number that was read last. */
    public int end() {
        return end;
    }

    /**
     * Reads a number.
     *
     * @param start    position of its first digit
     * @param decimals of the result
     * @return the mantissa, or {@link #OTHER}
     */
    public long read(final int start, final int decimals) {
        if (start + Long.BYTES > limit || decimals > Long.BYTES) {
            return OTHER;
        }
        final long word = bytes.getLong(start, LITTLE_ENDIAN);
        final int point = DecimalWord.pointAt(word);
        final int usualEnd = start + point + 1 + decimals;
        if (decimals > 0 && point > 0 && point < Long.BYTES && start + point + 1 + Long.BYTES < limit && bytes.getByte(usualEnd) == '"') {
            final long usual = scaled(DecimalWord.digits(word, point),
                    DecimalWord.digits(bytes.getLong(start + point + 1, LITTLE_ENDIAN), decimals), decimals);
            if (usual >= 0) {
                end = usualEnd;
                return usual;
            }
        }
        return readOther(start, word, point, decimals);
    }

    /** With fewer decimals than the result has, with more of which all beyond are zeros, or without a point. */
    private long readOther(final int start, final long word, final int point, final int decimals) {
        final int quote = DecimalWord.quoteAt(word);
        if (quote < point) {
            end = start + quote;
            return quote == 0 ? OTHER : scaled(DecimalWord.digits(word, quote), 0, decimals);
        }
        if (point == 0 || point == Long.BYTES) {
            return OTHER;
        }
        final int fractionStart = start + point + 1;
        if (fractionStart + Long.BYTES >= limit) {
            return OTHER;
        }
        final long fraction = bytes.getLong(fractionStart, LITTLE_ENDIAN);
        final int length = DecimalWord.quoteAt(fraction);
        end = fractionStart + length;
        if (length == 0 || length == Long.BYTES && bytes.getByte(end) != '"') {
            return OTHER;
        }
        return scaled(DecimalWord.digits(word, point), DecimalWord.fraction(fraction, length, decimals), decimals);
    }

    private static long scaled(final long whole, final long fraction, final int decimals) {
        return (whole | fraction) < 0 ? OTHER : whole * Decimals.power(decimals) + fraction;
    }
}
