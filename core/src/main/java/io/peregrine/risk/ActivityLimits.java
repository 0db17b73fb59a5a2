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
    private final Exposure exposure;
    private final RiskVerdict verdict;
    private final Scopes other;
    private long latestNs;

    ActivityLimits(final RiskLimits limits, final OrderTable orders, final Exposure exposure, final RiskVerdict verdict) {
        this.limits = limits;
        this.orders = orders;
        this.exposure = exposure;
        this.verdict = verdict;
        other = new Scopes(limits);
    }

    /** One more open order. */
    RejectReason openOrders(final Scopes scopes, final Instrument instrument, final OrderRequest request) {
        return roomIn(scopes.total(), orders.openCount())
                && roomIn(scopes.venue(), orders.openCount(instrument.venue()))
                && roomIn(scopes.strategy(), orders.openCountOfStrategy(request.strategyId()))
                && roomIn(scopes.instrument(), exposure.openCount(request.instrumentId())) ? RejectReason.NONE : verdict.rule();
    }

    private boolean roomIn(final ScopeRow row, final long open) {
        return open < row.openOrdersMax
                || refuse(RejectReason.OPEN_ORDERS, row.openOrdersMax * ONE_E8, (open + 1) * ONE_E8, RiskLimit.MAX_OPEN_ORDERS, row);
    }

    /** One more message. */
    RejectReason messages(final Scopes scopes, final long nowNs) {
        final long minute = ScopeRow.minute(nowNs);
        return mayTalk(scopes.total(), minute) && mayTalk(scopes.venue(), minute) && mayTalk(scopes.strategy(), minute)
                && mayTalk(scopes.instrument(), minute) ? RejectReason.NONE : verdict.rule();
    }

    private boolean mayTalk(final ScopeRow row, final long minute) {
        return row.mayTalk(minute) || refuse(RejectReason.MESSAGE_RATIO, row.messagesPerFillMax * ONE_E8,
                (row.messages(minute) + 1) * ONE_E8 / Math.max(1, row.fills(minute)), RiskLimit.MAX_MESSAGES_PER_FILL, row);
    }

    /** Takes a token of each scope, or none. A clock that goes back gives nothing and takes nothing. */
    RejectReason rate(final Scopes scopes, final long nowNs) {
        latestNs = Math.max(latestNs, nowNs);
        if (!mayOrder(scopes.total()) || !mayOrder(scopes.venue()) || !mayOrder(scopes.strategy()) || !mayOrder(scopes.instrument())) {
            return verdict.rule();
        }
        final long minute = ScopeRow.minute(nowNs);
        order(scopes.total(), minute);
        order(scopes.venue(), minute);
        order(scopes.strategy(), minute);
        order(scopes.instrument(), minute);
        return RejectReason.NONE;
    }

    private boolean mayOrder(final ScopeRow row) {
        final long most = row.ordersPerSecondMax;
        return row.mayOrder(latestNs)
                || refuse(RejectReason.ORDER_RATE, most * ONE_E8, (most + 1) * ONE_E8, RiskLimit.MAX_ORDERS_PER_SECOND, row);
    }

    private void order(final ScopeRow row, final long minute) {
        row.order(latestNs);
        row.message(minute);
    }

    private boolean refuse(final RejectReason rule, final long limitE8, final long valueE8, final RiskLimit limit, final ScopeRow row) {
        verdict.broken(rule, limitE8, valueE8, limit, limits, row.slot);
        return false;
    }

    void onCancel(final Order order, final long nowNs) {
        other.of(order.instrumentId(), order.strategyId());
        for (int i = 0; i < Scopes.COUNT; i++) {
            other.row(i).message(ScopeRow.minute(nowNs));
        }
    }

    void onFill(final Order order, final long nowNs) {
        other.of(order.instrumentId(), order.strategyId());
        for (int i = 0; i < Scopes.COUNT; i++) {
            other.row(i).fill(ScopeRow.minute(nowNs));
        }
    }

    /** Orders of about the last second. */
    long ordersPerSecond(final int slot, final long nowNs) {
        latestNs = Math.max(latestNs, nowNs);
        return limits.row(slot).ordersPerSecond(latestNs);
    }

    /** Messages for each fill in this minute, 8 decimals. */
    long messagesPerFillE8(final int slot, final long nowNs) {
        final ScopeRow row = limits.row(slot);
        final long minute = ScopeRow.minute(nowNs);
        return row.messages(minute) * ONE_E8 / Math.max(1, row.fills(minute));
    }
}
