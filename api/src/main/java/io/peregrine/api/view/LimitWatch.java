package io.peregrine.api.view;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.risk.LimitTerms;
import io.peregrine.risk.RiskLimits;
import io.peregrine.risk.UsedLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How near the limits are. Positions, exposures and open orders as the journal and LIVE books tell it: the core's table of limits with its
 * changes, and the same reckoning, for people; open orders count at their worst. Loss and drawdown as the core reckoned them last, for only
 * it knows where the day and the highest profit are over restarts; before it has, they are left out, and so are limits of single orders and
 * of rates, whose use does not last.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Units:</b> doubles: nothing is decided by them.
 */
final class LimitWatch {
    private static final double E8 = 1e8;

    private final EngineAccess engine;
    private final Instruments instruments;
    private final RiskLimits limits;

    /** @param limits the view's, which follow the journal */
    LimitWatch(final EngineAccess engine, final RiskLimits limits) {
        this.engine = engine;
        this.limits = limits;
        instruments = engine.instruments();
    }

    /** All limits of this kind that somebody has, with their use; the total's first. */
    List<LimitUse> uses(final List<PositionState> positions, final Iterable<Order> openOrders) {
        final List<LimitUse> uses = new ArrayList<>();
        for (int slot = 0; slot < limits.slotCount(); slot++) {
            if (limited(slot)) {
                add(uses, slot, new Worst(slot, positions, openOrders));
            }
        }
        return uses;
    }

    private boolean limited(final int slot) {
        return has(RiskLimit.MAX_POSITION_SIZE, slot) || has(RiskLimit.MAX_EXPOSURE, slot) || has(RiskLimit.MAX_NET_EXPOSURE, slot)
                || has(RiskLimit.MAX_OPEN_ORDERS, slot);
    }

    private boolean has(final RiskLimit limit, final int slot) {
        return limits.value(limit, slot) != RiskLimits.NO_LIMIT;
    }

    private void add(final List<LimitUse> uses, final int slot, final Worst worst) {
        add(uses, RiskLimit.MAX_POSITION_SIZE, slot, E8, worst.size());
        add(uses, RiskLimit.MAX_EXPOSURE, slot, E8, worst.exposure());
        add(uses, RiskLimit.MAX_NET_EXPOSURE, slot, E8, worst.netExposure());
        add(uses, RiskLimit.MAX_OPEN_ORDERS, slot, 1, worst.openCount);
        if (slot == RiskLimits.TOTAL) {
            addOfCore(uses, RiskLimit.MAX_DAILY_LOSS, slot);
            addOfCore(uses, RiskLimit.MAX_DRAWDOWN, slot);
        }
        addOfCore(uses, RiskLimit.MAX_LEVERAGE, slot);
    }

    /** As of the core's last check. */
    private void addOfCore(final List<LimitUse> uses, final RiskLimit limit, final int slot) {
        final UsedLimits core = engine.usedLimits();
        final long valueE8 = core == null ? UsedLimits.NONE : core.valueE8(limit, slot);
        if (valueE8 != UsedLimits.NONE) {
            add(uses, limit, slot, E8, valueE8 / E8);
        }
    }

    private void add(final List<LimitUse> uses, final RiskLimit limit, final int slot, final double scale, final double value) {
        if (has(limit, slot)) {
            uses.add(new LimitUse(
                    LimitTerms.of(limit).key(), scopeName(slot), limits.value(limit, slot) / scale, Math.max(0, value)));
        }
    }

    /** {@code total}, {@code venue:kraken}, {@code strategy:mm-btc}, {@code instrument:kraken:BTC/USD}. */
    private String scopeName(final int slot) {
        final RiskScope scope = limits.scope(slot);
        final int id = limits.scopeId(slot);
        final String name = switch (scope) {
            case VENUE -> Venue.values()[id].key();
            case STRATEGY -> id == 0 ? "manual" : engine.strategies().stream()
                    .filter(strategy -> strategy.strategyId() == id).map(strategy -> strategy.name()).findFirst().orElse("?");
            case INSTRUMENT -> instruments.get(id).venue().key() + ':' + instruments.get(id).symbol();
            default -> null;
        };
        return name == null ? LimitUse.TOTAL : scope.name().toLowerCase(Locale.ROOT) + ':' + name;
    }

    /** Is this strategy's part in this instrument within the scope? */
    private boolean within(final int slot, final int strategyId, final int instrumentId) {
        final int id = limits.scopeId(slot);
        return instruments.contains(instrumentId) && switch (limits.scope(slot)) {
            case VENUE -> instruments.get(instrumentId).venue().ordinal() == id;
            case STRATEGY -> strategyId == id;
            case INSTRUMENT -> instrumentId == id;
            default -> true;
        };
    }

    /** What a scope can come to: what is held, with all that is open on the worse side, by instrument. */
    private final class Worst {
        private final Line[] lines = new Line[instruments.count()];
        private int openCount;

        Worst(final int slot, final List<PositionState> positions, final Iterable<Order> openOrders) {
            Arrays.setAll(lines, id -> new Line(instruments.get(id)));
            for (final PositionState position : positions) {
                final int instrumentId = position.instrument().instrumentId();
                if (within(slot, position.strategyId(), instrumentId)) {
                    lines[instrumentId].hold(position);
                }
            }
            for (final Order order : openOrders) {
                if (within(slot, order.strategyId(), order.instrumentId())) {
                    lines[order.instrumentId()].open(order);
                    openCount++;
                }
            }
        }

        double size() {
            return Arrays.stream(lines).mapToDouble(Line::size).max().orElse(0);
        }

        double exposure() {
            return Arrays.stream(lines).mapToDouble(line -> Math.max(Math.abs(line.highest()), Math.abs(line.lowest()))).sum();
        }

        double netExposure() {
            return Math.max(Math.abs(Arrays.stream(lines).mapToDouble(Line::highest).sum()),
                    Math.abs(Arrays.stream(lines).mapToDouble(Line::lowest).sum()));
        }
    }

    /** One instrument. */
    private static final class Line {
        private final double priceScale;
        private final double quantityScale;
        private double quantity;
        private double mark;
        private double buys;
        private double sells;
        private double buysValue;
        private double sellsValue;

        Line(final Instrument instrument) {
            priceScale = Decimals.power(instrument.priceDecimals());
            quantityScale = Decimals.power(instrument.quantityDecimals());
        }

        void hold(final PositionState position) {
            quantity += position.quantity().doubleValue();
            if (position.markPrice() != null) {
                mark = position.markPrice().doubleValue();
            } else if (position.averagePrice() != null) {
                mark = position.averagePrice().doubleValue();
            }
        }

        void open(final Order order) {
            final double leaves = order.leavesQuantity() / quantityScale;
            final double price = order.price() == Instrument.NULL_VALUE ? mark : order.price() / priceScale;
            if (order.side() == Side.BUY) {
                buys += leaves;
                buysValue += leaves * price;
            } else {
                sells += leaves;
                sellsValue += leaves * price;
            }
        }

        double size() {
            return Math.max(Math.abs(quantity + buys), Math.abs(quantity - sells));
        }

        double highest() {
            return quantity * mark + buysValue;
        }

        double lowest() {
            return quantity * mark - sellsValue;
        }
    }
}
