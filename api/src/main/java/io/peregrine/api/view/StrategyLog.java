package io.peregrine.api.view;

import io.peregrine.message.StrategyState;
import io.peregrine.strategy.StrategySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The strategies' states.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class StrategyLog {
    private final Map<Integer, StrategySettings> settings = new HashMap<>();
    private final Map<Integer, Status> statuses = new HashMap<>();
    private final int idMax;

    StrategyLog(final List<StrategySettings> strategies) {
        int max = 0;
        for (final StrategySettings strategy : strategies) {
            settings.put(strategy.strategyId(), strategy);
            max = Math.max(max, strategy.strategyId());
        }
        idMax = max;
    }

    /** Highest configured id; 0 where there is none. */
    int idMax() {
        return idMax;
    }

    boolean contains(final int strategyId) {
        return settings.containsKey(strategyId);
    }

    void onStatus(final int strategyId, final StrategyState state, final String reason, final long timeNs) {
        statuses.put(strategyId, new Status(state, reason, timeNs));
    }

    /** A new run starts with all strategies stopped. */
    void reset() {
        statuses.clear();
    }

    StrategyInfo info(final int strategyId, final int openOrders, final Performance performance) {
        final Status status = statuses.getOrDefault(strategyId, Status.INITIAL);
        return new StrategyInfo(settings.get(strategyId), status.state, status.reason, status.timeNs, openOrders, performance);
    }

    private record Status(StrategyState state, String reason, long timeNs) {
        private static final Status INITIAL = new Status(StrategyState.STOPPED, "", Order.NO_TIME);
    }
}
