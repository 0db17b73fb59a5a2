package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import org.agrona.DirectBuffer;

/**
 * Amounts of money, which the venue writes with sixteen decimals, at eight: what is beyond is cut off.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none. <b>Errors:</b> {@link Instrument#NULL_VALUE} for what is no such number.
 */
final class RoundedDecimal {
    private static final int DECIMALS = 8;
    private static final long SAFE = (Long.MAX_VALUE - 9) / 10;

    private RoundedDecimal() {
    }

    /** Reads the next value, a string or null. */
    static long readE8(final JsonReader reader, final DirectBuffer text, final int textOffset) {
        if (reader.peek() != '"') {
            reader.skipValue();
            return Instrument.NULL_VALUE;
        }
        return reader.readString() ? parseE8(text, textOffset + reader.sliceOffset(), reader.sliceLength()) : Instrument.NULL_VALUE;
    }

    /** The mantissa at eight decimals. */
    static long parseE8(final DirectBuffer text, final int offset, final int length) {
        final int end = offset + length;
        int position = offset;
        final boolean isNegative = length > 0 && text.getByte(offset) == '-';
        position += isNegative ? 1 : 0;
        long value = 0;
        int decimals = -1;
        int digits = 0;
        for (; position < end; position++) {
            final int digit = text.getByte(position) - '0';
            if (digit == '.' - '0' && decimals < 0 && digits > 0) {
                decimals = 0;
            } else if (digit < 0 || digit > 9) {
                return Instrument.NULL_VALUE;
            } else if (decimals < DECIMALS) {
                if (value > SAFE) {
                    return Instrument.NULL_VALUE;
                }
                value = value * 10 + digit;
                digits++;
                decimals += decimals >= 0 ? 1 : 0;
            }
        }
        for (int i = Math.max(decimals, 0); i < DECIMALS; i++) {
            if (value > SAFE) {
                return Instrument.NULL_VALUE;
            }
            value *= 10;
        }
        return digits == 0 ? Instrument.NULL_VALUE : isNegative ? -value : value;
    }
}
