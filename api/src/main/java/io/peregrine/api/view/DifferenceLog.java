package io.peregrine.api.view;

import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.OrderStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What differs at one venue, and what did.
 *
 * <p>The core tells a difference, and of a balance also when it agrees again. When the others are settled follows from the journal: an
 * order that the venue was asked for, by the venue's answer; an order that was cancelled, by its end; an adopted one is the engine's at
 * once; an order that ended here and works there, when a later complete reconciliation does not find it any more; what was only reported,
 * when a later complete one finds no difference at all, for a fill one that compared the balances too.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> one difference an asset, the last {@value #OPEN_MAX} others, and the last
 * {@value #SETTLED_MAX} that are settled.
 */
final class DifferenceLog {
    private static final int OPEN_MAX = 2_000;
    private static final int SETTLED_MAX = 100;

    private final Map<String, Difference> balances = new HashMap<>();
    private final Map<String, Difference> others = new LinkedHashMap<>();
    private final Deque<Difference> settled = new ArrayDeque<>();

    /** Returns it as it is shown. */
    Difference onDifference(final Difference told) {
        final Map<String, Difference> open = told.kind() == DifferenceKind.BALANCE ? balances : others;
        final String key = key(told);
        final Difference before = open.remove(key);
        final Difference difference = before == null ? told : told.since(before.sinceNs());
        if (told.action() == DifferenceAction.AGREED || told.action() == DifferenceAction.ADOPTED) {
            return settle(difference, told.toldNs());
        }
        open.put(key, difference);
        if (others.size() > OPEN_MAX) {
            others.remove(others.keySet().iterator().next());
        }
        return difference;
    }

    /** An order was reported in this state. */
    void onOrder(final long orderId, final OrderStatus status, final long timeNs) {
        if (!others.isEmpty()) {
            settle(difference -> difference.orderId() == orderId && answered(difference, status), timeNs);
        }
    }

    /**
     * Everything was told.
     *
     * @param askedNs what was told before was known when it was asked for
     */
    void onComplete(final ReconciliationState.Result result, final long askedNs) {
        final boolean agreed = result.differenceCount() == 0;
        settle(difference -> difference.toldNs() <= askedNs && switch (difference.kind()) {
            case ENDED_ORDER -> true;
            case UNKNOWN_ORDER -> agreed && difference.action() == DifferenceAction.REPORTED;
            case UNKNOWN_FILL -> agreed && result.balancesCompared();
            default -> false;
        }, result.timeNs());
    }

    boolean balanceDiffers(final String asset) {
        return balances.containsKey(asset);
    }

    /** Oldest first. */
    List<Difference> open() {
        final List<Difference> list = new ArrayList<>(balances.values());
        list.addAll(others.values());
        list.sort(Comparator.comparingLong(Difference::sinceNs).thenComparingLong(Difference::sequence));
        return list;
    }

    /** Last settled first. */
    List<Difference> settled() {
        return List.copyOf(settled);
    }

    private static boolean answered(final Difference difference, final OrderStatus status) {
        return switch (difference.kind()) {
            case MISSING_ORDER -> status != OrderStatus.UNKNOWN;
            case UNKNOWN_ORDER -> difference.action() == DifferenceAction.CANCELED && Order.terminal(status);
            default -> false;
        };
    }

    private void settle(final Predicate<Difference> gone, final long timeNs) {
        final Iterator<Difference> open = others.values().iterator();
        while (open.hasNext()) {
            final Difference difference = open.next();
            if (gone.test(difference)) {
                open.remove();
                settle(difference, timeNs);
            }
        }
    }

    private Difference settle(final Difference difference, final long timeNs) {
        if (settled.size() == SETTLED_MAX) {
            settled.removeLast();
        }
        final Difference gone = difference.settled(timeNs);
        settled.addFirst(gone);
        return gone;
    }

    private static String key(final Difference difference) {
        return switch (difference.kind()) {
            case BALANCE -> difference.asset();
            case MISSING_ORDER -> "missing " + difference.orderId();
            case UNKNOWN_FILL -> "fill " + difference.executionId() + ' ' + difference.venueOrderId() + ' ' + difference.side();
            default -> difference.kind() + " " + (difference.venueOrderId() == null ? difference.sequence() : difference.venueOrderId());
        };
    }
}
