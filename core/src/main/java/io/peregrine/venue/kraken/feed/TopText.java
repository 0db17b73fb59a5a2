package io.peregrine.venue.kraken.feed;

import io.peregrine.book.OrderBook;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The best ten levels of one side as the text that the checksum is of: price and quantity of each level, best first, as digits without
 * point and leading zeros, which is how their mantissas are written. Kept from one update to the next, so that only what comes after the
 * first difference is written anew.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> a text of at most {@value #TEXT_BYTES} bytes. <b>Allocates:</b> none
 * after construction.
 */
final class TopText {
    /** Levels a side that the checksum is of. */
    static final int LEVELS = 10;

    private static final int NUMBER_DIGITS_MAX = 19;
    private static final int TEXT_BYTES = LEVELS * 2 * NUMBER_DIGITS_MAX + DigitText.WRITABLE_BYTES;

    private final boolean bids;
    private final byte[] text = new byte[TEXT_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(text);
    /** Where each level's text ends. */
    private final int[] ends = new int[LEVELS];
    private long[] prices = new long[LEVELS];
    private long[] quantities = new long[LEVELS];
    private long[] otherPrices = new long[LEVELS];
    private long[] otherQuantities = new long[LEVELS];
    private int count;

    TopText(final boolean bids) {
        this.bids = bids;
    }

    /** Nothing is known of the book any more. */
    void clear() {
        count = 0;
    }

    /** Can a change of one of these prices change the text? */
    boolean isTouched(final long[] changed, final int changes) {
        if (changes == 0) {
            return false;
        }
        if (count < LEVELS) {
            return true;
        }
        final long worst = prices[LEVELS - 1];
        boolean isTouched = false;
        for (int i = 0; i < changes; i++) {
            isTouched |= bids ? changed[i] >= worst : changed[i] <= worst;
        }
        return isTouched;
    }

    /** Takes in the book as it is now. */
    void refresh(final OrderBook book) {
        final int levels = bids
                ? book.copyBids(otherPrices, otherQuantities, LEVELS) : book.copyAsks(otherPrices, otherQuantities, LEVELS);
        int same = 0;
        while (same < levels && same < count && prices[same] == otherPrices[same] && quantities[same] == otherQuantities[same]) {
            same++;
        }
        int end = same == 0 ? 0 : ends[same - 1];
        for (int i = same; i < levels; i++) {
            end = DigitText.put(buffer, end, otherPrices[i]);
            end = DigitText.put(buffer, end, otherQuantities[i]);
            ends[i] = end;
        }
        count = levels;
        final long[] oldPrices = prices;
        final long[] oldQuantities = quantities;
        prices = otherPrices;
        quantities = otherQuantities;
        otherPrices = oldPrices;
        otherQuantities = oldQuantities;
    }

    /** The text's bytes, of which {@link #length} count. */
    byte[] text() {
        return text;
    }

    int length() {
        return count == 0 ? 0 : ends[count - 1];
    }
}
