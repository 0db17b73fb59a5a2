package io.peregrine.sim.flow;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Side;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Draws what the agents do, without looking at the books: the same seed gives the same events.
 *
 * <p>Three things happen: the fair values move and the best quotes of all markets follow at once; a taker trades, with the trend more often
 * than against it; or the next of the market makers' deeper levels is quoted anew.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class FlowSource {
    private static final double MOVE_PROBABILITY = 0.06;
    private static final double TAKE_PROBABILITY = 0.14;
    private static final double MOMENTUM = 0.3;
    private static final double TAKE_REACH = 1e-3;

    private final List<QuotedMarket> markets;
    private final int levels;
    private final SplittableRandom random;
    private final FairValues fairValues;
    private final Queue<FlowEvent> pending = new ArrayDeque<>();
    private int refreshed;

    FlowSource(final List<QuotedMarket> markets, final FairValues fairValues, final int levels, final SplittableRandom random) {
        this.markets = markets;
        this.fairValues = fairValues;
        this.levels = levels;
        this.random = random;
    }

    /** The whole depth of all markets, best levels first. */
    List<FlowEvent> opening() {
        final Queue<FlowEvent> events = new ArrayDeque<>();
        for (int level = 0; level < levels; level++) {
            quoteAll(level, events);
        }
        return List.copyOf(events);
    }

    FlowEvent next() {
        if (pending.isEmpty()) {
            draw();
        }
        return pending.remove();
    }

    private void draw() {
        final double what = random.nextDouble();
        if (what < MOVE_PROBABILITY) {
            fairValues.move();
            quoteAll(0, pending);
        } else if (what < MOVE_PROBABILITY + TAKE_PROBABILITY || levels < 2) {
            pending.add(take(random.nextInt(markets.size())));
        } else {
            final int slot = refreshed++;
            final int market = slot % markets.size();
            final int level = 1 + slot / markets.size() / 2 % (levels - 1);
            pending.add(quote(market, slot / markets.size() % 2 == 0 ? Side.BUY : Side.SELL, level));
        }
    }

    private void quoteAll(final int level, final Queue<FlowEvent> events) {
        for (int market = 0; market < markets.size(); market++) {
            events.add(quote(market, Side.BUY, level));
            events.add(quote(market, Side.SELL, level));
        }
    }

    private FlowEvent quote(final int index, final Side side, final int level) {
        final QuotedMarket quoted = markets.get(index);
        final long tick = quoted.market().tickSize();
        final int gap = quoted.levelGapTicks();
        final long offsetTicks = 1 + (level == 0 ? random.nextInt(2) : (long) level * gap + random.nextInt(gap));
        final long fairTicks = Math.round(fair(quoted) / tick);
        final long ticks = side == Side.BUY ? fairTicks - offsetTicks : fairTicks + offsetTicks;
        return new FlowEvent(FlowEvent.Kind.QUOTE, index, side, level, Math.max(1, ticks) * tick,
                lots(quoted, 0.2 + random.nextDouble() * (1 + level * 0.05)));
    }

    private FlowEvent take(final int index) {
        final QuotedMarket quoted = markets.get(index);
        final Side side = random.nextDouble() < 0.5 + MOMENTUM * fairValues.trend() ? Side.BUY : Side.SELL;
        final long tick = quoted.market().tickSize();
        final double reach = side == Side.BUY ? 1 + TAKE_REACH : 1 - TAKE_REACH;
        final long ticks = Math.max(1, Math.round(fair(quoted) * reach / tick));
        return new FlowEvent(FlowEvent.Kind.TAKE, index, side, 0, ticks * tick, lots(quoted, Math.exp(-4 * random.nextDouble())));
    }

    private double fair(final QuotedMarket quoted) {
        return fairValues.price(quoted.base(), quoted.quote()) * Decimal.ONE;
    }

    private static long lots(final QuotedMarket quoted, final double share) {
        final long lot = quoted.market().lotSize();
        return Math.max(1, Math.round(quoted.typicalQuantity() * share / lot)) * lot;
    }

    /**
     * A market with what the agents know about it.
     *
     * @param market          the market
     * @param base            index of its base asset among the fair values
     * @param quote           index of its quote asset
     * @param levelGapTicks   ticks between the market makers' levels
     * @param typicalQuantity quantity of a usual order, at eight decimals
     */
    record QuotedMarket(Market market, int base, int quote, int levelGapTicks, long typicalQuantity) {
    }
}
