package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.signal.InlineSignals;

/**
 * Every rule that an order passes before it is sent, in this order: halted, instrument, trading hours, shape (type, tick, lot, range), live
 * book, price collars, smallest notional, self-trade, reduce-only, order size and notional, position, exposures, balance, open orders, fat
 * finger, repeated order, message ratio, order rate. The first broken one refuses the order; only one that passes all others takes from the
 * order rates. The limits are those of {@link RiskLimits}; each holds for everything, for the venue, the strategy and the instrument of
 * the order, as far as they have it.
 *
 * <p>An order that makes the position or an exposure smaller passes those limits also while they are exceeded. The collars refuse buying
 * far above and selling far below the market, never resting far away from it. An order that could trade with an order of our own, whichever
 * strategy sent it, is refused; see {@link io.peregrine.order.SelfTradePrevention} for the other one. A cancel is never refused.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction. <b>Errors:</b> a reject reason, and the
 * numbers in {@link #verdict}.
 */
public final class PreTradeRisk {
    private static final long ONE_E8 = 100_000_000L;

    private final Instruments instruments;
    private final OrderTable orders;
    private final InlineSignals[] markets;
    private final Exposure exposure;
    private final Breakers breakers;
    private final Scopes scopes;
    private final PriceCollar collar;
    private final OrderLimits orderLimits;
    private final PositionLimits positionLimits;
    private final ActivityLimits activity;
    private final InstrumentGates gates;
    private final RiskVerdict verdict = new RiskVerdict();
    private RejectReason halt = RejectReason.NONE;

    /** @param markets by instrument id */
    public PreTradeRisk(
            final Instruments instruments,
            final OrderTable orders,
            final RiskLimits limits,
            final InlineSignals[] markets,
            final Exposure exposure,
            final Balances balances,
            final Breakers breakers) {
        this.instruments = instruments;
        this.orders = orders;
        this.markets = markets;
        this.exposure = exposure;
        this.breakers = breakers;
        scopes = new Scopes(limits);
        collar = new PriceCollar(limits, verdict);
        orderLimits = new OrderLimits(limits, exposure.pairs(), verdict);
        positionLimits = new PositionLimits(limits, exposure, balances, verdict, breakers);
        activity = new ActivityLimits(limits, orders, exposure, verdict);
        gates = new InstrumentGates(instruments.count());
    }

    /** Refuse every order from now on, for this reason. */
    public void halt(final RejectReason reason) {
        halt = reason;
    }

    /** Why every order is refused, or NONE. */
    public RejectReason halted() {
        return halt;
    }

    /** Refuse every order of an instrument from now on, or no more. */
    public void instrument(final int instrumentId, final InstrumentState state) {
        gates.state(instrumentId, state);
    }

    /** From now on only orders that make the instrument's position smaller, or all again. */
    public void reduceOnly(final int instrumentId, final boolean newReduceOnly) {
        gates.reduceOnly(instrumentId, newReduceOnly);
    }

    /** May only orders be sent that make the position smaller? */
    public boolean reduceOnly(final int instrumentId) {
        return gates.reduceOnly(instrumentId);
    }

    /** Refuses an order for a reason that is not a limit. */
    public RejectReason refuse(final RejectReason reason) {
        return verdict.broken(reason, 0, 0);
    }

    /** The numbers of the last check. */
    public RiskVerdict verdict() {
        return verdict;
    }

    /**
     * Checks an order and sets the price at which it is to be reserved.
     *
     * @return NONE where it may be sent
     */
    public RejectReason check(final OrderRequest request, final long nowNs) {
        return terms(request, nowNs) != RejectReason.NONE || selfTrade(request) != RejectReason.NONE
                ? verdict.rule() : accept(request, nowNs);
    }

    /** The same without the rule of self-trades: for an order that is held until no own order could trade with it. */
    public RejectReason checkHeld(final OrderRequest request, final long nowNs) {
        return terms(request, nowNs) != RejectReason.NONE ? verdict.rule() : accept(request, nowNs);
    }

