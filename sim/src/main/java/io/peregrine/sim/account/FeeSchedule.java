package io.peregrine.sim.account;

/**
 * Trading fees as a fraction of what is received, in the asset that is received. The fee is rounded down at eight decimals.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> parts per million.
 *
 * @param makerPpm fee of the resting order
 * @param takerPpm fee of the incoming order
 */
public record FeeSchedule(long makerPpm, long takerPpm) {
    /** 0.1 % on both sides. */
    public static final FeeSchedule STANDARD = new FeeSchedule(1_000, 1_000);
    /** No fees. */
    public static final FeeSchedule FREE = new FeeSchedule(0, 0);

    private static final long MILLION = 1_000_000;

    /** The fee on an amount, rounded down. */
    public long fee(final long amount, final boolean maker) {
        final long ppm = maker ? makerPpm : takerPpm;
        return amount / MILLION * ppm + amount % MILLION * ppm / MILLION;
    }
}
