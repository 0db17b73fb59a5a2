package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.order.OpenOrders;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;
import java.util.Arrays;

/**
 * The worst that the positions and open orders can come to, whichever orders fill. For each instrument, of all strategies together and of
 * each one: the largest value that the position can have, with all buy orders filled, and the smallest, with all sell orders filled; the
 * orders of a side count at their own prices or at the mark, whichever sum is worse. Orders that are UNKNOWN or being cancelled count like
 * all others until the venue has ended them.
 *
 * <ul>
 *   <li>gross exposure of an instrument: the larger of the two without their signs; of a venue, a strategy, or everything: the sum over its
 *       instruments;
 *   <li>net exposure: the sum of the largest values or of the smallest ones, whichever is further from zero.
 * </ul>
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none after
 * construction.
 */
public final class Exposure {
    private final OrderTable orders;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final RiskLimits limits;
    private final Balances balances;
    private final Total[] totals;
    /** By strategy and instrument. */
    private final WorstCase[] own;
    private final Pairs pairs;
    private final WorstCase.Change allChange = new WorstCase.Change();
    private final WorstCase.Change ownChange = new WorstCase.Change();

    /** @param markets by instrument id */
    public Exposure(
            final Instruments instruments,
            final OrderTable orders,
            final PositionBook positions,
            final InlineSignals[] markets,
            final RiskLimits limits,
            final Balances balances) {
        this.orders = orders;
        this.positions = positions;
        this.markets = markets;
        this.limits = limits;
        this.balances = balances;
        final int count = instruments.count();
        totals = new Total[count];
        Arrays.setAll(totals, i -> new Total(instruments.get(i)));
        own = new WorstCase[limits.strategyCount() * count];
        pairs = new Pairs(limits.strategyCount(), count);
        Arrays.setAll(own, i -> new WorstCase(instruments.get(i % count)));
    }

    /** What the accounts can pay. */
    Balances balances() {
        return balances;
    }

    /** Worst gross exposure of everything. */
    public long totalE8() {
        return grossE8(RiskLimits.TOTAL);
    }

    /** Worst gross exposure of a scope. */
    public long grossE8(final int slot) {
        return limits.row(slot).grossWithE8(0);
    }

    /** Worst net exposure of a scope, without its sign. */
    public long netE8(final int slot) {
        return limits.row(slot).netWithE8(0, 0);
    }

    /** The instrument's orders, position or mark may have changed. */
    public void refresh(final int instrumentId) {
        if (!totals[instrumentId].seen(
                orders.version(instrumentId), positions.version(instrumentId), markets[instrumentId].markPrice())) {
            update(instrumentId, totals[instrumentId]);
        }
    }

    private void update(final int instrumentId, final Total total) {
        final OpenOrders open = orders.open(instrumentId);
        final long markPrice = markets[instrumentId].markPrice();
        if (total.positionsVersion != positions.version(instrumentId)) {
            listPositions(instrumentId);
        }
        total.openCount = open.count();
        total.ordersVersion = orders.version(instrumentId);
        total.positionsVersion = positions.version(instrumentId);
        total.markPrice = markPrice;
        total.orders(open.buyQuantity(), open.sellQuantity(), open.buyNotionalE8(), open.sellNotionalE8());
        total.evaluate(positions.total(instrumentId), markPrice, allChange);
        limits.row(RiskLimits.TOTAL).add(allChange);
        limits.row(limits.venueSlot(instrumentId)).add(allChange);
        limits.row(limits.instrumentSlot(instrumentId)).add(allChange);
        for (int i = 0; i < open.strategyCount(); i++) {
            final int id = open.strategy(i);
            final WorstCase part = own(id, instrumentId);
            part.orders(open.buyQuantity(id), open.sellQuantity(id), open.buyNotionalE8(id), open.sellNotionalE8(id));
            part.evaluate(positions.position(id, instrumentId), markPrice, ownChange);
            limits.row(limits.strategySlot(id)).add(ownChange);
            final int pair = pairs.at(id, instrumentId);
            pairs.set(pair, Pairs.BOUGHT_E8, part.positionE8(Side.BUY));
            pairs.set(pair, Pairs.SOLD_E8, part.positionE8(Side.SELL));
        }
        balances.refresh(instrumentId, grossE8(limits.instrumentSlot(instrumentId)));
    }

    /** All marks have changed. */
    public void refreshAll() {
        for (int i = 0; i < totals.length; i++) {
            refresh(i);
        }
    }

