package io.peregrine.venue.coinbase.gateway;

import java.util.ArrayDeque;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The engine's orders that may work at the venue, and those that ended last, by the engine's id and by the venue's.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction: ended orders make room for new ones, the
 * oldest first, and where all work there is no room. <b>Errors:</b> an id that is not here is null.
 */
final class SentOrders {
    static final int ORDERS_MAX = 8192;

    private static final float LOAD_FACTOR = 0.5f;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final SentOrder[] orders = new SentOrder[ORDERS_MAX];
    private final Long2ObjectHashMap<SentOrder> byClientId = new Long2ObjectHashMap<>(2 * ORDERS_MAX, LOAD_FACTOR, true);
    private final Long2ObjectHashMap<SentOrder> byVenueId = new Long2ObjectHashMap<>(2 * ORDERS_MAX, LOAD_FACTOR, true);
    private final ArrayDeque<SentOrder> free = new ArrayDeque<>(ORDERS_MAX + 1);
    private final ArrayDeque<SentOrder> ended = new ArrayDeque<>(ORDERS_MAX + 1);

    SentOrders() {
        for (int i = 0; i < ORDERS_MAX; i++) {
            orders[i] = new SentOrder(i);
            free.addLast(orders[i]);
        }
    }

    /** The order of an engine's id, or null. */
    SentOrder get(final long clientOrderId) {
        return byClientId.get(clientOrderId);
    }

    /** The order of a venue's id, or null. */
    SentOrder get(final long venueIdHigh, final long venueIdLow) {
        final SentOrder order = byVenueId.get(key(venueIdHigh, venueIdLow));
        return order != null && order.venueIdHigh == venueIdHigh && order.venueIdLow == venueIdLow ? order : null;
    }

    /** By its place, from 0 to {@link #ORDERS_MAX}; it may be unused. */
    SentOrder at(final int index) {
        return orders[index];
    }

    /** Is it an order that may work? */
    boolean works(final SentOrder order) {
        return !order.isEnded && byClientId.get(order.clientOrderId) == order;
    }

    /** Takes in an order, or finds it here; null where all that are here work. */
    SentOrder add(final long clientOrderId, final int instrumentId) {
        final SentOrder known = byClientId.get(clientOrderId);
        if (known != null) {
            return known;
        }
        SentOrder order = free.pollFirst();
        if (order == null) {
            order = ended.pollFirst();
            if (order == null) {
                return null;
            }
            forget(order);
        }
        order.reset(clientOrderId, instrumentId);
        byClientId.put(clientOrderId, order);
        return order;
    }

    /** The venue's id of an order. */
    void identify(final SentOrder order, final long venueIdHigh, final long venueIdLow) {
        if (order.hasVenueId) {
            byVenueId.remove(key(order.venueIdHigh, order.venueIdLow));
        }
        order.hasVenueId = true;
        order.venueIdHigh = venueIdHigh;
        order.venueIdLow = venueIdLow;
        byVenueId.put(key(venueIdHigh, venueIdLow), order);
    }

    /** Nothing more is expected of it; it is kept for what comes late. */
    void end(final SentOrder order) {
        if (!order.isEnded) {
            order.isEnded = true;
            ended.addLast(order);
        }
    }

    int size() {
        return byClientId.size();
    }

    private void forget(final SentOrder order) {
        byClientId.remove(order.clientOrderId);
        if (order.hasVenueId && byVenueId.get(key(order.venueIdHigh, order.venueIdLow)) == order) {
            byVenueId.remove(key(order.venueIdHigh, order.venueIdLow));
        }
    }

    private static long key(final long high, final long low) {
        return high * MIX ^ low;
    }
}
