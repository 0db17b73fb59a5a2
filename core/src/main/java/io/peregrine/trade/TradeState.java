package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.Side;
import io.peregrine.order.ExecutionIds;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.position.PositionBook;
import io.peregrine.risk.RiskLimits;

/**
 * What the core knows, shared by its parts: orders, fills, positions, markets, and where they write to.
 *
 * <p><b>Threading:</b> confined to the trade thread, but for the counters.
 */
record TradeState(
        OrderTable orders,
        OrderTracker tracker,
        ExecutionIds fills,
        PositionBook positions,
        Markets markets,
        RiskLimits limits,
        TradeCounters counters,
        Records records,
        OrderRecords orderRecords) {

    static TradeState of(final TradeContext context) {
        final Instruments instruments = context.instruments();
        final int strategyCount = context.strategies().size() + 1;
        final OrderTable orders =
                new OrderTable(instruments, context.orders().openOrdersMax(), OrderTracker.TERMINAL_ORDERS, strategyCount);
        final TradeCounters counters = new TradeCounters();
        final Markets markets = new Markets(instruments.count());
        final Records records = new Records(context.journal(), counters, markets);
        return new TradeState(
                orders,
                new OrderTracker(context.orders(), orders),
                new ExecutionIds(OrderTracker.EXECUTION_IDS),
                new PositionBook(instruments, strategyCount),
                markets,
                new RiskLimits(instruments, strategyCount, context.risk().table(context.orders().ordersPerSecondMax())),
                counters,
                records,
                new OrderRecords(records));
    }

    /** Remembers a fill by what the venue says of it, so that it is known when its order is forgotten; false where it was known. */
    boolean rememberFill(final ExecutionReportDecoder fill) {
        return rememberFill(fill.instrumentId(), fill.side(), fill.executionId());
    }

    /** The same of a fill that was told of no order. */
    boolean rememberFill(final DifferenceDecoder fill) {
        return rememberFill(fill.instrumentId(), fill.side(), fill.executionId());
    }

    private boolean rememberFill(final int instrumentId, final Side side, final Id128Decoder executionId) {
        return fills.add(2L * instrumentId + (side == Side.BUY ? 0 : 1), executionId.high(), executionId.low());
    }
}
