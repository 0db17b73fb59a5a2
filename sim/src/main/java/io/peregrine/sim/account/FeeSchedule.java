package io.peregrine.sim.account;

/**
 * Trading fees as a fraction of the trade, rounded down at eight decimals.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> parts per million.
 *
 * @param makerPpm fee of the resting order
 * @param takerPpm fee of the incoming order
 * @param charged  in which asset
 */
public record FeeSchedule(long makerPpm, long takerPpm, Charged charged) {
    /** 0.1 % on both sides. */
    public static final FeeSchedule STANDARD = new FeeSchedule(1_000, 1_000, Charged.RECEIVED);
    /** No fees. */
    public static final FeeSchedule FREE = new FeeSchedule(0, 0, Charged.RECEIVED);

    private static final long MILLION = 1_000_000;

    /** In which asset a fee is paid. */
    public enum Charged {
        /** In what the order receives: a buy is credited less, a sell is paid less. */
        RECEIVED,
        /** Always in the quote asset: a buy pays it on top, and locks it beforehand. */
        QUOTE
    }

    /** The fee on an amount, rounded down. */
    public long fee(final long amount, final boolean maker) {
        final long ppm = maker ? makerPpm : takerPpm;
        return amount / MILLION * ppm + amount % MILLION * ppm / MILLION;
    }

    /** What a buy of a notional locks: the notional, and the fee where that comes on top. */
    public long reserve(final long notional) {
        return charged == Charged.QUOTE ? notional + fee(notional, false) : notional;
    }

    /** Is the fee of an order paid in the quote asset? */
    boolean inQuote(final boolean buy) {
        return charged == Charged.QUOTE || !buy;
    }
}
