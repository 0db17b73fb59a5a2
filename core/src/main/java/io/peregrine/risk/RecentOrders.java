package io.peregrine.risk;

import io.peregrine.instrument.Instrument;
import io.peregrine.order.OrderRequest;

/**
 * The last orders that were accepted, found by what they ask for: strategy, instrument, side, type, prices and quantity.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> the last {@value #CAPACITY} orders. <b>Allocates:</b> none after
 * construction.
 */
final class RecentOrders {
    /** How many are remembered. */
    static final int CAPACITY = 8_192;

    private static final int ENTRY = 8;
    private static final int OLDER = 0;
    private static final int TIME = 1;
    private static final int WHO = 2;
    private static final int HOW = 3;
    private static final int PRICE = 4;
    private static final int STOP_PRICE = 5;
    private static final int QUANTITY = 6;

    private static final int HEAD = 2;
    private static final int NUMBER = 1;

    /** By hash: the time of the newest order, which most often decides, and its number from 1, or 0. */
    private final long[] heads = new long[CAPACITY * HEAD];
    private final long[] entries = new long[CAPACITY * ENTRY];
    private long count;
    private int head;
    private long headTimeNs;

    /** The order that the next calls are about. */
    void look(final OrderRequest request) {
        head = head(request);
        headTimeNs = heads[head];
    }

    /** When the same was last asked for, no longer ago than the interval; null value where it was not. */
    long lastTimeNs(final OrderRequest request, final long intervalNs, final long nowNs) {
        if (nowNs - headTimeNs >= intervalNs) {
            return Instrument.NULL_VALUE;
        }
        for (long number = heads[head + NUMBER]; number > 0 && number > count - CAPACITY;) {
            final int at = at(number);
            if (nowNs - entries[at + TIME] >= intervalNs) {
                return Instrument.NULL_VALUE;
            }
            if (same(at, request)) {
                return entries[at + TIME];
            }
            number = entries[at + OLDER];
        }
        return Instrument.NULL_VALUE;
    }

    void add(final OrderRequest request, final long nowNs) {
        final int at = at(++count);
        entries[at + OLDER] = heads[head + NUMBER];
        entries[at + TIME] = nowNs;
        entries[at + WHO] = who(request);
        entries[at + HOW] = how(request);
        entries[at + PRICE] = request.price();
        entries[at + STOP_PRICE] = request.stopPrice();
        entries[at + QUANTITY] = request.quantity();
        heads[head] = nowNs;
        heads[head + NUMBER] = count;
    }

    private boolean same(final int at, final OrderRequest request) {
        return entries[at + WHO] == who(request) && entries[at + HOW] == how(request) && entries[at + PRICE] == request.price()
                && entries[at + STOP_PRICE] == request.stopPrice() && entries[at + QUANTITY] == request.quantity();
    }

    private static int at(final long number) {
        return (int) (number & (CAPACITY - 1)) * ENTRY;
    }

    private static long who(final OrderRequest request) {
        return (long) request.strategyId() << Integer.SIZE | request.instrumentId();
    }

    private static long how(final OrderRequest request) {
        return (long) request.side().value() << Byte.SIZE | request.orderType().value();
    }

    /** Products that do not wait for each other. */
    private static int head(final OrderRequest request) {
        final long mixed = who(request) * 0x9E3779B97F4A7C15L + how(request) * 0xBF58476D1CE4E5B9L
                + request.price() * 0x94D049BB133111EBL + request.quantity() * 0xD6E8FEB86659FD93L;
        return ((int) ((mixed ^ mixed >>> 32) * 0x9E3779B97F4A7C15L >>> 40) & (CAPACITY - 1)) * HEAD;
    }
}
