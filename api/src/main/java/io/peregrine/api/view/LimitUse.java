package io.peregrine.api.view;

/**
 * How much of one limit is used.
 *
 * @param limit     its key in the configuration
 * @param scope     {@code total}, or whose it is: {@code venue:kraken}, {@code strategy:mm-btc}, {@code instrument:kraken:BTC/USD}
 * @param bound     the limit
 * @param value     what is held against it
 */
public record LimitUse(String limit, String scope, double bound, double value) {
    /** Of everything together. */
    public static final String TOTAL = "total";

    /** The part that is used, 0 or more; above 1 the limit is exceeded. */
    public double used() {
        return bound <= 0 ? 0 : Math.max(0, value) / bound;
    }
}
