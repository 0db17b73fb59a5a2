package io.peregrine.sim.binance;

/**
 * Rate limits of the venue.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param weightPerMinute        request weight per address
 * @param requestsPer5Minutes    raw requests per address
 * @param connectionsPer5Minutes WebSocket connections per address
 * @param ordersPer10Seconds     unfilled orders per account
 * @param ordersPerDay           unfilled orders per account
 */
public record VenueLimits(long weightPerMinute, long requestsPer5Minutes, long connectionsPer5Minutes, long ordersPer10Seconds,
        long ordersPerDay) {
    /** As the venue documents them. */
    public static final VenueLimits STANDARD = new VenueLimits(6_000, 61_000, 300, 100, 200_000);
}
