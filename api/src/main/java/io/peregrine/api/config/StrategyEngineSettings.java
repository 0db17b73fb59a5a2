package io.peregrine.api.config;

/**
 * {@code hft.strategy_engine}.
 *
 * @param strategiesMax       how many strategies may be configured
 * @param signalBufferSize    batch signals that may wait for the trade thread
 * @param executionTimeoutNs  longest time a strategy may take over one event
 * @param performanceWindowNs span of the performance figures
 */
public record StrategyEngineSettings(int strategiesMax, int signalBufferSize, long executionTimeoutNs, long performanceWindowNs) {
}
