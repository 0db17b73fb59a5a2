package io.peregrine.order;

/**
 * Finds the orders whose time is up.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none. The orders are only looked through when the earliest deadline
 * has come, always in the same order: by instrument, then by age.
 */
public final class OrderTimers {
    private final OrderTable table;
    private final Listener listener;

    /** What is to be done about them. */
    public interface Listener {
        /** The order's request has no answer, or is to be repeated. */
        void onRequestDeadline(Order order, long nowNs);

        /** The order rested for the whole fill timeout. */
        void onRestDeadline(Order order, long nowNs);
    }

    /** Nothing else may take orders' deadlines. */
    public OrderTimers(final OrderTable table, final Listener listener) {
        this.table = table;
        this.listener = listener;
    }

    /** Has a deadline come? */
    public boolean due(final long nowNs) {
        return nowNs >= table.earliestDeadlineNs();
    }

    /**
     * Tells the listener of each deadline that has come.
     *
     * @return number of them
     */
    public int doWork(final long nowNs) {
        if (nowNs < table.earliestDeadlineNs()) {
            return 0;
        }
        table.disarm();
        int workCount = 0;
        for (int i = 0, count = table.instrumentCount(); i < count; i++) {
            Order order = table.open(i).first();
            while (order != null) {
                final Order next = order.next;
                workCount += check(order, nowNs);
                order = next;
            }
        }
        return workCount;
    }

    private int check(final Order order, final long nowNs) {
        int workCount = 0;
        if (order.restDeadlineNs <= nowNs) {
            order.restDeadlineNs = Order.NEVER;
            listener.onRestDeadline(order, nowNs);
            workCount++;
        }
        if (order.requestDeadlineNs <= nowNs) {
            order.requestDeadlineNs = Order.NEVER;
            listener.onRequestDeadline(order, nowNs);
            workCount++;
        }
        table.arm(Math.min(order.requestDeadlineNs, order.restDeadlineNs));
        return workCount;
    }
}
