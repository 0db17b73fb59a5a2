package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;

/**
 * Limits of what positions and exposures could come to with the order, and whether the account could pay for it. An order that makes
 * smaller what is limited passes, however much of it there is.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class PositionLimits {
    private static final long ONE_E8 = 100_000_000L;

    private final RiskLimits limits;
    private final Exposure exposure;
    private final Balances balances;
    private final Scopes scopes;
    private final RiskVerdict verdict;
    private final Breakers breakers;

    PositionLimits(
            final RiskLimits limits, final Exposure exposure, final Balances balances, final Scopes scopes, final RiskVerdict verdict,
            final Breakers breakers) {
        this.breakers = breakers;
        this.limits = limits;
        this.exposure = exposure;
        this.balances = balances;
        this.scopes = scopes;
        this.verdict = verdict;
    }

    RejectReason check(final Instrument instrument, final OrderRequest request) {
        if (position(instrument, request) != RejectReason.NONE) {
            return verdict.rule();
        }
        exposure.consider(request);
        return exposure(request.instrumentId()) != RejectReason.NONE ? verdict.rule() : balance(instrument, request);
    }

    private RejectReason position(final Instrument instrument, final OrderRequest request) {
        final long worstE8 = quantityE8(instrument, exposure.worstPosition(request));
        for (int i = 0; i < Scopes.COUNT; i++) {
            final long mostE8 = tightened(RiskLimit.MAX_POSITION_SIZE, i, request.instrumentId());
            if (mostE8 != RiskLimits.NO_LIMIT) {
                final long valueE8 = i == Scopes.STRATEGY ? quantityE8(instrument, exposure.worstOwnPosition(request)) : worstE8;
                if (valueE8 > mostE8) {
                    return verdict.broken(
                            RejectReason.POSITION_LIMIT, mostE8, valueE8, RiskLimit.MAX_POSITION_SIZE, limits, scopes.slot(i));
                }
            }
        }
        return verdict.pass();
    }

    private RejectReason exposure(final int instrumentId) {
        for (int i = 0; i < Scopes.COUNT; i++) {
            final int slot = scopes.slot(i);
            final long grossMaxE8 = tightened(RiskLimit.MAX_EXPOSURE, i, instrumentId);
            if (grossMaxE8 != RiskLimits.NO_LIMIT) {
                final long thenE8 = exposure.grossWithE8(slot, i == Scopes.STRATEGY);
                if (thenE8 > grossMaxE8 && thenE8 > exposure.grossE8(slot)) {
                    return verdict.broken(RejectReason.EXPOSURE_LIMIT, grossMaxE8, thenE8, RiskLimit.MAX_EXPOSURE, limits, slot);
                }
            }
            final long netMaxE8 = tightened(RiskLimit.MAX_NET_EXPOSURE, i, instrumentId);
            if (netMaxE8 != RiskLimits.NO_LIMIT) {
                final long thenE8 = exposure.netWithE8(slot, i == Scopes.STRATEGY);
                if (thenE8 > netMaxE8 && thenE8 > exposure.netE8(slot)) {
                    return verdict.broken(RejectReason.NET_EXPOSURE, netMaxE8, thenE8, RiskLimit.MAX_NET_EXPOSURE, limits, slot);
                }
            }
        }
        return verdict.pass();
    }

    /** What volatility and drawdown leave of it. */
    private long tightened(final RiskLimit limit, final int scope, final int instrumentId) {
        final long value = scopes.value(limit, scope);
        return value == RiskLimits.NO_LIMIT ? value : breakers.tightened(value, instrumentId);
    }

    private RejectReason balance(final Instrument instrument, final OrderRequest request) {
        final int instrumentId = instrument.instrumentId();
        if (Balances.derivative(instrument)) {
            return margin(instrumentId);
        }
        if (request.side() == Side.SELL) {
            final long availableE8 = balances.availableBaseE8(instrumentId);
            final long neededE8 = quantityE8(instrument, request.quantity());
            return availableE8 != NULL_VALUE && neededE8 > availableE8
                    ? verdict.broken(RejectReason.SHORT_SALE, Math.max(0, availableE8), neededE8) : verdict.pass();
        }
        final long availableE8 = balances.availableQuoteE8(instrumentId);
        final long neededE8 = Exposure.valueE8(instrument, request.reservePrice(), request.quantity());
        return availableE8 != NULL_VALUE && neededE8 > availableE8
                ? verdict.broken(RejectReason.INSUFFICIENT_BALANCE, Math.max(0, availableE8), neededE8) : verdict.pass();
    }

    /** What all positions of the quote asset could come to, against the balance times the leverage. */
    private RejectReason margin(final int instrumentId) {
        final long balanceE8 = balances.quoteE8(instrumentId);
        if (balanceE8 == NULL_VALUE) {
            return verdict.pass();
        }
        final int slot = limits.instrumentSlot(instrumentId);
        final long thenE8 = exposure.grossWithE8(slot, false);
        final long allE8 = Money.saturatedAdd(balances.quoteTakenE8(instrumentId) - balances.ownQuoteTakenE8(instrumentId), thenE8);
        final long leverageE8 = scopes.least(RiskLimit.MAX_LEVERAGE);
        final long product = Instrument.notional(Math.max(0, balanceE8), leverageE8);
        final long mostE8 = product == NULL_VALUE ? Long.MAX_VALUE : product / ONE_E8;
        return allE8 > mostE8 && thenE8 > exposure.grossE8(slot)
                ? verdict.broken(RejectReason.MARGIN, mostE8, allE8, RiskLimit.MAX_LEVERAGE, limits, scopes.strictestSlot())
                : verdict.pass();
    }

    private static long quantityE8(final Instrument instrument, final long quantity) {
        return Money.rescale(quantity, instrument.quantityDecimals(), Money.E8_DECIMALS);
    }
}
