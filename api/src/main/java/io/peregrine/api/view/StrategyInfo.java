package io.peregrine.api.view;

import io.peregrine.message.StrategyState;
import io.peregrine.strategy.StrategySettings;

/**
 * A strategy as it is now.
 *
 * @param settings    as configured
 * @param state       stopped, running or failed
 * @param reason      why, in words; may be empty
 * @param sinceNs     when it came to this state; {@link Order#NO_TIME} where it never left the first
 * @param openOrders  its orders that have not ended
 * @param performance how it did
 */
public record StrategyInfo(
        StrategySettings settings, StrategyState state, String reason, long sinceNs, int openOrders, Performance performance) {
}
