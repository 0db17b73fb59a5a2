package io.peregrine.strategy;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a strategy's parameters, and refuses what is unknown, malformed or out of range: naming strategy, parameter, value and range.
 *
 * <p><b>Threading:</b> for set-up.
 */
public final class StrategyParameters {
    private final StrategySettings settings;

    /** @param known all names that the strategy understands */
    public StrategyParameters(final StrategySettings settings, final Set<String> known) {
        this.settings = settings;
        for (final String name : new TreeSet<>(settings.parameters().keySet())) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "strategy " + settings.name() + ": unknown parameter '" + name + "'; known: " + new TreeSet<>(known));
            }
        }
    }

    /** Is it given? */
    public boolean has(final String name) {
        return settings.parameters().containsKey(name);
    }

    /** A number within the range, or the default. */
    public double number(final String name, final double defaultValue, final double minimum, final double maximum) {
        if (!has(name)) {
            return defaultValue;
        }
        final String text = settings.parameters().get(name).trim();
        try {
            final double value = Double.parseDouble(text);
            if (value >= minimum && value <= maximum) {
                return value;
            }
        } catch (final NumberFormatException malformed) {
            throw refused(name, text, "a number from " + minimum + " to " + maximum);
        }
        throw refused(name, text, "a number from " + minimum + " to " + maximum);
    }

    /** A quantity of this instrument on its lots, above zero; or the null value where it is not given. */
    public long quantity(final String name, final Instrument instrument) {
        if (!has(name)) {
            return Instrument.NULL_VALUE;
        }
        final String text = settings.parameters().get(name).trim();
        final long quantity = Decimals.parse(text, instrument.quantityDecimals());
        if (quantity <= 0 || quantity % instrument.lotSize() != 0) {
            final String lot = Decimals.format(instrument.lotSize(), instrument.quantityDecimals());
            throw refused(name, text, "a multiple of " + lot + " " + instrument.baseAsset() + " above 0");
        }
        return quantity;
    }

    /** What to throw for a value that is not {@code allowed}. */
    public IllegalArgumentException refused(final String name, final String value, final String allowed) {
        return new IllegalArgumentException(
                "strategy " + settings.name() + ": parameter '" + name + "' is '" + value + "', but must be " + allowed);
    }
}
