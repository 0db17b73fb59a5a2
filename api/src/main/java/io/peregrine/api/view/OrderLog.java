package io.peregrine.api.view;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The orders of the journal by the engine's id and by the caller's, and their counts.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> every open order, and the last terminal ones up to the capacity; of older
 * ones only the caller's id is remembered, up to {@value #USER_IDS_MAX}.
 */
final class OrderLog {
    private static final int USER_IDS_MAX = 1_000_000;

    private final int terminalMax;
    private final NavigableMap<Long, Order> byId = new TreeMap<>();
    private final Map<Long, Order> terminal = new LinkedHashMap<>();
    private final LinkedHashSet<Long> open = new LinkedHashSet<>();
    private final Map<String, Long> byUserId = new LinkedHashMap<>();
    private final Map<Integer, OrderFlow> flows = new HashMap<>();
    private long total;
    private long filled;
    private long canceled;
    private long rejected;
    private long expired;
    private long fillTimeNs;

    OrderLog(final int terminalMax) {
        this.terminalMax = terminalMax;
    }

    /** The order, made if it is new. */
    Order acquire(final long id) {
        final Order known = byId.get(id);
        if (known != null) {
            return known;
        }
        final Order order = new Order(id);
        byId.put(id, order);
        open.add(id);
        total++;
        return order;
    }

    /** The order, or null. */
    Order find(final long id) {
        return byId.get(id);
    }

    /** The engine's id of the order with this caller's id, or null; it may have left the memory. */
    Long idOf(final String clientOrderId) {
        return byUserId.get(clientOrderId);
    }

    void name(final Order order, final String clientOrderId) {
        order.clientOrderId = clientOrderId;
        byUserId.putIfAbsent(clientOrderId, order.id);
        if (byUserId.size() > USER_IDS_MAX) {
            removeFirst(byUserId);
        }
    }

    /** From here the order counts as ended, once. */
    void end(final Order order, final long timeNs) {
        if (!open.remove(order.id)) {
            return;
        }
        order.doneTimeNs = timeNs;
        count(order);
        terminal.put(order.id, order);
        if (terminal.size() > terminalMax) {
            byId.remove(removeFirst(terminal));
        }
    }

    /** All in memory, by id. */
    NavigableMap<Long, Order> all() {
        return byId;
    }

    /** Those that have not ended. */
    Iterable<Order> open() {
        return () -> open.stream().map(byId::get).iterator();
    }

    int openCount() {
        return open.size();
    }

    int openCount(final int strategyId) {
        return (int) open.stream().filter(id -> byId.get(id).strategyId == strategyId).count();
    }

    OrderCounts counts() {
        return new OrderCounts(total, filled, canceled, rejected, expired, filled == 0 ? 0 : fillTimeNs / 1e6 / filled);
    }

    /** A new run counts from zero. */
    void resetCounts() {
        flows.clear();
        total = 0;
        filled = 0;
        canceled = 0;
        rejected = 0;
        expired = 0;
        fillTimeNs = 0;
    }

    /** What became of the orders of these instruments. */
    OrderFlow flow(final IntPredicate instrumentIds) {
        final OrderFlow sum = new OrderFlow();
        flows.forEach((instrumentId, flow) -> {
            if (instrumentIds.test(instrumentId)) {
                sum.add(flow);
            }
        });
        return sum;
    }

    private void count(final Order order) {
        flows.computeIfAbsent(order.instrumentId, id -> new OrderFlow()).onEnd(order);
        switch (order.status) {
            case FILLED -> {
                filled++;
                fillTimeNs += order.sentTimeNs == Order.NO_TIME ? 0 : order.doneTimeNs - order.sentTimeNs;
            }
            case CANCELED -> canceled++;
            case EXPIRED -> expired++;
            case REJECTED, RISK_REJECTED -> rejected++;
            default -> throw new IllegalStateException("not a terminal status: " + order.status);
        }
    }

    private static <K> K removeFirst(final Map<K, ?> map) {
        final Iterator<K> keys = map.keySet().iterator();
        final K first = keys.next();
        keys.remove();
        return first;
    }
}
