package io.peregrine.venue.binance.reference;

/**
 * One of the venue's rate limits.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param type       what is counted
 * @param intervalNs in this time
 * @param limit      so many at most
 */
public record BinanceRateLimit(Type type, long intervalNs, int limit) {
    /** What a limit counts. */
    public enum Type {
        /** The weights of all requests from one address. */
        REQUEST_WEIGHT,
        /** New orders of one account; an order's first fill takes it off again. */
        ORDERS
    }
}
