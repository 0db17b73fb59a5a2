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

    /**
     * Parses {@code weight=…,requests=…,connections=…,orders=…,ordersPerDay=…}; what is not named stays as documented.
     *
     * @throws IllegalArgumentException for an unknown key or a value that is not a positive whole number
     */
    public static VenueLimits parse(final String text) {
        VenueLimits limits = STANDARD;
        for (final String entry : text.isBlank() ? new String[0] : text.split(",")) {
            final int equals = entry.indexOf('=');
            limits = limits.with(entry.substring(0, Math.max(0, equals)).strip(), value(entry, entry.substring(equals + 1).strip()));
        }
        return limits;
    }

    private VenueLimits with(final String key, final long value) {
        return switch (key) {
            case "weight" -> new VenueLimits(value, requestsPer5Minutes, connectionsPer5Minutes, ordersPer10Seconds, ordersPerDay);
            case "requests" -> new VenueLimits(weightPerMinute, value, connectionsPer5Minutes, ordersPer10Seconds, ordersPerDay);
            case "connections" -> new VenueLimits(weightPerMinute, requestsPer5Minutes, value, ordersPer10Seconds, ordersPerDay);
            case "orders" -> new VenueLimits(weightPerMinute, requestsPer5Minutes, connectionsPer5Minutes, value, ordersPerDay);
            case "ordersPerDay" ->
                new VenueLimits(weightPerMinute, requestsPer5Minutes, connectionsPer5Minutes, ordersPer10Seconds, value);
            default -> throw new IllegalArgumentException("limits: unknown key '" + key
                    + "'; known: weight, requests, connections, orders, ordersPerDay");
        };
    }

    private static long value(final String entry, final String text) {
        try {
            final long value = Long.parseLong(text);
            if (value > 0) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("limits: expected key=number, found '" + entry + "'", e);
        }
        throw new IllegalArgumentException("limits: must be positive: '" + entry + "'");
    }
}
