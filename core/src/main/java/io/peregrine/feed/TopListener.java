package io.peregrine.feed;

/**
 * Is told how {@link TopLevels} change. Levels that come or go at their end, because more or fewer are known, are no change.
 *
 * <p><b>Threading:</b> called by the feed agent.
 */
public interface TopListener {
    /** For levels that nobody follows. */
    TopListener NONE = new TopListener() {
        @Override
        public void onReplaced() {
        }

        @Override
        public void onSet(final int level, final long price, final long quantity) {
        }

        @Override
        public void onInserted(final int level, final long price, final long quantity) {
        }

        @Override
        public void onRemoved(final int level) {
        }
    };

    /** Any of them may be another now. */
    void onReplaced();

    /** A level has another quantity. */
    void onSet(int level, long price, long quantity);

    /** A new level stands here, before the one that stood here; where the most that are kept were there, the last of them is gone. */
    void onInserted(int level, long price, long quantity);

    /** A level is gone; the next one stands here. */
    void onRemoved(int level);
}
