package io.peregrine.risk;

/**
 * What a limit's number stands for.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum LimitUnit {
    /** Base units, 8 decimals. */
    QUANTITY,
    /** The quote asset, 8 decimals. */
    MONEY,
    /** Percent, 8 decimals. */
    PERCENT,
    /** A multiple, 8 decimals. */
    FACTOR,
    /** A whole number. */
    COUNT,
    /** Nanoseconds. */
    DURATION,
    /** First minute of the day × {@value LimitUnit#HOURS_BASE} + the minute that ends it, UTC. */
    HOURS;

    /** Splits the two minutes of {@link #HOURS}. */
    public static final long HOURS_BASE = 10_000;
    /** Minutes of a day. */
    public static final long DAY_MINUTES = 1_440;

    private static final long ONE_E8 = 100_000_000L;
    private static final long NS_OF_E8 = 10;

    /** The number in a risk event: at 8 decimals, durations in seconds; hours as they are. */
    public long e8(final long value) {
        return switch (this) {
            case QUANTITY, MONEY, PERCENT, FACTOR, HOURS -> value;
            case COUNT -> value > Long.MAX_VALUE / ONE_E8 ? Long.MAX_VALUE : value * ONE_E8;
            case DURATION -> value / NS_OF_E8;
        };
    }
}
