package io.peregrine.strategy;

import io.peregrine.instrument.Instruments;
import java.util.List;

/** The built-in strategies by type. */
public final class Strategies {
    /** The types that {@link #create} knows. */
    public static final List<String> TYPES = List.of(MarketMaker.TYPE);

    private Strategies() {
    }

    /** See {@link StrategyFactory#create}. */
    public static Strategy create(final StrategySettings settings, final Instruments instruments) {
        if (settings.type().equals(MarketMaker.TYPE)) {
            return new MarketMaker(settings, instruments);
        }
        throw new IllegalArgumentException(
                "strategy " + settings.name() + ": unknown type '" + settings.type() + "'; known: " + String.join(", ", TYPES));
    }
}
