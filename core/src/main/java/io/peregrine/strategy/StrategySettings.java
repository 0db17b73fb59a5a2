package io.peregrine.strategy;

import java.util.Map;

/**
 * One configured strategy.
 *
 * @param strategyId    dense, from 1; 0 is orders placed by hand
 * @param name          its id in REST and configuration, for example {@code mm-btc}
 * @param type          which class, for example {@code market-making}
 * @param instrumentIds what it trades
 * @param parameters    by name, as text; the strategy parses and checks them
 * @param autoStart     does it start with the engine?
 */
public record StrategySettings(
        int strategyId, String name, String type, int[] instrumentIds, Map<String, String> parameters, boolean autoStart) {
}
