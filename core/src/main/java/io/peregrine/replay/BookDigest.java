package io.peregrine.replay;

import io.peregrine.book.BookUpdateListener;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Decimals;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * SHA-256 over one line after every update of a book, {@code bid|quantity,…;ask|quantity,…\n}: the best ten levels a side, best first,
 * decimals without trailing zeros. A digest that agrees means that the book was right after every message.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> none but in the constructor and {@link #hex}.
 */
final class BookDigest implements BookUpdateListener {
    private static final int DEPTH = 10;
    private static final int LINE_BYTES_MAX = 2 * DEPTH * 2 * 32;

    private final MessageDigest sha256 = sha256();
    private final long[] prices = new long[DEPTH];
    private final long[] quantities = new long[DEPTH];
    private final byte[] line = new byte[LINE_BYTES_MAX];
    private final UnsafeBuffer buffer = new UnsafeBuffer(line);

    @Override
    public void onBookUpdate(final OrderBook book) {
        final int priceDecimals = book.instrument().priceDecimals();
        final int quantityDecimals = book.instrument().quantityDecimals();
        int end = put(0, book.copyBids(prices, quantities, DEPTH), priceDecimals, quantityDecimals);
        line[end++] = ';';
        end = put(end, book.copyAsks(prices, quantities, DEPTH), priceDecimals, quantityDecimals);
        line[end++] = '\n';
        sha256.update(line, 0, end);
    }

    /** The digest so far; ends it. */
    String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    private int put(final int start, final int levels, final int priceDecimals, final int quantityDecimals) {
        int end = start;
        for (int i = 0; i < levels; i++) {
            if (i > 0) {
                line[end++] = ',';
            }
            end = put(end, prices[i], priceDecimals);
            line[end++] = '|';
            end = put(end, quantities[i], quantityDecimals);
        }
        return end;
    }

    private int put(final int start, final long mantissa, final int decimals) {
        int end = start + Decimals.put(buffer, start, mantissa, decimals);
        if (decimals > 0) {
            while (line[end - 1] == '0') {
                end--;
            }
            end -= line[end - 1] == '.' ? 1 : 0;
        }
        return end;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
