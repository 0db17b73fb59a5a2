package io.peregrine.sim.kraken;

/**
 * Rate limits, by default those of the Pro tier (section 11), written as {@code counter=180,decay=3.75,orders=225,calls=20,callDecay=1}.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param counter   ceiling of the trading engine's counter of a pair
 * @param decay     what it loses a second
 * @param orders    open orders of a pair
 * @param calls     ceiling of the counter of private REST calls
 * @param callDecay what it loses a second
 */
record KrakenLimits(double counter, double decay, double orders, double calls, double callDecay) {
    static final KrakenLimits PRO = new KrakenLimits(180, 3.75, 225, 20, 1);

    /**
     * Parses {@code key=value,…}; what is not named stays as it is for Pro.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static KrakenLimits parse(final String text) {
        KrakenLimits limits = PRO;
        for (final String entry : text.isBlank() ? new String[0] : text.split(",")) {
            final int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("limits: expected key=number, found '" + entry + "'");
            }
            limits = limits.with(entry.substring(0, equals).strip(), value(entry, entry.substring(equals + 1).strip()));
        }
        return limits;
    }

    private KrakenLimits with(final String key, final double value) {
        return switch (key) {
            case "counter" -> new KrakenLimits(value, decay, orders, calls, callDecay);
            case "decay" -> new KrakenLimits(counter, value, orders, calls, callDecay);
            case "orders" -> new KrakenLimits(counter, decay, value, calls, callDecay);
            case "calls" -> new KrakenLimits(counter, decay, orders, value, callDecay);
            case "callDecay" -> new KrakenLimits(counter, decay, orders, calls, value);
            default -> throw new IllegalArgumentException(
                    "limits: unknown key '" + key + "'; known: counter, decay, orders, calls, callDecay");
        };
    }

    private static double value(final String entry, final String text) {
        try {
            final double value = Double.parseDouble(text);
            if (!(value > 0)) {
                throw new IllegalArgumentException("limits: must be positive: '" + entry + "'");
            }
            return value;
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("limits: expected key=number, found '" + entry + "'", e);
        }
    }
}