    /** A strategy may have a position without ever having had an order in this run. */
    private void listPositions(final int instrumentId) {
        for (int id = 0; id < limits.strategyCount(); id++) {
            if (positions.position(id, instrumentId).quantity() != 0) {
                orders.open(instrumentId).list(id);
            }
        }
    }

    /** Works out what would change if this order were sent: {@link #all} and {@link #own()}. */
    void consider(final OrderRequest request) {
        final Total total = totals[request.instrumentId()];
        total.consider(request, total.markPrice, allChange);
        own(request.strategyId(), request.instrumentId()).consider(request, total.markPrice, ownChange);
    }

    /** Of all strategies together, by the order of the last {@link #consider}. */
    WorstCase.Change all() {
        return allChange;
    }

    /** Of its strategy alone. */
    WorstCase.Change own() {
        return ownChange;
    }

    /** The largest position that the instrument can come to in the direction of this order, as a quantity above zero. */
    long worstPosition(final OrderRequest request) {
        return totals[request.instrumentId()].positionWith(request);
    }

    /** The same of the order's strategy alone. */
    long worstOwnPosition(final OrderRequest request) {
        return own(request.strategyId(), request.instrumentId()).positionWith(request);
    }

    /** What is kept of each strategy in each instrument. */
    Pairs pairs() {
        return pairs;
    }

    /** The instrument's worst case, of all strategies together. */
    WorstCase total(final OrderRequest request) {
        return totals[request.instrumentId()];
    }

    /** The largest position of the order's strategy alone, in its direction, with the order, at 8 decimals. */
    long ownPositionWithE8(final OrderRequest request) {
        return own(request.strategyId(), request.instrumentId()).positionWithE8(request);
    }

    /** No exposure would grow by more than this and {@link WorstCase#ROUNDING_E8} if this order were sent. */
    long mostE8(final OrderRequest request) {
        final Total total = totals[request.instrumentId()];
        return total.mostE8(request, total.markPrice);
    }

    /** The largest position that an instrument can come to in either direction, of all strategies. */
    long worstPosition(final int instrumentId) {
        refresh(instrumentId);
        return totals[instrumentId].position();
    }

    /** The same of one strategy. */
    long worstPosition(final int instrumentId, final int strategyId) {
        refresh(instrumentId);
        return own(strategyId, instrumentId).position();
    }

    /** Open orders of an instrument. */
    int openCount(final int instrumentId) {
        return totals[instrumentId].openCount;
    }

    /** Can the order not trade with any of our own, by the prices of these alone? */
    boolean apart(final OrderRequest request) {
        final Total total = totals[request.instrumentId()];
        if (total.pricesVersion != total.ordersVersion) {
            total.prices(orders.open(request.instrumentId()));
        }
        final boolean priced = request.orderType() != OrderType.MARKET;
        return request.side() == Side.BUY
                ? total.lowestSell == OpenOrders.NO_SELL || priced && request.price() < total.lowestSell
                : total.highestBuy == OpenOrders.NO_BUY || priced && request.price() > total.highestBuy;
    }

    private WorstCase own(final int strategyId, final int instrumentId) {
        return own[pairs.row(strategyId) * totals.length + instrumentId];
    }

    static long valueE8(final Instrument instrument, final long price, final long quantity) {
        final long notional = Instrument.notional(price, quantity);
        if (notional == NULL_VALUE) {
            return quantity < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return Money.rescale(notional, instrument.notionalDecimals(), Money.E8_DECIMALS);
    }

    static long farther(final long a, final long b) {
        return Math.max(Math.abs(a), Math.abs(b));
    }

    /** Of all strategies together, what it was made from, and between which prices there is no order of our own. */
    private static final class Total extends WorstCase {
        private long ordersVersion = NULL_VALUE;
        private long positionsVersion;
        private long markPrice;
        private long pricesVersion = NULL_VALUE;
        private long highestBuy;
        private long lowestSell;
        private int openCount;

        Total(final Instrument instrument) {
            super(instrument);
        }

        /** Looks at each of the orders, so only for who asks. */
        private void prices(final OpenOrders open) {
            highestBuy = open.highestBuy();
            lowestSell = open.lowestSell();
            pricesVersion = ordersVersion;
        }

        private boolean seen(final long newOrdersVersion, final long newPositionsVersion, final long newMarkPrice) {
            return ordersVersion == newOrdersVersion && positionsVersion == newPositionsVersion && markPrice == newMarkPrice;
        }
    }
}
