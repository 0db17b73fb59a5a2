package io.peregrine.sim.kraken;

import io.peregrine.sim.matching.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The checksum of a book: CRC32 of the best ten asks from the lowest and the best ten bids from the highest, each as the digits of its
 * price and its quantity without point and leading zeros (section 5).
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> eight decimals in, an unsigned 32-bit value out.
 */
final class BookChecksum {
    private static final int LEVELS = 10;

    private BookChecksum() {
    }

    /**
     * The checksum.
     *
     * @param bids             price, quantity, price, quantity… from the highest
     * @param asks             likewise from the lowest
     * @param priceDecimals    places of a price
     * @param quantityDecimals places of a quantity
     */
    static long of(final long[] bids, final long[] asks, final int priceDecimals, final int quantityDecimals) {
        final StringBuilder text = new StringBuilder();
        append(text, asks, priceDecimals, quantityDecimals);
        append(text, bids, priceDecimals, quantityDecimals);
        final CRC32 crc = new CRC32();
        crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static void append(final StringBuilder text, final long[] levels, final int priceDecimals, final int quantityDecimals) {
        for (int i = 0; i < Math.min(levels.length, 2 * LEVELS); i += 2) {
            text.append(digits(levels[i], priceDecimals)).append(digits(levels[i + 1], quantityDecimals));
        }
    }

    private static long digits(final long value, final int places) {
        return places > Decimal.SCALE ? value * power(places - Decimal.SCALE) : value / power(Decimal.SCALE - places);
    }

    private static long power(final int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= 10;
        }
        return result;
    }
}
