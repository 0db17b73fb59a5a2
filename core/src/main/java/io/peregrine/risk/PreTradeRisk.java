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
import io.peregrine.order.OrderSettings;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.signal.InlineSignals;
import java.util.Arrays;

/**
 * Every rule that an order passes before it is sent, in this order: halted, instrument, shape (type, tick, lot, range), live book, price
 * collar, notional, self-trade, reduce-only, position, exposure, open orders, order rate. The first broken one refuses the order; only an
 * order that passes all others takes from the order rate.
 *
 * <p>An order that makes the position or the exposure smaller passes those limits also while they are exceeded. The collar refuses buying
 * far above and selling far below the mid, never resting far away from it. An order that could trade with an order of our own, whichever
 * strategy sent it, is refused; see {@link io.peregrine.order.SelfTradePrevention} for the other one.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction. <b>Errors:</b> a reject reason, and the
 * numbers in {@link #verdict}.
 */
public final class PreTradeRisk {
    /** How far through the mid an order may be priced, in basis points. */
    public static final int COLLAR_BPS = 500;

    private static final int BPS = 10_000;
    private static final long ONE_E8 = 100_000_000L;

    private final Instruments instruments;
    private final OrderTable orders;
    private final OrderSettings orderSettings;
    private final RiskSettings settings;
    private final InlineSignals[] markets;
    private final Exposure exposure;
    private final Breakers breakers;
    private final OrderRate orderRate;
    private final long[] positionMax;
    private final RejectReason[] instrumentHalts;
    private final boolean[] reduceOnly;
    private final RiskVerdict verdict = new RiskVerdict();
    private RejectReason halt = RejectReason.NONE;

    /** @param markets by instrument id */
    public PreTradeRisk(
            final Instruments instruments,
            final OrderTable orders,
            final OrderSettings orderSettings,
            final RiskSettings settings,
            final InlineSignals[] markets,
            final Exposure exposure,
            final Breakers breakers) {
        this.instruments = instruments;
        this.orders = orders;
        this.orderSettings = orderSettings;
        this.settings = settings;
        this.markets = markets;
        this.exposure = exposure;
        this.breakers = breakers;
        orderRate = new OrderRate(orderSettings.ordersPerSecondMax());
        positionMax = new long[instruments.count()];
        instrumentHalts = new RejectReason[instruments.count()];
        reduceOnly = new boolean[instruments.count()];
        Arrays.fill(instrumentHalts, RejectReason.NONE);
        for (int i = 0; i < positionMax.length; i++) {
            positionMax[i] = Money.rescale(settings.positionSizeMaxE8(), Money.E8_DECIMALS, instruments.get(i).quantityDecimals());
        }
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
        instrumentHalts[instrumentId] = switch (state) {
            case HALTED -> RejectReason.INSTRUMENT_HALTED;
            case CHANGED -> RejectReason.INSTRUMENT_CHANGED;
            default -> RejectReason.NONE;
        };
    }

    /** From now on only orders that make the instrument's position smaller, or all again. */
    public void reduceOnly(final int instrumentId, final boolean newReduceOnly) {
        reduceOnly[instrumentId] = newReduceOnly;
    }

    /** May only orders be sent that make the position smaller? */
    public boolean reduceOnly(final int instrumentId) {
        return reduceOnly[instrumentId];
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
        return terms(request) != RejectReason.NONE || selfTrade(request) != RejectReason.NONE ? verdict.rule() : accept(request, nowNs);
    }

    /** The same without the rule of self-trades: for an order that is held until no own order could trade with it. */
    public RejectReason checkHeld(final OrderRequest request, final long nowNs) {
        return terms(request) != RejectReason.NONE ? verdict.rule() : accept(request, nowNs);
    }

    /**
     * Checks an order that was held, as things are now, but for the order rate, which it took from when it was accepted.
     *
     * @return NONE where it may be sent
     */
    public RejectReason checkReleased(final Order order, final OrderRequest request) {
        if (terms(request) == RejectReason.NONE && selfTrade(request) == RejectReason.NONE) {
            orders.setAside(order);
            limits(request);
            orders.reserve(order);
            exposure.refresh(order.instrumentId());
        }
        return verdict.rule();
    }

    private RejectReason accept(final OrderRequest request, final long nowNs) {
        if (limits(request) != RejectReason.NONE) {
            return verdict.rule();
        }
        if (orders.full()) {
            return verdict.broken(RejectReason.OPEN_ORDERS, orderSettings.openOrdersMax() * ONE_E8, orders.openCount() * ONE_E8);
        }
        return rate(nowNs);
    }

    /**
     * Checks what an open order would become in place: the same rules, with the new terms instead of what is reserved for the order. One
     * that reserves no more than the order does passes the limits of position and exposure.
     *
     * @param request the new terms with the whole quantity; left with what would not be filled yet
     * @return NONE where it may be sent
     */
    public RejectReason checkReplace(final Order order, final OrderRequest request, final long nowNs) {
        if (terms(request) != RejectReason.NONE || selfTrade(request) != RejectReason.NONE) {
            return verdict.rule();
        }
        request.quantity(request.quantity() - order.cumQuantity());
        final boolean smaller = request.quantity() <= order.leavesQuantity()
                && request.price() * request.quantity() <= order.price() * order.leavesQuantity();
        if (!smaller) {
            orders.setAside(order);
            limits(request);
            orders.reserve(order);
            exposure.refresh(order.instrumentId());
            if (verdict.rule() != RejectReason.NONE) {
                return verdict.rule();
            }
        }
        return rate(nowNs);
    }

