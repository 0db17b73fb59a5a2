package io.peregrine.strategy;

import io.peregrine.instrument.Instruments;

/** Makes a strategy out of its settings. */
@FunctionalInterface
public interface StrategyFactory {
    /**
     * @throws IllegalArgumentException for an unknown type, or naming strategy, parameter, value and the allowed range
     */
    Strategy create(StrategySettings settings, Instruments instruments);
}
