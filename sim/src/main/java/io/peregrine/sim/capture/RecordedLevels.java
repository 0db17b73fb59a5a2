package io.peregrine.sim.capture;

import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.matching.Side;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One side of the recorded book, and the background's resting orders that stand for it.
 *
 * <p>Queue rule: what a level grows by joins at the end of the queue, behind clients; what it shrinks by, other than by trades, goes from
 * the end. So a client's order moves up only by trades, or where less than the quantity before it is left. What grows right behind an
 * order of the background becomes one order with it, so a level has at most one such order more than it has clients' orders.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class RecordedLevels {
    private final Side side;
    private final Background background;
    private final NavigableMap<Long, Level> levels;
    private final NavigableSet<Long> disturbed;

    RecordedLevels(final Side side, final Background background) {
        final Comparator<Long> bestFirst = side == Side.BUY ? Comparator.reverseOrder() : Comparator.naturalOrder();
        this.side = side;
        this.background = background;
        this.levels = new TreeMap<>(bestFirst);
        this.disturbed = new TreeSet<>(bestFirst);
    }

    /** Notes that no level is recorded any more. */
    void forget() {
        levels.values().forEach(level -> level.recorded = 0);
        disturbed.addAll(levels.keySet());
    }

    /** Notes the recorded quantity at a price. */
    void record(final long price, final long quantity) {
        levels.computeIfAbsent(price, unused -> new Level()).recorded = quantity;
        disturbed.add(price);
    }

    /** Notes that behind so many levels none is recorded any more. */
    void keep(final int depth) {
        if (levels.size() <= depth) {
            return;
        }
        int kept = 0;
        for (final Map.Entry<Long, Level> entry : levels.entrySet()) {
            if (entry.getValue().recorded > 0 && ++kept > depth) {
                entry.getValue().recorded = 0;
                disturbed.add(entry.getKey());
            }
        }
    }

    /** Notes that the background's quantity at a price may no longer be the recorded one. */
    void disturb(final long price) {
        if (levels.containsKey(price)) {
            disturbed.add(price);
        }
    }

    /** Takes away the background's orders at better prices than the given one, or also at it. */
    void withdrawBeyond(final long price, final boolean inclusive) {
        levels.headMap(price, inclusive).forEach((better, level) -> {
            if (level.resting() > 0) {
                shrink(level, 0);
                disturbed.add(better);
            }
        });
    }

    /** Brings the disturbed levels down to what is recorded. */
    void shrink() {
        for (final long price : disturbed) {
            final Level level = levels.get(price);
            shrink(level, level.recorded);
        }
    }

    /** Brings the disturbed levels up to what is recorded, best price first; then none is disturbed. */
    void grow() {
        for (final long price : disturbed) {
            final Level level = levels.get(price);
            final long missing = level.recorded - level.resting();
            if (missing > 0) {
                grow(price, level, missing);
            }
            if (level.recorded == 0) {
                levels.remove(price);
            }
        }
        disturbed.clear();
    }

    private void shrink(final Level level, final long quantity) {
        long excess = level.resting() - quantity;
        while (excess > 0) {
            final AccountOrder last = level.orders.getLast();
            if (last.leaves() <= excess) {
                excess -= last.leaves();
                background.cancel(level.orders.removeLast());
            } else {
                background.reduce(last, last.quantity() - excess);
                excess = 0;
            }
        }
    }

    private void grow(final long price, final Level level, final long missing) {
        long quantity = missing;
        if (!level.orders.isEmpty() && background.isLast(level.orders.getLast())) {
            final AccountOrder last = level.orders.removeLast();
            quantity += last.leaves();
            background.cancel(last);
        }
        final AccountOrder order = background.rest(side, price, quantity);
        if (!order.status().finished()) {
            level.orders.addLast(order);
        }
    }

    /** The background's orders at one price, in their order in the queue. */
    private static final class Level {
        private final Deque<AccountOrder> orders = new ArrayDeque<>(1);
        private long recorded;

        /** Quantity that rests; forgets the orders that have been filled. */
        private long resting() {
            long sum = 0;
            orders.removeIf(order -> order.status().finished());
            for (final AccountOrder order : orders) {
                sum += order.leaves();
            }
            return sum;
        }
    }
}
