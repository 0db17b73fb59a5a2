package io.peregrine.gateway;

/**
 * Settings of a paper gateway.
 *
 * @param latencyNs      from a request to its effect, at least 0
 * @param makerFeeRateE8 fee of a resting order's fill, as a fraction of the notional at 8 decimals; 100000 is 0.1 %
 * @param takerFeeRateE8 fee of a fill that takes
 * @param openOrdersMax  resting orders, and requests on their way, at most; one more is refused
 */
public record PaperSettings(long latencyNs, long makerFeeRateE8, long takerFeeRateE8, int openOrdersMax) {
    private static final long RATE_MAX_E8 = 10_000_000;

    /**
     * Checks the ranges above.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public PaperSettings {
        check(latencyNs >= 0, "latencyNs", latencyNs);
        check(Math.abs(makerFeeRateE8) <= RATE_MAX_E8, "makerFeeRateE8", makerFeeRateE8);
        check(Math.abs(takerFeeRateE8) <= RATE_MAX_E8, "takerFeeRateE8", takerFeeRateE8);
        check(openOrdersMax > 0, "openOrdersMax", openOrdersMax);
    }

    private static void check(final boolean ok, final String field, final long value) {
        if (!ok) {
            throw new IllegalArgumentException("paper gateway " + field + " out of range: " + value);
        }
    }
}
