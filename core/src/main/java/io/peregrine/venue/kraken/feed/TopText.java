package io.peregrine.venue.kraken.feed;

import io.peregrine.book.OrderBook;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The best ten levels of one side as the text that the checksum is of: price and quantity of each level, best first, as digits without
 * point and leading zeros, which is how their mantissas are written. Kept from one update to the next: most updates set, add or remove one
 * level, so that what stands behind it is moved as it is, and one level is written.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> a text of at most {@value #TEXT_BYTES} bytes. <b>Allocates:</b> none
 * after construction.
 */
final class TopText {
    /** Levels a side that the checksum is of. */
    static final int LEVELS = 10;

    private static final int NUMBER_DIGITS_MAX = 19;
    private static final int LEVEL_BYTES = 2 * NUMBER_DIGITS_MAX + DigitText.WRITABLE_BYTES;
    private static final int TEXT_BYTES = (LEVELS + 1) * LEVEL_BYTES;

    private final boolean bids;
    private final byte[] text = new byte[TEXT_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(text);
    private final byte[] levelText = new byte[LEVEL_BYTES];
    private final UnsafeBuffer levelBuffer = new UnsafeBuffer(levelText);
    private Levels now = new Levels();
    private Levels next = new Levels();

    /** The levels of a text, and where in it each ends. */
    private static final class Levels {
        private final long[] prices = new long[LEVELS];
        private final long[] quantities = new long[LEVELS];
        private final int[] ends = new int[LEVELS];
        private int count;

        private int start(final int level) {
            return level == 0 ? 0 : ends[level - 1];
        }

        /** How many levels from one on are those of others, from another on. */
        private int same(final int level, final Levels other, final int otherLevel) {
            final int most = Math.min(count - level, other.count - otherLevel);
            int same = 0;
            while (same < most && prices[level + same] == other.prices[otherLevel + same]
                    && quantities[level + same] == other.quantities[otherLevel + same]) {
                same++;
            }
            return same;
        }
    }

    TopText(final boolean bids) {
        this.bids = bids;
    }

    /** Nothing is known of the book any more. */
    void clear() {
        now.count = 0;
    }

    /** Can a change of one of these prices change the text? */
    boolean isTouched(final long[] changed, final int changes) {
        if (changes == 0) {
            return false;
        }
        if (now.count < LEVELS) {
            return true;
        }
        final long worst = now.prices[LEVELS - 1];
        boolean isTouched = false;
        for (int i = 0; i < changes; i++) {
            isTouched |= bids ? changed[i] >= worst : changed[i] <= worst;
        }
        return isTouched;
    }

    /** Takes in the book as it is now. */
    void refresh(final OrderBook book) {
        next.count = bids
                ? book.copyBids(next.prices, next.quantities, LEVELS) : book.copyAsks(next.prices, next.quantities, LEVELS);
        final int same = next.same(0, now, 0);
        System.arraycopy(now.ends, 0, next.ends, 0, same);
        int written = same;
        if (same < next.count && same < now.count) {
            written = moveBehind(same);
        }
        for (int i = written, end = next.start(written); i < next.count; i++) {
            end = DigitText.put(buffer, DigitText.put(buffer, end, next.prices[i]), next.quantities[i]);
            next.ends[i] = end;
        }
        final Levels before = now;
        now = next;
        next = before;
    }

    /**
     * Writes the first level that differs, and moves behind it what stood behind its place before: with a level added the old levels from
     * there on, with one removed or set those from the one behind on.
     *
     * @return levels that are then as they should be
     */
    private int moveBehind(final int first) {
        final boolean isRemoved = next.same(first, now, first + 1) > 0;
        final int from = isRemoved || next.same(first + 1, now, first) == 0 ? first + 1 : first;
        final int to = isRemoved ? first : first + 1;
        final int moved = next.same(to, now, from);
        final int end = next.start(first);
        int levelLength = 0;
        if (!isRemoved) {
            levelLength = DigitText.put(levelBuffer, DigitText.put(levelBuffer, 0, next.prices[first]), next.quantities[first]);
            next.ends[first] = end + levelLength;
        }
        if (moved > 0) {
            final int start = now.start(from);
            final int shift = end + levelLength - start;
            if (shift != 0) {
                System.arraycopy(text, start, text, start + shift, now.ends[from + moved - 1] - start);
            }
            for (int i = 0; i < moved; i++) {
                next.ends[to + i] = now.ends[from + i] + shift;
            }
        }
        System.arraycopy(levelText, 0, text, end, levelLength);
        return to + moved;
    }

    /** The text's bytes, of which {@link #length} count. */
    byte[] text() {
        return text;
    }

    int length() {
        return now.start(now.count);
    }
}