    /**
     * Checks an order that was held, as things are now, but for what it took from when it was accepted: open orders, messages, order rates.
     *
     * @return NONE where it may be sent
     */
    public RejectReason checkReleased(final Order order, final OrderRequest request, final long nowNs) {
        if (terms(request, nowNs) == RejectReason.NONE && selfTrade(request) == RejectReason.NONE) {
            limitsInsteadOf(order, request);
        }
        return verdict.rule();
    }

    private RejectReason accept(final OrderRequest request, final long nowNs) {
        final Instrument instrument = instruments.get(request.instrumentId());
        if (limits(request) != RejectReason.NONE) {
            return verdict.rule();
        }
        if (orders.full()) {
            return verdict.broken(RejectReason.OPEN_ORDERS, orders.openOrdersMax() * ONE_E8, (orders.openCount() + 1) * ONE_E8);
        }
        if (activity.openOrders(scopes, instrument, request) != RejectReason.NONE
                || orderLimits.fatFinger(scopes, instrument, request) != RejectReason.NONE
                || orderLimits.repeated(scopes, request, nowNs) != RejectReason.NONE
                || send(nowNs) != RejectReason.NONE) {
            return verdict.rule();
        }
        orderLimits.accepted(request, nowNs);
        return RejectReason.NONE;
    }

    /**
     * Checks what an open order would become in place: the same rules, with the new terms instead of what is reserved for the order. One
     * that reserves no more than the order does passes the limits of size, position, exposure and balance.
     *
     * @param request the new terms with the whole quantity; left with what would not be filled yet
     * @return NONE where it may be sent
     */
    public RejectReason checkReplace(final Order order, final OrderRequest request, final long nowNs) {
        if (terms(request, nowNs) != RejectReason.NONE || selfTrade(request) != RejectReason.NONE) {
            return verdict.rule();
        }
        request.quantity(request.quantity() - order.cumQuantity());
        final Instrument instrument = instruments.get(request.instrumentId());
        request.sizeE8(Money.rescale(request.quantity(), instrument.quantityDecimals(), Money.E8_DECIMALS),
                Exposure.valueE8(instrument, request.reservePrice(), request.quantity()));
        final boolean smaller = request.quantity() <= order.leavesQuantity()
                && request.price() * request.quantity() <= order.price() * order.leavesQuantity();
        if (!smaller && (orderLimits.fatFinger(scopes, instrument, request) != RejectReason.NONE
                || limitsInsteadOf(order, request) != RejectReason.NONE)) {
            return verdict.rule();
        }
        return send(nowNs);
    }

    /** A cancel is sent. */
    public void onCancel(final Order order, final long nowNs) {
        activity.onCancel(order, nowNs);
    }

    /** A fill came. */
    public void onFill(final Order order, final long nowNs) {
        activity.onFill(order, nowNs);
    }

    /** Checks a stop that the engine held and that is triggered now: it was accepted and is reserved already. */
    public RejectReason checkTriggered(final OrderRequest request) {
        verdict.begin();
        if (halt != RejectReason.NONE) {
            return verdict.broken(RejectReason.HALTED, 0, 0);
        }
        if (gates.halted(request.instrumentId()) != RejectReason.NONE) {
            return verdict.broken(gates.halted(request.instrumentId()), 0, 0);
        }
        if (breakers.halted(request.strategyId(), request.instrumentId())) {
            return verdict.broken(RejectReason.CIRCUIT_BREAKER, 0, 0);
        }
        exposure.refresh(request.instrumentId());
        // Its own quantity is among the open orders already.
        return reduceOnly(instruments.get(request.instrumentId()), request, request.quantity()) != RejectReason.NONE
                ? verdict.rule()
                : selfTrade(request);
    }

