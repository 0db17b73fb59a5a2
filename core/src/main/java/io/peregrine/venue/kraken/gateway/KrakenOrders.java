package io.peregrine.venue.kraken.gateway;

import org.agrona.collections.Long2LongHashMap;

/**
 * The last orders that were sent, by our id and by the venue's: events may name an order by either, limits depend on its age, and what
 * became of those that worked when a connection ended must be asked for.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> a ring of {@link #ORDERS_MAX}: a newer order takes the place of the
 * oldest, which is then known by what the venue's events say of it only. <b>Units:</b> nanoseconds of the engine's clock.
 * <b>Allocates:</b> none after construction.
 */
final class KrakenOrders {
    static final int ORDERS_MAX = 8192;
    /** No such order. */
    static final int NONE = -1;

    private static final int ACKNOWLEDGED = 1;
    private static final int TRIGGERED = 2;
    private static final int ENDED = 4;

    private final Long2LongHashMap byClientOrderId = new Long2LongHashMap(2 * ORDERS_MAX, 0.6f, NONE);
    private final Long2LongHashMap byVenueId = new Long2LongHashMap(2 * ORDERS_MAX, 0.6f, NONE);
    private final long[] clientOrderIds = new long[ORDERS_MAX];
    private final int[] instrumentIds = new int[ORDERS_MAX];
    private final long[] highs = new long[ORDERS_MAX];
    private final long[] lows = new long[ORDERS_MAX];
    private final long[] changeTimesNs = new long[ORDERS_MAX];
    private final long[] cumQuantities = new long[ORDERS_MAX];
    private final int[] flags = new int[ORDERS_MAX];
    private final int[] snapshots = new int[ORDERS_MAX];
    private final int[] working;
    private int workingCount;
    private long added;
    private int snapshot;
    private long askCursor;

    KrakenOrders(final int instruments) {
        working = new int[instruments];
    }

    /** An order is sent, or found at the venue; its place here. */
    int add(final long clientOrderId, final int instrumentId, final long nowNs) {
        final int slot = (int) (added % ORDERS_MAX);
        if (added++ >= ORDERS_MAX) {
            end(slot);
            byClientOrderId.remove(clientOrderIds[slot], slot);
            byVenueId.remove(key(highs[slot], lows[slot]), slot);
        }
        clientOrderIds[slot] = clientOrderId;
        instrumentIds[slot] = instrumentId;
        highs[slot] = VenueId.UNKNOWN;
        lows[slot] = VenueId.UNKNOWN;
        changeTimesNs[slot] = nowNs;
        cumQuantities[slot] = 0;
        flags[slot] = 0;
        snapshots[slot] = snapshot;
        byClientOrderId.put(clientOrderId, slot);
        working[instrumentId]++;
        workingCount++;
        return slot;
    }

    /** By our id, or {@link #NONE}. */
    int find(final long clientOrderId) {
        return (int) byClientOrderId.get(clientOrderId);
    }

    /** By the venue's id, or {@link #NONE}. */
    int find(final long high, final long low) {
        final int slot = (int) byVenueId.get(key(high, low));
        return slot != NONE && highs[slot] == high && lows[slot] == low ? slot : NONE;
    }

    long clientOrderId(final int slot) {
        return clientOrderIds[slot];
    }

    int instrumentId(final int slot) {
        return instrumentIds[slot];
    }

    long venueIdHigh(final int slot) {
        return highs[slot];
    }

    /** {@link VenueId#UNKNOWN} while it is not known. */
    long venueIdLow(final int slot) {
        return lows[slot];
    }

    /** The venue's id of it. */
    void name(final int slot, final long high, final long low) {
        if (low != VenueId.UNKNOWN && lows[slot] == VenueId.UNKNOWN) {
            highs[slot] = high;
            lows[slot] = low;
            byVenueId.put(key(high, low), slot);
        }
    }

    /** The venue has it; true the first time. */
    boolean acknowledge(final int slot) {
        return set(slot, ACKNOWLEDGED);
    }

    /** Its trigger was reached; true the first time. */
    boolean trigger(final int slot) {
        return set(slot, TRIGGERED);
    }

    /** A fill brought it to this; what was seen before changes nothing. */
    void fill(final int slot, final long cumQuantity) {
        cumQuantities[slot] = Math.max(cumQuantities[slot], cumQuantity);
    }

    /** The most that fills brought it to. */
    long cumQuantity(final int slot) {
        return cumQuantities[slot];
    }

    /** It was amended: its age begins anew. */
    void change(final int slot, final long nowNs) {
        changeTimesNs[slot] = nowNs;
    }

    /** Since it was sent or amended. */
    long ageNs(final int slot, final long nowNs) {
        return nowNs - changeTimesNs[slot];
    }

    /** It can not change any more. */
    void end(final int slot) {
        if (set(slot, ENDED)) {
            working[instrumentIds[slot]]--;
            workingCount--;
        }
    }

    /** Orders of an instrument that may work. */
    int working(final int instrumentId) {
        return working[instrumentId];
    }

    /** Orders that may work. */
    int workingCount() {
        return workingCount;
    }

    /** The venue is about to tell all open orders. */
    void beginSnapshot() {
        snapshot++;
        askCursor = Math.max(0, added - ORDERS_MAX);
    }

    /** It told this one. */
    void inSnapshot(final int slot) {
        snapshots[slot] = snapshot;
    }

    /** One that may work and was not told by the last snapshot, each once; or {@link #NONE}. */
    int nextMissing() {
        while (askCursor < added) {
            final int slot = (int) (askCursor % ORDERS_MAX);
            if ((flags[slot] & ENDED) == 0 && snapshots[slot] != snapshot) {
                return slot;
            }
            askCursor++;
        }
        return NONE;
    }

    /** The last {@link #nextMissing} was asked for. */
    void onAsked() {
        askCursor++;
    }

    private boolean set(final int slot, final int flag) {
        final boolean isFirst = (flags[slot] & flag) == 0;
        flags[slot] |= flag;
        return isFirst;
    }

    private static long key(final long high, final long low) {
        return high * 0x9E37_79B9_7F4A_7C15L ^ low;
    }
}
