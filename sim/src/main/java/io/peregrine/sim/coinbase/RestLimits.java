package io.peregrine.sim.coinbase;

/**
 * How many REST requests a second are served, and how many at once. Written as {@code public=10,private=15,fills=10}.
 *
 * <p><b>Threading:</b> immutable. Source: A10 and B6 of the protocol document.
 *
 * @param publicPerSecond  per address
 * @param publicBurst      per address
 * @param privatePerSecond per account
 * @param privateBurst     per account
 * @param fillsPerSecond   per account, for fills
 * @param fillsBurst       per account, for fills
 */
public record RestLimits(long publicPerSecond, long publicBurst, long privatePerSecond, long privateBurst, long fillsPerSecond,
        long fillsBurst) {
    /** Of Coinbase Exchange. */
    public static final RestLimits EXCHANGE = new RestLimits(10, 15, 15, 30, 10, 20);
    /** Of Coinbase Advanced Trade; it documents no bursts, so a second's requests may come at once. */
    public static final RestLimits ADVANCED = new RestLimits(10, 10, 30, 30, 30, 30);

    private static final long MAX = 1_000_000;

    /**
     * The same with what a text names; a named rate is its own burst, doubled.
     *
     * @throws IllegalArgumentException for an unknown key or a bad value
     */
    public RestLimits with(final String text) {
        RestLimits limits = this;
        for (final String entry : text.isBlank() ? new String[0] : text.split(",")) {
            final int equals = entry.indexOf('=');
            limits = limits.with(entry.substring(0, Math.max(0, equals)).strip(), value(entry, entry.substring(equals + 1).strip()));
        }
        return limits;
    }

    private RestLimits with(final String key, final long perSecond) {
        return switch (key) {
            case "public" -> new RestLimits(perSecond, 2 * perSecond, privatePerSecond, privateBurst, fillsPerSecond, fillsBurst);
            case "private" -> new RestLimits(publicPerSecond, publicBurst, perSecond, 2 * perSecond, fillsPerSecond, fillsBurst);
            case "fills" -> new RestLimits(publicPerSecond, publicBurst, privatePerSecond, privateBurst, perSecond, 2 * perSecond);
            default -> throw new IllegalArgumentException("limits: unknown key '" + key + "'; known: public, private, fills");
        };
    }

    private static long value(final String entry, final String value) {
        try {
            final long number = Long.parseLong(value);
            if (number < 1 || number > MAX) {
                throw new IllegalArgumentException("limits: a rate must be from 1 to " + MAX + ", found " + entry);
            }
            return number;
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("limits: not a whole number: '" + entry + "'", e);
        }
    }
}
