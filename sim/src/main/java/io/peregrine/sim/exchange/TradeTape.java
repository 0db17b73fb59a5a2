package io.peregrine.sim.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The recent trades of a market and a day of one-minute candles.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Memory:</b> the last {@value #TRADES_MAX} trades and aggregate trades and
 * {@value #CANDLES_MAX} candles.
 */
public final class TradeTape {
    private static final int TRADES_MAX = 1_000;
    private static final int CANDLES_MAX = 1_440;

    private final Deque<Trade> trades = new ArrayDeque<>();
    private final Deque<AggregateTrade> aggregates = new ArrayDeque<>();
    private final Deque<Candle> candles = new ArrayDeque<>();
    private long nextAggregateId;

    /** Recent trades, oldest first. */
    public List<Trade> trades() {
        return List.copyOf(trades);
    }

    /** Recent aggregate trades, oldest first. */
    public List<AggregateTrade> aggregates() {
        return List.copyOf(aggregates);
    }

    /** The last trade, or null. */
    public Trade last() {
        return trades.peekLast();
    }

    /** The aggregate trade that the last trade belongs to, or null. */
    public AggregateTrade lastAggregate() {
        return aggregates.peekLast();
    }

    /** The trades of the last day as candles, oldest first; intervals without trades have none. */
    public List<Candle> candles(final LongUnaryOperator intervalStart) {
        final List<Candle> result = new ArrayList<>();
        for (final Candle candle : candles) {
            final long startUs = intervalStart.applyAsLong(candle.startUs());
            if (!result.isEmpty() && result.getLast().startUs() == startUs) {
                result.add(result.removeLast().merge(candle, startUs));
            } else {
                result.add(candle.startingAt(startUs));
            }
        }
        return result;
    }

    /** All trades since a time as one candle, or null where there are none. Exact to the minute. */
    public Candle since(final long fromUs) {
        Candle sum = null;
        for (final Candle candle : candles) {
            if (candle.startUs() + Candle.MINUTE_US > fromUs) {
                sum = sum == null ? candle : sum.merge(candle, sum.startUs());
            }
        }
        return sum;
    }

    void add(final Trade trade) {
        append(trades, trade, TRADES_MAX);
        final AggregateTrade aggregate = aggregates.peekLast();
        if (aggregate != null && aggregate.continuedBy(trade)) {
            aggregates.removeLast();
            aggregates.addLast(aggregate.with(trade));
        } else {
            append(aggregates, new AggregateTrade(++nextAggregateId, trade.quantity(), trade, trade), TRADES_MAX);
        }
        final long minuteUs = trade.timeUs() - trade.timeUs() % Candle.MINUTE_US;
        final Candle candle = Candle.of(trade, minuteUs);
        if (!candles.isEmpty() && candles.getLast().startUs() == minuteUs) {
            candles.addLast(candles.removeLast().merge(candle, minuteUs));
        } else {
            append(candles, candle, CANDLES_MAX);
        }
    }

    private static <T> void append(final Deque<T> deque, final T element, final int max) {
        deque.addLast(element);
        if (deque.size() > max) {
            deque.removeFirst();
        }
    }
}
