package io.peregrine.api.view;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which order came of which command.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> the last {@value #COMMANDS_MAX}; whoever waits for one waits a few seconds.
 */
final class CommandLog {
    private static final int COMMANDS_MAX = 10_000;

    private final Map<Long, Long> orderIds = new LinkedHashMap<>();

    void onPlaced(final long correlationId, final long orderId) {
        orderIds.put(correlationId, orderId);
        if (orderIds.size() > COMMANDS_MAX) {
            final Iterator<Long> oldest = orderIds.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The engine's id of the order, or null. */
    Long placed(final long correlationId) {
        return orderIds.get(correlationId);
    }

    /** Correlation ids start again with each run. */
    void reset() {
        orderIds.clear();
    }
}
