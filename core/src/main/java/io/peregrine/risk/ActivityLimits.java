package io.peregrine.risk;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;

/**
 * Limits of how much goes on: open orders, messages for each fill, orders a second. Cancels count as messages and are never refused.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class ActivityLimits {
    private static final long ONE_E8 = 100_000_000L;

    private final RiskLimits limits;
    private final OrderTable orders;
    private final Scopes scopes;
    private final RiskVerdict verdict;
    private final OrderRates rates;
    private final MessageCounts counts;
    private final Scopes other;

    ActivityLimits(final RiskLimits limits, final OrderTable orders, final Scopes scopes, final RiskVerdict verdict) {
        this.limits = limits;
        this.orders = orders;
        this.scopes = scopes;
        this.verdict = verdict;
        rates = new OrderRates(limits.slotCount());
        counts = new MessageCounts(limits.slotCount());
        other = new Scopes(limits);
    }

    /** One more open order. */
    RejectReason openOrders(final Instrument instrument, final OrderRequest request) {
        for (int i = 0; i < Scopes.COUNT; i++) {
            final long most = scopes.value(RiskLimit.MAX_OPEN_ORDERS, i);
            if (most != RiskLimits.NO_LIMIT) {
                final long open = switch (i) {
                    case 0 -> orders.openCount();
                    case 1 -> orders.openCount(instrument.venue());
                    case Scopes.STRATEGY -> orders.openCountOfStrategy(request.strategyId());
                    default -> orders.open(request.instrumentId()).count();
                };
                if (open >= most) {
                    return verdict.broken(RejectReason.OPEN_ORDERS, most * ONE_E8, (open + 1) * ONE_E8, RiskLimit.MAX_OPEN_ORDERS, limits,
                            scopes.slot(i));
                }
            }
        }
        return verdict.pass();
    }

    /** One more message. */
    RejectReason messages(final long nowNs) {
        for (int i = 0; i < Scopes.COUNT; i++) {
            final long most = scopes.value(RiskLimit.MAX_MESSAGES_PER_FILL, i);
            if (most != RiskLimits.NO_LIMIT) {
                final int slot = scopes.slot(i);
                final long messages = counts.messages(slot, nowNs) + 1;
                final long fills = Math.max(1, counts.fills(slot, nowNs));
                final long floor = limits.value(RiskLimit.MESSAGE_FLOOR, slot);
                if (messages > floor(floor) && messages > most * fills) {
                    return verdict.broken(RejectReason.MESSAGE_RATIO, most * ONE_E8, messages * ONE_E8 / fills,
                            RiskLimit.MAX_MESSAGES_PER_FILL, limits, slot);
                }
            }
        }
        return verdict.pass();
    }

    /** Takes a token of each scope, or none. */
    RejectReason rate(final long nowNs) {
        for (int i = 0; i < Scopes.COUNT; i++) {
            final long most = scopes.value(RiskLimit.MAX_ORDERS_PER_SECOND, i);
            if (most != RiskLimits.NO_LIMIT && !rates.available(scopes.slot(i), most, nowNs)) {
                return verdict.broken(
                        RejectReason.ORDER_RATE, most * ONE_E8, (most + 1) * ONE_E8, RiskLimit.MAX_ORDERS_PER_SECOND, limits,
                        scopes.slot(i));
            }
        }
        for (int i = 0; i < Scopes.COUNT; i++) {
            if (scopes.value(RiskLimit.MAX_ORDERS_PER_SECOND, i) != RiskLimits.NO_LIMIT) {
                rates.take(scopes.slot(i));
            }
            counts.message(scopes.slot(i), nowNs);
        }
        return verdict.pass();
    }

    void onCancel(final Order order, final long nowNs) {
        other.of(order.instrumentId(), order.strategyId());
        for (int i = 0; i < Scopes.COUNT; i++) {
            counts.message(other.slot(i), nowNs);
        }
    }

    void onFill(final Order order, final long nowNs) {
        other.of(order.instrumentId(), order.strategyId());
        for (int i = 0; i < Scopes.COUNT; i++) {
            counts.fill(other.slot(i), nowNs);
        }
    }

    /** Orders of about the last second. */
    long ordersPerSecond(final int slot, final long nowNs) {
        return rates.used(slot, limits.value(RiskLimit.MAX_ORDERS_PER_SECOND, slot), nowNs);
    }

    /** Messages for each fill in this minute, 8 decimals. */
    long messagesPerFillE8(final int slot, final long nowNs) {
        return counts.messages(slot, nowNs) * ONE_E8 / Math.max(1, counts.fills(slot, nowNs));
    }

    /** Where the scope has no floor of its own, that of the total holds. */
    private long floor(final long own) {
        if (own != RiskLimits.NO_LIMIT) {
            return own;
        }
        final long total = limits.value(RiskLimit.MESSAGE_FLOOR, RiskLimits.TOTAL);
        return total == RiskLimits.NO_LIMIT ? 0 : total;
    }
}
