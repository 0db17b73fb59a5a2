package io.peregrine.strategy;

import io.peregrine.instrument.Instruments;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;

/** Strategies by type: the name of a built-in one, or a class on the class path. */
public final class Strategies {
    /** The built-in types. */
    public static final List<String> TYPES = List.of(MarketMaker.TYPE);

    private Strategies() {
    }

    /** See {@link StrategyFactory#create}; by {@link StrategyLoader}, so that a strategy that does not come back can be stopped. */
    public static Strategy create(final StrategySettings settings, final Instruments instruments) {
        return StrategyLoader.create(className(settings), settings, instruments);
    }

    private static String className(final StrategySettings settings) {
        if (settings.type().equals(MarketMaker.TYPE)) {
            return MarketMaker.class.getName();
        }
        if (settings.type().indexOf('.') > 0) {
            return settings.type();
        }
        throw new IllegalArgumentException("strategy " + settings.name() + ": unknown type '" + settings.type() + "'; known: "
                + String.join(", ", TYPES) + ", and classes by their full name");
    }
}
