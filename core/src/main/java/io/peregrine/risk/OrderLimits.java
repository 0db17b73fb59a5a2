package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;

/**
 * Limits of the order itself: when, how large, how much larger than usual, and not twice.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class OrderLimits {
    private static final long HOUR_MINUTES = 60;
    private static final long ONE_E8 = 100_000_000L;
    /** Up to here a product with any factor fits. */
    private static final long USUAL_SMALL = Long.MAX_VALUE / LimitTerms.FACTOR_MAX * ONE_E8;

    private final RiskLimits limits;
    private final RiskVerdict verdict;
    private final RecentOrders recent = new RecentOrders();
    private final UsualQuantity usual;
    private long usualQuantity;
    private long duplicateIntervalNs = RiskLimits.NO_LIMIT;

    OrderLimits(final RiskLimits limits, final Pairs pairs, final RiskVerdict verdict) {
        this.limits = limits;
        this.verdict = verdict;
        usual = new UsualQuantity(pairs);
    }

    /** Looks at what the next questions are about, all of it at once: most of it is far from the processor. */
    void look(final OrderRequest request) {
        usualQuantity = usual.of(request);
        recent.look(request);
    }

    /** Do all scopes trade now? That is found out once until the first of them closes. */
    RejectReason hours(final Scopes scopes, final long nowNs) {
        final long minute = ScopeRow.minute(nowNs);
        return scopes.strategy().isOpen(minute) && scopes.instrument().isOpen(minute) ? RejectReason.NONE : hoursOf(scopes, minute);
    }

    private RejectReason hoursOf(final Scopes scopes, final long minute) {
        final long ofDay = Math.floorMod(minute, LimitUnit.DAY_MINUTES);
        long leftMinutes = Long.MAX_VALUE - minute;
        for (int i = 0; i < Scopes.COUNT; i++) {
            final long hours = scopes.value(RiskLimit.TRADING_HOURS, i);
            if (hours != RiskLimits.NO_LIMIT) {
                final long start = hours / LimitUnit.HOURS_BASE;
                final long end = hours % LimitUnit.HOURS_BASE;
                final boolean open = start < end ? ofDay >= start && ofDay < end : ofDay >= start || ofDay < end;
                if (!open) {
                    return verdict.broken(RejectReason.TRADING_HOURS, start * ONE_E8 / HOUR_MINUTES, ofDay * ONE_E8 / HOUR_MINUTES,
                            RiskLimit.TRADING_HOURS, limits, scopes.row(i).slot);
                }
                leftMinutes = Math.min(leftMinutes, (ofDay < end ? 0 : LimitUnit.DAY_MINUTES) + end - ofDay);
            }
        }
        scopes.strategy().open(minute, minute + leftMinutes);
        scopes.instrument().open(minute, minute + leftMinutes);
        return RejectReason.NONE;
    }

    /** Quantity, and price × quantity. */
    RejectReason size(final Scopes scopes, final OrderRequest request) {
        final long sizeMaxE8 = Math.min(scopes.instrument().orderSizeMax, scopes.strategy().orderSizeMax);
        if (request.quantityE8() > sizeMaxE8) {
            return verdict.broken(RejectReason.ORDER_SIZE, sizeMaxE8, request.quantityE8(), RiskLimit.MAX_ORDER_SIZE, limits,
                    scopes.strictestSlot(RiskLimit.MAX_ORDER_SIZE));
        }
        final long notionalMaxE8 = Math.min(scopes.instrument().orderNotionalMax, scopes.strategy().orderNotionalMax);
        if (request.reserveE8() > notionalMaxE8) {
            return verdict.broken(RejectReason.ORDER_NOTIONAL, notionalMaxE8, request.reserveE8(), RiskLimit.MAX_ORDER_NOTIONAL, limits,
                    scopes.strictestSlot(RiskLimit.MAX_ORDER_NOTIONAL));
        }
        return RejectReason.NONE;
    }

    /** Not many times what the strategy usually orders. */
    RejectReason fatFinger(final Scopes scopes, final Instrument instrument, final OrderRequest request) {
        final long factorE8 = Math.min(scopes.instrument().orderFactorMax, scopes.strategy().orderFactorMax);
        if (factorE8 == RiskLimits.NO_LIMIT || usualQuantity == 0 || isFewTimesUsual(request.quantity(), factorE8)) {
            return RejectReason.NONE;
        }
        final long usualE8 = quantityE8(instrument, usualQuantity);
        final long mostE8 = Money.multiplyDivide(usualE8, factorE8, ONE_E8);
        return request.quantityE8() > mostE8
                ? verdict.broken(RejectReason.FAT_FINGER, mostE8, request.quantityE8(), RiskLimit.MAX_ORDER_FACTOR, limits,
                        scopes.strictestSlot(RiskLimit.MAX_ORDER_FACTOR))
                : RejectReason.NONE;
    }

    /** Is it within as many whole times what is usual? Most orders are, and this is the quickest that can be asked. */
    private boolean isFewTimesUsual(final long quantity, final long factorE8) {
        return usualQuantity < USUAL_SMALL && quantity <= factorE8 / ONE_E8 * usualQuantity;
    }

    /** Not the same as a moment ago. The longest interval of the scopes counts. */
    RejectReason repeated(final Scopes scopes, final OrderRequest request, final long nowNs) {
        duplicateIntervalNs = RiskLimits.stricter(
                RiskLimit.DUPLICATE_INTERVAL, scopes.instrument().duplicateIntervalNs, scopes.strategy().duplicateIntervalNs);
        if (duplicateIntervalNs != RiskLimits.NO_LIMIT) {
            final long lastTimeNs = recent.lastTimeNs(request, duplicateIntervalNs, nowNs);
            if (lastTimeNs != NULL_VALUE) {
                return verdict.broken(RejectReason.REPEATED_ORDER, LimitUnit.DURATION.e8(duplicateIntervalNs),
                        LimitUnit.DURATION.e8(nowNs - lastTimeNs), RiskLimit.DUPLICATE_INTERVAL, limits,
                        scopes.strictestSlot(RiskLimit.DUPLICATE_INTERVAL));
            }
        }
        return RejectReason.NONE;
    }

    /** The order is about to be sent; it was just asked whether it repeats another. */
    void accepted(final OrderRequest request, final long nowNs) {
        usual.add(request);
        if (duplicateIntervalNs != RiskLimits.NO_LIMIT) {
            recent.add(request, nowNs);
        }
    }

    private static long quantityE8(final Instrument instrument, final long quantity) {
        return Money.rescale(quantity, instrument.quantityDecimals(), Money.E8_DECIMALS);
    }
}