    /** What does not depend on positions and on other orders' quantities. */
    private RejectReason terms(final OrderRequest request, final long nowNs) {
        verdict.begin();
        if (halt != RejectReason.NONE) {
            return verdict.broken(RejectReason.HALTED, 0, 0);
        }
        if (!instruments.contains(request.instrumentId())) {
            return verdict.broken(RejectReason.UNKNOWN_INSTRUMENT, 0, 0);
        }
        if (gates.halted(request.instrumentId()) != RejectReason.NONE) {
            return verdict.broken(gates.halted(request.instrumentId()), 0, 0);
        }
        if (breakers.halted(request.strategyId(), request.instrumentId())) {
            return verdict.broken(RejectReason.CIRCUIT_BREAKER, 0, 0);
        }
        scopes.of(request.instrumentId(), request.strategyId());
        exposure.refresh(request.instrumentId());
        positionLimits.look(request);
        orderLimits.look(request);
        final Instrument instrument = instruments.get(request.instrumentId());
        if (orderLimits.hours(scopes, nowNs) != RejectReason.NONE
                || OrderRules.shape(instrument, request, verdict) != RejectReason.NONE) {
            return verdict.rule();
        }
        final InlineSignals market = markets[request.instrumentId()];
        if (!market.live()) {
            return verdict.broken(RejectReason.BOOK_NOT_LIVE, 0, 0);
        }
        return collar.check(scopes, instrument, request, market) != RejectReason.NONE
                ? verdict.rule() : OrderRules.notional(instrument, request, verdict);
    }

    private RejectReason limits(final OrderRequest request) {
        final Instrument instrument = instruments.get(request.instrumentId());
        if (reduceOnly(instrument, request, 0) != RejectReason.NONE || orderLimits.size(scopes, request) != RejectReason.NONE) {
            return verdict.rule();
        }
        return positionLimits.check(scopes, instrument, request);
    }

    /** The limits with the request's terms in place of what is reserved for the order. */
    private RejectReason limitsInsteadOf(final Order order, final OrderRequest request) {
        orders.setAside(order);
        exposure.refresh(order.instrumentId());
        positionLimits.look(request);
        limits(request);
        orders.reserve(order);
        exposure.refresh(order.instrumentId());
        return verdict.rule();
    }

    private RejectReason send(final long nowNs) {
        return activity.messages(scopes, nowNs) != RejectReason.NONE ? verdict.rule() : activity.rate(scopes, nowNs);
    }

    private RejectReason selfTrade(final OrderRequest request) {
        if (OrderRules.hasStop(request) || exposure.apart(request)) {
            return RejectReason.NONE;
        }
        for (Order own = orders.open(request.instrumentId()).first(); own != null; own = own.nextOpen()) {
            if (couldTrade(request, own)) {
                final int decimals = instruments.get(request.instrumentId()).priceDecimals();
                final long ownPrice = own.price() == NULL_VALUE ? own.reservePrice() : own.price();
                final long price = request.price() == NULL_VALUE ? request.reservePrice() : request.price();
                return verdict.broken(
                        RejectReason.SELF_TRADE,
                        Money.rescale(ownPrice, decimals, Money.E8_DECIMALS),
                        Money.rescale(price, decimals, Money.E8_DECIMALS));
            }
        }
        return RejectReason.NONE;
    }

    /** Could the two trade with each other, whichever of its prices the open one has? A market order that is held will meet what rests. */
    public static boolean couldTrade(final OrderRequest request, final Order own) {
        if (own.side() == request.side()) {
            return false;
        }
        if (own.held() && own.orderType() == OrderType.MARKET) {
            return request.orderType() != OrderType.MARKET;
        }
        return own.canRest() && (crosses(request, own.price()) || own.replacing() && crosses(request, own.replacePrice()));
    }

    private static boolean crosses(final OrderRequest request, final long ownPrice) {
        if (request.orderType() == OrderType.MARKET) {
            return true;
        }
        return request.side() == Side.BUY ? request.price() >= ownPrice : request.price() <= ownPrice;
    }

    /** With all open orders of its side it may close the position, and not open one on the other side. */
    private RejectReason reduceOnly(final Instrument instrument, final OrderRequest request, final long counted) {
        long beyond = 0;
        if (gates.reduceOnly(request.instrumentId()) || breakers.reducesTotal(request.instrumentId())) {
            beyond = exposure.worstPosition(request) - counted;
        }
        if (breakers.reducesStrategy(request.strategyId())) {
            beyond = Math.max(beyond, exposure.worstOwnPosition(request) - counted);
        }
        return beyond <= 0
                ? RejectReason.NONE
                : verdict.broken(RejectReason.REDUCE_ONLY, 0, Money.rescale(beyond, instrument.quantityDecimals(), Money.E8_DECIMALS));
    }

    /** For those who tell how much of the limits is used. */
    ActivityLimits activity() {
        return activity;
    }
}
