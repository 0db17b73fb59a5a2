package io.peregrine.risk;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How much of each limit is used, as of the last check, and of loss and drawdown also as of the last fill. Limits of single orders have no
 * use.
 *
 * <p><b>Threading:</b> written by the trade thread; read by any. <b>Memory:</b> one value for each limit of each scope. <b>Units:</b> 8
 * decimals, counts included. <b>Allocates:</b> none after construction.
 */
public final class UsedLimits {
    /** No use is known. */
    public static final long NONE = Long.MIN_VALUE;

    private static final RiskLimit[] LIMITS = {
        RiskLimit.MAX_POSITION_SIZE, RiskLimit.MAX_EXPOSURE, RiskLimit.MAX_NET_EXPOSURE, RiskLimit.MAX_OPEN_ORDERS,
        RiskLimit.MAX_ORDERS_PER_SECOND, RiskLimit.MAX_MESSAGES_PER_FILL, RiskLimit.MAX_DAILY_LOSS, RiskLimit.MAX_DRAWDOWN,
        RiskLimit.MAX_LEVERAGE};
    private static final Venue[] VENUES = Venue.values();
    private static final int WIDTH = RiskLimit.values().length;
    private static final long ONE_E8 = 100_000_000L;

    private final Instruments instruments;
    private final RiskLimits limits;
    private final OrderTable orders;
    private final Exposure exposure;
    private final ActivityLimits activity;
    private final LossLimits losses;
    private final AtomicLongArray values;

    public UsedLimits(
            final Instruments instruments, final RiskLimits limits, final OrderTable orders, final Exposure exposure,
            final PreTradeRisk risk, final LossLimits losses) {
        this.losses = losses;
        this.instruments = instruments;
        this.limits = limits;
        this.orders = orders;
        this.exposure = exposure;
        activity = risk.activity();
        values = new AtomicLongArray(limits.slotCount() * WIDTH);
        for (int i = 0; i < values.length(); i++) {
            values.setPlain(i, NONE);
        }
    }

    /** What was used at the last check, or {@link #NONE}. */
    public long valueE8(final RiskLimit limit, final int slot) {
        return values.getAcquire(slot * WIDTH + limit.ordinal());
    }

    /** Looks at all limits that there are; on the trade thread. */
    public void update(final long nowNs) {
        for (int slot = 0, count = limits.slotCount(); slot < count; slot++) {
            for (final RiskLimit limit : LIMITS) {
                update(limit, slot, nowNs);
            }
        }
    }

    /** A fill has changed the profit; on the trade thread. */
    public void onFill(final long nowNs) {
        update(RiskLimit.MAX_DAILY_LOSS, RiskLimits.TOTAL, nowNs);
        update(RiskLimit.MAX_DRAWDOWN, RiskLimits.TOTAL, nowNs);
    }

    private void update(final RiskLimit limit, final int slot, final long nowNs) {
        final boolean limited = limits.value(limit, slot) != RiskLimits.NO_LIMIT;
        values.setRelease(slot * WIDTH + limit.ordinal(), limited ? usedE8(limit, slot, nowNs) : NONE);
    }

    private long usedE8(final RiskLimit limit, final int slot, final long nowNs) {
        return switch (limit) {
            case MAX_POSITION_SIZE -> positionE8(slot);
            case MAX_EXPOSURE -> exposure.grossE8(slot);
            case MAX_NET_EXPOSURE -> exposure.netE8(slot);
            case MAX_OPEN_ORDERS -> openOrders(slot) * ONE_E8;
            case MAX_ORDERS_PER_SECOND -> activity.ordersPerSecond(slot, nowNs) * ONE_E8;
            case MAX_MESSAGES_PER_FILL -> activity.messagesPerFillE8(slot, nowNs);
            case MAX_DAILY_LOSS -> losses.dayLossE8();
            case MAX_DRAWDOWN -> losses.drawdownE8();
            case MAX_LEVERAGE -> leverageE8(slot);
            default -> NONE;
        };
    }

    private int openOrders(final int slot) {
        return switch (limits.scope(slot)) {
            case VENUE -> orders.openCount(VENUES[limits.scopeId(slot)]);
            case STRATEGY -> orders.openCountOfStrategy(limits.scopeId(slot));
            case INSTRUMENT -> orders.open(limits.scopeId(slot)).count();
            default -> orders.openCount();
        };
    }

    /** The largest position that any instrument of the scope could come to. */
    private long positionE8(final int slot) {
        final RiskScope scope = limits.scope(slot);
        final int id = limits.scopeId(slot);
        if (scope == RiskScope.INSTRUMENT) {
            return quantityE8(id, exposure.worstPosition(id));
        }
        long largestE8 = 0;
        for (int i = 0, count = instruments.count(); i < count; i++) {
            if (scope != RiskScope.VENUE || limits.venueSlot(i) == slot) {
                final long worst = scope == RiskScope.STRATEGY ? exposure.worstPosition(i, id) : exposure.worstPosition(i);
                largestE8 = Math.max(largestE8, quantityE8(i, worst));
            }
        }
        return largestE8;
    }

    /** The largest of the accounts of the scope's derivatives; a strategy's are all. */
    private long leverageE8(final int slot) {
        final RiskScope scope = limits.scope(slot);
        if (scope == RiskScope.INSTRUMENT) {
            return exposure.balances().leverageE8(limits.scopeId(slot));
        }
        long largestE8 = NONE;
        for (int i = 0, count = instruments.count(); i < count; i++) {
            if (scope != RiskScope.VENUE || limits.venueSlot(i) == slot) {
                largestE8 = Math.max(largestE8, exposure.balances().leverageE8(i));
            }
        }
        return largestE8;
    }

    private long quantityE8(final int instrumentId, final long quantity) {
        final Instrument instrument = instruments.get(instrumentId);
        return Money.rescale(quantity, instrument.quantityDecimals(), Money.E8_DECIMALS);
    }
}
