package io.peregrine.venue.kraken.feed;

import io.peregrine.feed.TopLevels;
import io.peregrine.feed.TopListener;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The best ten levels of one side as the text that the checksum is of: price and quantity of each level, best first, as digits without
 * point and leading zeros, which is how their mantissas are written. Kept from one update to the next: of a level that is set, added or
 * removed the text is written, and what stands behind it is moved as it is.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> a text of at most {@value #TEXT_BYTES} bytes. <b>Allocates:</b> none
 * after construction.
 */
final class TopText implements TopListener {
    /** Levels a side that the checksum is of. */
    static final int LEVELS = 10;

    private static final int NUMBER_DIGITS_MAX = 19;
    /** Bytes of the ten levels at most. */
    static final int BYTES_MAX = LEVELS * 2 * NUMBER_DIGITS_MAX;

    private static final int LEVEL_BYTES = 2 * NUMBER_DIGITS_MAX + DigitText.WRITABLE_BYTES;
    private static final int TEXT_BYTES = (TopLevels.LEVELS_MAX + 1) * LEVEL_BYTES;

    private final TopLevels levels;
    private final byte[] text = new byte[TEXT_BYTES];
    private final byte[] levelText = new byte[LEVEL_BYTES];
    private final UnsafeBuffer levelBuffer = new UnsafeBuffer(levelText);
    /** Where the text of each level begins; behind the last one, where it ends. */
    private final int[] starts = new int[TopLevels.LEVELS_MAX + 1];
    /** Levels whose text is there. */
    private int count;
    private boolean isChanged = true;

    TopText(final TopLevels levels) {
        this.levels = levels;
        levels.follow(this, LEVELS);
    }

    @Override
    public void onReplaced() {
        count = 0;
        isChanged = true;
    }

    @Override
    public void onSet(final int level, final long price, final long quantity) {
        isChanged |= level < LEVELS;
        if (level >= count) {
            return;
        }
        final int length = write(price, quantity);
        final int next = starts[level + 1];
        final int shift = starts[level] + length - next;
        if (shift != 0) {
            System.arraycopy(text, next, text, next + shift, starts[count] - next);
            for (int i = level + 1; i <= count; i++) {
                starts[i] += shift;
            }
        }
        System.arraycopy(levelText, 0, text, starts[level], length);
    }

    @Override
    public void onInserted(final int level, final long price, final long quantity) {
        isChanged |= level < LEVELS;
        if (level > count) {
            return;
        }
        final int length = write(price, quantity);
        final int start = starts[level];
        final int kept = Math.min(count, TopLevels.LEVELS_MAX - 1);
        System.arraycopy(text, start, text, start + length, starts[kept] - start);
        for (int i = kept; i >= level; i--) {
            starts[i + 1] = starts[i] + length;
        }
        System.arraycopy(levelText, 0, text, start, length);
        count = kept + 1;
    }

    @Override
    public void onRemoved(final int level) {
        isChanged |= level < LEVELS;
        if (level >= count) {
            return;
        }
        final int start = starts[level];
        final int next = starts[level + 1];
        System.arraycopy(text, next, text, start, starts[count] - next);
        count--;
        for (int i = level + 1; i <= count; i++) {
            starts[i] = starts[i + 1] - next + start;
        }
    }

    /** Writes what is missing of the text; false where it is the same as at the last call. */
    boolean refresh() {
        levels.refresh();
        count = Math.min(count, levels.count());
        while (count < levels.count()) {
            final int length = write(levels.price(count), levels.quantity(count));
            System.arraycopy(levelText, 0, text, starts[count], length);
            starts[count + 1] = starts[count] + length;
            count++;
        }
        final boolean wasChanged = isChanged;
        isChanged = false;
        return wasChanged;
    }

    private int write(final long price, final long quantity) {
        return DigitText.put(levelBuffer, DigitText.put(levelBuffer, 0, price), quantity);
    }

    /** The text's bytes, of which {@link #length} count. */
    byte[] text() {
        return text;
    }

    int length() {
        return starts[Math.min(count, LEVELS)];
    }
}
