package io.peregrine.api.view;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.Side;
import io.peregrine.risk.RiskSettings;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How near the limits are, as the journal and LIVE books tell it: the same reckoning as the core's, for people. Position and exposure count
 * open orders at their worst; loss counts from the start of the UTC day, drawdown from the highest profit that this view has seen.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Units:</b> doubles: nothing is decided by them.
 */
final class LimitWatch {
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final double E8 = 1e8;

    private final Instruments instruments;
    private final RiskSettings limits;
    private long day = Long.MIN_VALUE;
    private double dayStart;
    private double highest;
    private double profit;

    LimitWatch(final Instruments instruments, final RiskSettings limits) {
        this.instruments = instruments;
        this.limits = limits;
    }

    /**
     * The profit at a time, in the order of time; also of fills long ago, so that a restart does not forget where the day began.
     */
    void onProfit(final double newProfit, final long nowNs) {
        final long today = Math.floorDiv(nowNs, DAY_NS);
        if (today > day) {
            dayStart = day == Long.MIN_VALUE ? 0 : profit;
            day = today;
        }
        profit = newProfit;
        highest = Math.max(highest, newProfit);
    }

    /** All limits of this kind with their use. */
    List<LimitUse> uses(final List<PositionState> positions, final Iterable<Order> openOrders) {
        final Worst[] worst = new Worst[instruments.count()];
        Arrays.setAll(worst, id -> new Worst(instruments.get(id)));
        positions.forEach(position -> worst[position.instrument().instrumentId()].hold(position));
        double largest = 0;
        double exposure = 0;
        for (final Order order : openOrders) {
            if (instruments.contains(order.instrumentId())) {
                worst[order.instrumentId()].open(order);
            }
        }
        for (final Worst one : worst) {
            largest = Math.max(largest, one.size());
            exposure += one.exposure();
        }
        final double capital = limits.exposureMaxE8() / E8 + highest;
        return List.of(
                total("max_position_size", limits.positionSizeMaxE8() / E8, largest),
                total("max_exposure", limits.exposureMaxE8() / E8, exposure),
                total("max_daily_loss", limits.dailyLossMaxE8() / E8, dayStart - profit),
                total("max_drawdown", limits.drawdownMaxPercent(), capital <= 0 ? 0 : (highest - profit) * 100 / capital));
    }

    private static LimitUse total(final String limit, final double bound, final double value) {
        return new LimitUse(limit, LimitUse.TOTAL, bound, Math.max(0, value));
    }

    /** One instrument: what is held, with all that is open on the worse side. */
    private static final class Worst {
        private final double priceScale;
        private final double quantityScale;
        private double quantity;
        private double mark;
        private double buys;
        private double sells;
        private double buysValue;
        private double sellsValue;

        Worst(final Instrument instrument) {
            priceScale = Decimals.power(instrument.priceDecimals());
            quantityScale = Decimals.power(instrument.quantityDecimals());
        }

        void hold(final PositionState position) {
            quantity += position.quantity().doubleValue();
            mark = position.markPrice() == null
                    ? position.averagePrice() == null ? mark : position.averagePrice().doubleValue()
                    : position.markPrice().doubleValue();
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

        double exposure() {
            return Math.max(Math.abs(quantity * mark + buysValue), Math.abs(quantity * mark - sellsValue));
        }
    }
}
