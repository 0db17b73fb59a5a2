package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.position.PositionBook;

/**
 * What the core knows, shared by its parts: orders, positions, markets, and where they write to.
 *
 * <p><b>Threading:</b> confined to the trade thread, but for the counters.
 */
record TradeState(
        OrderTable orders,
        OrderTracker tracker,
        PositionBook positions,
        Markets markets,
        TradeCounters counters,
        Records records,
        OrderRecords orderRecords) {

    static TradeState of(final TradeContext context) {
        final Instruments instruments = context.instruments();
        final OrderTable orders = new OrderTable(instruments, context.orders().openOrdersMax(), OrderTracker.TERMINAL_ORDERS);
        final TradeCounters counters = new TradeCounters();
        final Records records = new Records(context.journal(), counters);
        return new TradeState(
                orders,
                new OrderTracker(context.orders(), orders),
                new PositionBook(instruments, context.strategies().size() + 1),
                new Markets(instruments.count()),
                counters,
                records,
                new OrderRecords(records));
    }
}
