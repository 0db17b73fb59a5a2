package io.peregrine.venue.binance.feed;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.capture.ObservedDecimals;
import io.peregrine.instrument.Decimals;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;

/**
 * Finds symbol, prices and quantities in a binary message without knowing its instrument; for the layouts see {@link BinanceSbeDecoder}.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> mantissas at {@link ObservedDecimals#DECIMALS}. <b>Allocates:</b> yes; not for the hot path.
 * <b>Errors:</b> null for a message that can not be used; never throws for anything in the bytes.
 */
final class SbeObserver {
    private static final int TEMPLATE_OFFSET = 2;
    private static final int ROOT_OFFSET = 8;

    private final LongArrayList prices;
    private final LongArrayList quantities;
    private DirectBuffer buffer;
    private int position;
    private int end;
    private int priceShift;
    private int quantityShift;

    /**
     * @param prices     gets the prices
     * @param quantities gets the quantities
     */
    SbeObserver(final LongArrayList prices, final LongArrayList quantities) {
        this.prices = prices;
        this.quantities = quantities;
    }

    /** Adds what is in the message; its symbol, or null where it has none that can be used. */
    String observe(final DirectBuffer source, final int offset, final int length) {
        buffer = source;
        end = offset + length;
        position = offset + ROOT_OFFSET + unsigned(offset);
        final int root = offset + ROOT_OFFSET;
        final boolean isRead = switch (unsigned(offset + TEMPLATE_OFFSET)) {
            case BinanceSbeDecoder.TRADES -> exponents(root + 16) && group(Integer.BYTES, 25, Long.BYTES);
            case BinanceSbeDecoder.BEST_BID_ASK -> exponents(root + 16) && level(root + 18) && level(root + 34);
            case BinanceSbeDecoder.DEPTH_DIFF -> exponents(root + 24) && group(Short.BYTES, 16, 0) && group(Short.BYTES, 16, 0);
            default -> false;
        };
        return isRead ? symbol() : null;
    }

    /** Values that can not be expressed at the decimals of the observation make the message useless for it. */
    private boolean exponents(final int at) {
        if (at + 2 > end || position > end) {
            return false;
        }
        priceShift = ObservedDecimals.DECIMALS + buffer.getByte(at);
        quantityShift = ObservedDecimals.DECIMALS + buffer.getByte(at + 1);
        return priceShift >= 0 && priceShift <= ObservedDecimals.DECIMALS && quantityShift >= 0
                && quantityShift <= ObservedDecimals.DECIMALS;
    }

    private boolean group(final int countBytes, final int blockMin, final int priceAt) {
        final int entries = position + Short.BYTES + countBytes;
        if (entries > end) {
            return false;
        }
        final int block = unsigned(position);
        final long count = countBytes == Short.BYTES
                ? unsigned(position + Short.BYTES)
                : buffer.getInt(position + Short.BYTES, LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        if (count > 0 && block < blockMin || count * block > end - entries) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            level(entries + i * block + priceAt);
        }
        position = entries + (int) count * block;
        return true;
    }

    private boolean level(final int at) {
        if (at + 2 * Long.BYTES > end) {
            return false;
        }
        prices.addLong(buffer.getLong(at, LITTLE_ENDIAN) * Decimals.power(priceShift));
        quantities.addLong(buffer.getLong(at + Long.BYTES, LITTLE_ENDIAN) * Decimals.power(quantityShift));
        return true;
    }

    private String symbol() {
        final int length = position < end ? buffer.getByte(position) & 0xFF : 0;
        if (length == 0 || length > end - position - 1) {
            return null;
        }
        final byte[] symbol = new byte[length];
        buffer.getBytes(position + 1, symbol);
        return new String(symbol, StandardCharsets.US_ASCII);
    }

    private int unsigned(final int at) {
        return buffer.getShort(at, LITTLE_ENDIAN) & 0xFFFF;
    }
}
