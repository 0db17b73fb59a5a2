package io.peregrine.risk;

import io.peregrine.message.RejectReason;

/**
 * The loss of the day and the fall from the highest profit, of all or of one strategy.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none.
 */
public final class LossTrack {
    /** No day has begun. */
    static final long NO_DAY = Long.MIN_VALUE;
    private static final long ONE_E8 = 100_000_000L;
    /** A new highest profit is written down once it is so large a part of the capital above the one that was. */
    private static final long STEPS_OF_CAPITAL = 1_000;

    private final int row;
    private long day = NO_DAY;
    private long dayStartE8;
    private long highestE8;
    private long writtenHighestE8;
    private boolean unwritten;

    /** @param row strategy id, or one more than the highest for all */
    LossTrack(final int row) {
        this.row = row;
    }

    public int row() {
        return row;
    }

    public long day() {
        return day;
    }

    /** Profit at the beginning of the day. */
    public long dayStartE8() {
        return dayStartE8;
    }

    /** Highest profit, at least 0. */
    public long highestE8() {
        return highestE8;
    }

    /** The day has begun, if it has: losses count from here. */
    void onDay(final long today, final long profitE8) {
        if (today != day) {
            // A day that begins at 0 after one that did is what a reader assumes anyway.
            unwritten |= profitE8 != 0 || dayStartE8 != 0;
            day = today;
            dayStartE8 = profitE8;
        }
    }

    /** The fall counts from here. */
    void rebase(final long profitE8) {
        highestE8 = profitE8;
        unwritten = true;
    }

    void restore(final long newDay, final long newDayStartE8, final long newHighestE8) {
        day = newDay;
        dayStartE8 = newDayStartE8;
        highestE8 = newHighestE8;
        writtenHighestE8 = newHighestE8;
        unwritten = false;
    }

    /**
     * DAILY_LOSS or DRAWDOWN where that limit is broken, else NONE.
     *
     * @param lossMaxE8          0 for none
     * @param drawdownMaxPercent 0 for none
     * @param capitalE8          to which the highest profit is added
     */
    RejectReason check(
            final long profitE8, final long lossMaxE8, final double drawdownMaxPercent, final long capitalE8, final RiskVerdict verdict) {
        verdict.begin();
        highestE8 = Math.max(highestE8, profitE8);
        unwritten |= highestE8 - writtenHighestE8 >= Math.max(1, capitalE8 / STEPS_OF_CAPITAL);
        final long lossE8 = dayStartE8 - profitE8;
        if (lossMaxE8 > 0 && lossE8 >= lossMaxE8) {
            return verdict.broken(RejectReason.DAILY_LOSS, lossMaxE8, lossE8);
        }
        final double drawdown = drawdownPercent(profitE8, capitalE8);
        if (drawdownMaxPercent > 0 && drawdown >= drawdownMaxPercent) {
            return verdict.broken(RejectReason.DRAWDOWN, (long) (drawdownMaxPercent * ONE_E8), (long) (drawdown * ONE_E8));
        }
        return RejectReason.NONE;
    }

    /** The fall from the highest profit in percent of the capital and that profit. */
    double drawdownPercent(final long profitE8, final long capitalE8) {
        final double equityE8 = (double) capitalE8 + Math.max(0, highestE8);
        return equityE8 <= 0 ? 0 : (highestE8 - profitE8) * 100.0 / equityE8;
    }

    /** Is there something to be written down since the last time? */
    public boolean takeUnwritten() {
        final boolean was = unwritten;
        unwritten = false;
        if (was) {
            writtenHighestE8 = highestE8;
        }
        return was;
    }
}
