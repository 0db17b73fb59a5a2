package io.peregrine.position;

/**
 * Hears of every change of a position, on the thread and within the event that causes it: an implementation does not wait, read a clock or
 * allocate.
 */
public interface PositionListener {
    /** Nobody listens. */
    PositionListener NONE = new PositionListener() {
        @Override
        public void onPosition(final Position total) {
            // Nobody.
        }

        @Override
        public void onBaseline(final int instrumentId, final long baselineE8) {
            // Nobody.
        }
    };

    /** A position, of all strategies together, is as it stands now. */
    void onPosition(Position total);

    /**
     * What the account holds of an instrument's base asset besides all fills: the venue's balance is this and what fills have made of it.
     *
     * @param baselineE8 at 8 decimals
     */
    void onBaseline(int instrumentId, long baselineE8);
}
