package io.peregrine.runtime;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Feeds, trade core and gateways, put together for a plan.
 *
 * @param threads hot threads, in the order in which they are to end
 * @param trade   the trade agent among them
 * @param drops   counters of messages between threads for which there was no room, by name
 */
record Wiring(List<HotThread> threads, TradeDuty trade, Map<String, LongSupplier> drops) {
    /** Index of the hot thread that calls the strategies. */
    int tradeThread() {
        for (int i = 0; i < threads.size(); i++) {
            if (threads.get(i).duties().contains(trade)) {
                return i;
            }
        }
        throw new IllegalStateException("no hot thread trades");
    }
}
