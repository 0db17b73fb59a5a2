package io.peregrine.sim.flow;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Side;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * Draws what the agents do, without looking at the books: the same seed, times and number of events give the same events.
 *
 * <p>The best quotes of all markets follow the fair values together, those of the slow maker later; a taker trades, for one of three
 * reasons; or the next of the maker's deeper levels is quoted anew.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch.
 */
final class FlowSource {
    /** Levels of the slow maker on each side. */
    static final int SLOW_LEVELS = 3;

    private static final double FOLLOW_PROBABILITY = 0.06;
    private static final double FOLLOW_SLOWLY_PROBABILITY = 0.05;
    private static final double TAKE_PROBABILITY = 0.14;
    private static final double TAKE_REACH = 1e-3;
    private static final double MOMENTUM_SHARE = 0.3;
    private static final double INFORMED_SHARE = 0.2;
    private static final long SLOW_US = 400_000;
    private static final long MOMENTUM_US = 1_000_000;
    private static final long FORESIGHT_US = 500_000;
    /** Smaller movements move nobody. */
    private static final double MOVED_MIN = 5e-5;

    private final List<QuotedMarket> markets;
    private final int levels;
    private final SplittableRandom random;
    private final VenueView view;
    private final Queue<FlowEvent> pending = new ArrayDeque<>();
    private int refreshed;

    FlowSource(final List<QuotedMarket> markets, final VenueView view, final int levels, final SplittableRandom random) {
        this.markets = markets;
        this.view = view;
        this.levels = levels;
        this.random = random;
    }

    /** The whole depth of all markets, best levels first. */
    List<FlowEvent> opening(final long nowUs) {
        final Queue<FlowEvent> events = new ArrayDeque<>();
        for (int level = 0; level < levels; level++) {
            quoteAll(FlowEvent.Agent.MAKER, level, nowUs, events);
        }
        return List.copyOf(events);
    }

    FlowEvent next(final long nowUs) {
        while (pending.isEmpty()) {
            draw(nowUs);
        }
        return pending.remove();
    }

    private void draw(final long nowUs) {
        double what = random.nextDouble();
        if (levels > 0 && what < FOLLOW_PROBABILITY) {
            quoteAll(FlowEvent.Agent.MAKER, 0, nowUs, pending);
            return;
        }
        what -= FOLLOW_PROBABILITY;
        if (levels > 0 && what < FOLLOW_SLOWLY_PROBABILITY) {
            quote(FlowEvent.Agent.SLOW_MAKER, random.nextInt(markets.size()), random.nextBoolean() ? Side.BUY : Side.SELL,
                    random.nextInt(SLOW_LEVELS), nowUs, pending);
            return;
        }
        what -= FOLLOW_SLOWLY_PROBABILITY;
        if (what < TAKE_PROBABILITY || levels < 2) {
            take(random.nextInt(markets.size()), nowUs);
        } else {
            final int slot = refreshed++;
            quote(FlowEvent.Agent.MAKER, slot % markets.size(), slot / markets.size() % 2 == 0 ? Side.BUY : Side.SELL,
                    1 + slot / markets.size() / 2 % (levels - 1), nowUs, pending);
        }
    }

    private void quoteAll(final FlowEvent.Agent agent, final int level, final long nowUs, final Queue<FlowEvent> events) {
        for (int market = 0; market < markets.size(); market++) {
            quote(agent, market, Side.BUY, level, nowUs, events);
            quote(agent, market, Side.SELL, level, nowUs, events);
        }
    }

    private void quote(final FlowEvent.Agent agent, final int index, final Side side, final int level, final long nowUs,
            final Queue<FlowEvent> events) {
        final QuotedMarket quoted = markets.get(index);
        final long tick = quoted.market().tickSize();
        final int gap = quoted.levelGapTicks();
        final boolean slow = agent == FlowEvent.Agent.SLOW_MAKER;
        final long offsetTicks = 1 + (level == 0 && !slow ? random.nextInt(2) : (long) level * gap + random.nextInt(gap));
        final long fairTicks = Math.round(fair(quoted, slow ? nowUs - SLOW_US : nowUs) / tick);
        final long ticks = side == Side.BUY ? fairTicks - offsetTicks : fairTicks + offsetTicks;
        events.add(new FlowEvent(agent, index, side, level, Math.max(1, ticks) * tick,
                lots(quoted, 0.2 + random.nextDouble() * (1 + level * 0.05))));
    }

    private void take(final int index, final long nowUs) {
        final QuotedMarket quoted = markets.get(index);
        final double why = random.nextDouble();
        final boolean coin = random.nextBoolean();
        final double share = Math.exp(-4 * random.nextDouble());
        if (why < INFORMED_SHARE) {
            taken(FlowEvent.Agent.INFORMED, index, view.moved(quoted.market(), nowUs, nowUs + FORESIGHT_US), coin, share, nowUs);
        } else if (why < INFORMED_SHARE + MOMENTUM_SHARE) {
            taken(FlowEvent.Agent.MOMENTUM, index, view.moved(quoted.market(), nowUs - MOMENTUM_US, nowUs), coin, share, nowUs);
        } else {
            taken(FlowEvent.Agent.NOISE, index, 0, coin, share, nowUs);
        }
    }

    /** A taker follows a movement that is large enough; who sees none takes at random. */
    private void taken(final FlowEvent.Agent agent, final int index, final double moved, final boolean coin, final double share,
            final long nowUs) {
        final QuotedMarket quoted = markets.get(index);
        final boolean buys = Math.abs(moved) < MOVED_MIN ? coin : moved > 0;
        final long tick = quoted.market().tickSize();
        final long ticks = Math.max(1, Math.round(fair(quoted, nowUs) * (buys ? 1 + TAKE_REACH : 1 - TAKE_REACH) / tick));
        pending.add(new FlowEvent(Math.abs(moved) < MOVED_MIN ? FlowEvent.Agent.NOISE : agent, index, buys ? Side.BUY : Side.SELL, 0,
                ticks * tick, lots(quoted, share)));
    }

    private double fair(final QuotedMarket quoted, final long timeUs) {
        return view.price(quoted.market(), timeUs) * Decimal.ONE;
    }

    private static long lots(final QuotedMarket quoted, final double share) {
        final long lot = quoted.market().lotSize();
        return Math.max(1, Math.round(quoted.typicalQuantity() * share / lot)) * lot;
    }

    /**
     * A market with what the agents know about it.
     *
     * @param market          the market
     * @param levelGapTicks   ticks between the market makers' levels
     * @param typicalQuantity quantity of a usual order, at eight decimals
     */
    record QuotedMarket(Market market, int levelGapTicks, long typicalQuantity) {
    }
}
