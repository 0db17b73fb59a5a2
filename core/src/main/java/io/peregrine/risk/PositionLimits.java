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
    private final Pairs pairs;
    private final Balances balances;
    private final RiskVerdict verdict;
    private final Breakers breakers;
    private long totalE8;
    private long ownE8;
    private long availableE8;
    private long factorE8;

    PositionLimits(
            final RiskLimits limits, final Exposure exposure, final Balances balances, final RiskVerdict verdict, final Breakers breakers) {
        this.breakers = breakers;
        this.limits = limits;
        this.exposure = exposure;
        pairs = exposure.pairs();
        this.balances = balances;
        this.verdict = verdict;
    }

    /** Looks at what the next questions are about; again where it has changed. */
    void look(final OrderRequest request) {
        totalE8 = exposure.total(request).positionE8(request.side());
        ownE8 = pairs.get(pairs.at(request), request.side() == Side.BUY ? Pairs.BOUGHT_E8 : Pairs.SOLD_E8);
        availableE8 = request.side() == Side.BUY
                ? balances.availableQuoteE8(request.instrumentId()) : balances.availableBaseE8(request.instrumentId());
        factorE8 = breakers.factorE8(request.instrumentId());
    }

    RejectReason check(final Scopes scopes, final Instrument instrument, final OrderRequest request) {
        if (position(scopes, request) != RejectReason.NONE) {
            return verdict.rule();
        }
        final boolean spot = instrument.venue().spot();
        if (!spot || !roomFor(scopes, exposure.mostE8(request))) {
            exposure.consider(request);
            if (exposures(scopes) != RejectReason.NONE) {
                return verdict.rule();
            }
        }
        return spot ? balance(request) : margin(scopes, instrument.instrumentId());
    }

    private RejectReason position(final Scopes scopes, final OrderRequest request) {
        final WorstCase total = exposure.total(request);
        final long quantityE8 = request.quantityE8();
        if (total.adds() && quantityE8 != Long.MAX_VALUE) {
            totalE8 = Money.saturatedAdd(totalE8, quantityE8);
            ownE8 = Money.saturatedAdd(ownE8, quantityE8);
        } else {
            totalE8 = total.positionWithE8(request);
            ownE8 = exposure.ownPositionWithE8(request);
        }
        if (totalE8 <= left(scopes.instrument().positionSizeMax) && ownE8 <= left(scopes.strategy().positionSizeMax)) {
            return RejectReason.NONE;
        }
        int i = Scopes.TOTAL;
        while ((i == Scopes.STRATEGY ? ownE8 : totalE8) <= positionMaxE8(scopes, i)) {
            i++;
        }
        return verdict.broken(RejectReason.POSITION_LIMIT, positionMaxE8(scopes, i), i == Scopes.STRATEGY ? ownE8 : totalE8,
                RiskLimit.MAX_POSITION_SIZE, limits, scopes.row(i).slot);
    }

    /** Is there so much room at all scopes? Then by how much the order changes their exposures need not be worked out. */
    private boolean roomFor(final Scopes scopes, final long mostE8) {
        return factorE8 == ONE_E8 && mostE8 <= scopes.total().roomE8 && mostE8 <= scopes.venue().roomE8
                && mostE8 <= scopes.strategy().roomE8 && mostE8 <= scopes.instrument().roomE8;
    }

    /** What volatility and drawdown leave of it. */
    private long left(final long limit) {
        return LimitTightening.of(limit, factorE8);
    }

    private long positionMaxE8(final Scopes scopes, final int scope) {
        return left(scopes.value(RiskLimit.MAX_POSITION_SIZE, scope));
    }

    private RejectReason exposures(final Scopes scopes) {
        final WorstCase.Change all = exposure.all();
        return within(scopes.total(), all) && within(scopes.venue(), all)
                && within(scopes.strategy(), exposure.own()) && within(scopes.instrument(), all)
                ? RejectReason.NONE : verdict.rule();
    }

    private boolean within(final ScopeRow row, final WorstCase.Change change) {
        final long grossMaxE8 = left(row.exposureMax);
        final long grossE8 = row.grossWithE8(change.grossE8);
        if (grossE8 > grossMaxE8 && change.grossE8 > 0) {
            verdict.broken(RejectReason.EXPOSURE_LIMIT, grossMaxE8, grossE8, RiskLimit.MAX_EXPOSURE, limits, row.slot);
            return false;
        }
        final long netMaxE8 = left(row.netExposureMax);
        final long netE8 = row.netWithE8(change.highE8, change.lowE8);
        if (netE8 > netMaxE8 && netE8 > row.netWithE8(0, 0)) {
            verdict.broken(RejectReason.NET_EXPOSURE, netMaxE8, netE8, RiskLimit.MAX_NET_EXPOSURE, limits, row.slot);
            return false;
        }
        return true;
    }

    private RejectReason balance(final OrderRequest request) {
        final boolean sells = request.side() == Side.SELL;
        final long neededE8 = sells ? request.quantityE8() : request.reserveE8();
        return availableE8 == NULL_VALUE || neededE8 <= availableE8
                ? RejectReason.NONE
                : verdict.broken(sells ? RejectReason.SHORT_SALE : RejectReason.INSUFFICIENT_BALANCE, Math.max(0, availableE8), neededE8);
    }

    /** What all positions of the quote asset could come to, against the balance times the leverage. */
    private RejectReason margin(final Scopes scopes, final int instrumentId) {
        final long balanceE8 = balances.quoteE8(instrumentId);
        if (balanceE8 == NULL_VALUE) {
            return RejectReason.NONE;
        }
        final long thenE8 = scopes.instrument().grossWithE8(exposure.all().grossE8);
        final long allE8 = Money.saturatedAdd(balances.quoteTakenE8(instrumentId) - balances.ownQuoteTakenE8(instrumentId), thenE8);
        final long leverageE8 = Math.min(scopes.instrument().leverageMax, scopes.strategy().leverageMax);
        final long mostE8 = Money.multiplyDivide(Math.max(0, balanceE8), leverageE8, ONE_E8);
        return allE8 > mostE8 && exposure.all().grossE8 > 0
                ? verdict.broken(RejectReason.MARGIN, mostE8, allE8, RiskLimit.MAX_LEVERAGE, limits,
                        scopes.strictestSlot(RiskLimit.MAX_LEVERAGE))
                : RejectReason.NONE;
    }
}