    /** Checks a stop that the engine held and that is triggered now: it was accepted and is reserved already. */
    public RejectReason checkTriggered(final OrderRequest request) {
        if (halt != RejectReason.NONE) {
            return verdict.broken(RejectReason.HALTED, 0, 0);
        }
        if (instrumentHalts[request.instrumentId()] != RejectReason.NONE) {
            return verdict.broken(instrumentHalts[request.instrumentId()], 0, 0);
        }
        if (breakers.halted(request.strategyId(), request.instrumentId())) {
            return verdict.broken(RejectReason.CIRCUIT_BREAKER, 0, 0);
        }
        // Its own quantity is among the open orders already.
        return reduceOnly(instruments.get(request.instrumentId()), request, request.quantity()) != RejectReason.NONE
                ? verdict.rule()
                : selfTrade(request);
    }

    /** What does not depend on positions and on other orders' quantities. */
    private RejectReason terms(final OrderRequest request) {
        if (halt != RejectReason.NONE) {
            return verdict.broken(RejectReason.HALTED, 0, 0);
        }
        if (!instruments.contains(request.instrumentId())) {
            return verdict.broken(RejectReason.UNKNOWN_INSTRUMENT, 0, 0);
        }
        if (instrumentHalts[request.instrumentId()] != RejectReason.NONE) {
            return verdict.broken(instrumentHalts[request.instrumentId()], 0, 0);
        }
        if (breakers.halted(request.strategyId(), request.instrumentId())) {
            return verdict.broken(RejectReason.CIRCUIT_BREAKER, 0, 0);
        }
        final Instrument instrument = instruments.get(request.instrumentId());
        if (OrderRules.shape(instrument, request, verdict) != RejectReason.NONE) {
            return verdict.rule();
        }
        final InlineSignals market = markets[request.instrumentId()];
        if (!market.live()) {
            return verdict.broken(RejectReason.BOOK_NOT_LIVE, 0, 0);
        }
        if (collar(instrument, request, market.midPrice()) != RejectReason.NONE
                || OrderRules.notional(instrument, request, verdict) != RejectReason.NONE) {
            return verdict.rule();
        }
        return verdict.pass();
    }

    private RejectReason limits(final OrderRequest request) {
        final Instrument instrument = instruments.get(request.instrumentId());
        if (reduceOnly(instrument, request, 0) != RejectReason.NONE) {
            return verdict.rule();
        }
        final RejectReason reason = position(instrument, request);
        return reason != RejectReason.NONE ? reason : exposure(request);
    }

    private RejectReason rate(final long nowNs) {
        if (!orderRate.tryTake(nowNs)) {
            return verdict.broken(RejectReason.ORDER_RATE, orderSettings.ordersPerSecondMax() * ONE_E8, 0);
        }
        return verdict.pass();
    }

    /** Also decides the reserve price: the limit, or else the stop, or else the worst price that the collar leaves to a market order. */
    private RejectReason collar(final Instrument instrument, final OrderRequest request, final long midPrice) {
        final boolean buy = request.side() == Side.BUY;
        final long widthPrice = midPrice / BPS * COLLAR_BPS + midPrice % BPS * COLLAR_BPS / BPS;
        final long collarPrice = buy ? midPrice + widthPrice : midPrice - widthPrice;
        if (OrderRules.hasLimit(request)) {
            final long price = request.price();
            request.reserveAt(price);
            if (request.orderType() == OrderType.LIMIT && (buy ? price > collarPrice : price < collarPrice)) {
                return verdict.broken(
                        RejectReason.PRICE_COLLAR,
                        Money.rescale(collarPrice, instrument.priceDecimals(), Money.E8_DECIMALS),
                        Money.rescale(price, instrument.priceDecimals(), Money.E8_DECIMALS));
            }
        } else if (OrderRules.hasStop(request)) {
            request.reserveAt(request.stopPrice());
        } else {
            request.reserveAt(buy ? collarPrice : midPrice);
        }
        return verdict.pass();
    }

    private RejectReason selfTrade(final OrderRequest request) {
        if (OrderRules.hasStop(request)) {
            return verdict.pass();
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
        return verdict.pass();
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
        if (reduceOnly[request.instrumentId()] || breakers.reducesTotal(request.instrumentId())) {
            beyond = exposure.worstPosition(request) - counted;
        }
        if (breakers.reducesStrategy(request.strategyId())) {
            beyond = Math.max(beyond, exposure.worstOwnPosition(request) - counted);
        }
        return beyond <= 0
                ? verdict.pass()
                : verdict.broken(RejectReason.REDUCE_ONLY, 0, Money.rescale(beyond, instrument.quantityDecimals(), Money.E8_DECIMALS));
    }

    private RejectReason position(final Instrument instrument, final OrderRequest request) {
        final long worst = exposure.worstPosition(request);
        if (worst > positionMax[request.instrumentId()]) {
            return verdict.broken(
                    RejectReason.POSITION_LIMIT,
                    settings.positionSizeMaxE8(),
                    Money.rescale(worst, instrument.quantityDecimals(), Money.E8_DECIMALS));
        }
        return verdict.pass();
    }

    private RejectReason exposure(final OrderRequest request) {
        exposure.refresh(request.instrumentId());
        final long nowE8 = exposure.worstE8(request.instrumentId());
        final long thenE8 = exposure.worstWith(request);
        final long totalE8 = exposure.totalE8() - nowE8 + thenE8;
        if (thenE8 > nowE8 && totalE8 > settings.exposureMaxE8()) {
            return verdict.broken(RejectReason.EXPOSURE_LIMIT, settings.exposureMaxE8(), totalE8);
        }
        return verdict.pass();
    }
}
