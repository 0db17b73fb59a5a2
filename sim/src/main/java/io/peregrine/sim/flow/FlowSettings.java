package io.peregrine.sim.flow;

/**
 * Settings of the order flow, written as {@code rate=200,levels=80,volatility=1.0}.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param rate       events a second, 0 to 100,000; 0 pauses
 * @param levels     price levels that the market makers keep on each side, 0 to 1,000; 0 leaves the books empty
 * @param volatility factor on the usual movement of all fair prices, 0 to 100; at 0 they stand still
 */
public record FlowSettings(double rate, int levels, double volatility) {
    /** 200 events a second, 80 levels, usual volatility. */
    public static final FlowSettings STANDARD = new FlowSettings(200, 80, 1.0);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the setting, the value and the range
     */
    public FlowSettings {
        check("rate", rate, 100_000);
        check("levels", levels, 1_000);
        check("volatility", volatility, 100);
    }

    /**
     * Parses {@code key=value,…}; what is not named stays standard.
     *
     * @throws IllegalArgumentException for an unknown key or a bad value
     */
    public static FlowSettings parse(final String text) {
        FlowSettings settings = STANDARD;
        for (final String entry : text.isBlank() ? new String[0] : text.split(",")) {
            final int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("flow: expected key=value, found '" + entry + "'");
            }
            settings = settings.with(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip());
        }
        return settings;
    }

    /** The same with another rate. */
    public FlowSettings withRate(final double newRate) {
        return new FlowSettings(newRate, levels, volatility);
    }

    private FlowSettings with(final String key, final String value) {
        try {
            return switch (key) {
                case "rate" -> withRate(Double.parseDouble(value));
                case "levels" -> new FlowSettings(rate, Integer.parseInt(value), volatility);
                case "volatility" -> new FlowSettings(rate, levels, Double.parseDouble(value));
                default -> throw new IllegalArgumentException("flow: unknown key '" + key + "'; known: rate, levels, volatility");
            };
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("flow: " + key + " is not a number: '" + value + "'", e);
        }
    }

    private static void check(final String name, final double value, final double max) {
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException("flow: " + name + " must be from 0 to " + (long) max + ", found " + value);
        }
    }
}
