package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.Side;
import io.peregrine.order.OpenOrders;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

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
    private static final int CELL = 4;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int HELD = 2;
    private static final int GROSS = 2;
    private static final int SEEN = 4;

    private final Instruments instruments;
    private final OrderTable orders;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final RiskLimits limits;
    private final Balances balances;
    private final int count;
    private final long capE8;
    /** By row (0 for all strategies, then the strategies) and instrument: highest, lowest, held. */
    private final long[] cells;
    /** By slot: highest, lowest, gross. */
    private final long[] sums;
    /** By instrument: what its cells were made from. */
    private final long[] seen;
    private boolean scanned;

    private long allHighE8;
    private long allLowE8;
    private long ownHighE8;
    private long ownLowE8;
    private long allGrossMoreE8;
    private long ownGrossMoreE8;
    private int allCell;
    private int ownCell;

    /** @param markets by instrument id */
    public Exposure(
            final Instruments instruments,
            final OrderTable orders,
            final PositionBook positions,
            final InlineSignals[] markets,
            final RiskLimits limits,
            final Balances balances) {
        this.instruments = instruments;
        this.orders = orders;
        this.positions = positions;
        this.markets = markets;
        this.limits = limits;
        this.balances = balances;
        count = instruments.count();
        // Part of the range, so that a sum over instruments can not overflow before it is refused.
        capE8 = Long.MAX_VALUE / 4 / Math.max(1, count);
        cells = new long[(1 + limits.strategyCount()) * count * CELL];
        sums = new long[limits.slotCount() * CELL];
        seen = new long[count * SEEN];
    }

    /** Worst gross exposure of everything. */
    public long totalE8() {
        return grossE8(RiskLimits.TOTAL);
    }

    /** Worst gross exposure of a scope. */
    public long grossE8(final int slot) {
        return sums[slot * CELL + GROSS];
    }

    /** Worst net exposure of a scope, without its sign. */
    public long netE8(final int slot) {
        return farther(sums[slot * CELL + HIGH], sums[slot * CELL + LOW]);
    }

    /** The instrument's orders, position or mark may have changed. */
    public void refresh(final int instrumentId) {
        final OpenOrders open = orders.open(instrumentId);
        final Position total = positions.total(instrumentId);
        final long markPrice = markets[instrumentId].markPrice();
        final int at = instrumentId * SEEN;
        if (seen[at] == open.version() + 1 && seen[at + 1] == total.fillCount() && seen[at + 2] == markPrice) {
            return;
        }
        seen[at] = open.version() + 1;
        seen[at + 1] = total.fillCount();
        seen[at + 2] = markPrice;
        final int cell = instrumentId * CELL;
        evaluate(cell, total, open.buyQuantity(), open.sellQuantity(), open.buyNotionalE8(), open.sellNotionalE8(), markPrice);
        store(cell, RiskLimits.TOTAL, limits.venueSlot(instrumentId), limits.instrumentSlot(instrumentId));
        for (int i = 0; i < open.strategyCount(); i++) {
            final int id = open.strategy(i);
            final int own = ownCell(id, instrumentId);
            evaluate(own, positions.position(id, instrumentId), open.buyQuantity(id), open.sellQuantity(id), open.buyNotionalE8(id),
                    open.sellNotionalE8(id), markPrice);
            store(own, limits.strategySlot(id), RiskLimits.NO_SLOT, RiskLimits.NO_SLOT);
        }
        balances.refresh(instrumentId, grossE8(limits.instrumentSlot(instrumentId)));
    }

    /** All marks have changed. */
    public void refreshAll() {
        if (!scanned) {
            scanned = true;
            listPositions();
        }
        for (int i = 0; i < count; i++) {
            refresh(i);
        }
    }

    /** Positions that are known from before may have no orders. */
    private void listPositions() {
        for (int i = 0; i < count; i++) {
            seen[i * SEEN] = 0;
            for (int id = 0; id < limits.strategyCount(); id++) {
                if (positions.position(id, i).quantity() != 0) {
                    orders.open(i).list(id);
                }
            }
        }
    }

    /** Works out what everything would be if this order were sent: for {@link #grossWithE8} and {@link #netWithE8}. */
    void consider(final OrderRequest request) {
        final int instrumentId = request.instrumentId();
        final int strategyId = request.strategyId();
        refresh(instrumentId);
        final OpenOrders open = orders.open(instrumentId);
        final Position total = positions.total(instrumentId);
        final Position own = positions.position(strategyId, instrumentId);
        final long markPrice = markets[instrumentId].markPrice();
        final long more = request.quantity();
        final long moreE8 = valueE8(total.instrument(), request.reservePrice(), more);
        allCell = instrumentId * CELL;
        ownCell = ownCell(limits.scopeId(limits.strategySlot(strategyId)), instrumentId);
        allHighE8 = cells[allCell + HIGH];
        allLowE8 = cells[allCell + LOW];
        ownHighE8 = cells[ownCell + HIGH];
        ownLowE8 = cells[ownCell + LOW];
        if (request.side() == Side.BUY) {
            allHighE8 = highE8(total, cells[allCell + HELD], open.buyQuantity() + more,
                    Money.saturatedAdd(open.buyNotionalE8(), moreE8), markPrice);
            ownHighE8 = highE8(own, cells[ownCell + HELD], open.buyQuantity(strategyId) + more,
                    Money.saturatedAdd(open.buyNotionalE8(strategyId), moreE8), markPrice);
        } else {
            allLowE8 = lowE8(total, cells[allCell + HELD], open.sellQuantity() + more,
                    Money.saturatedAdd(open.sellNotionalE8(), moreE8), markPrice);
            ownLowE8 = lowE8(own, cells[ownCell + HELD], open.sellQuantity(strategyId) + more,
                    Money.saturatedAdd(open.sellNotionalE8(strategyId), moreE8), markPrice);
        }
        allGrossMoreE8 = farther(allHighE8, allLowE8) - farther(cells[allCell + HIGH], cells[allCell + LOW]);
        ownGrossMoreE8 = farther(ownHighE8, ownLowE8) - farther(cells[ownCell + HIGH], cells[ownCell + LOW]);
    }

    /** Worst gross exposure of a scope with the order of the last {@link #consider}. */
    long grossWithE8(final int slot, final boolean strategy) {
        return grossE8(slot) + (strategy ? ownGrossMoreE8 : allGrossMoreE8);
    }

    /** Worst net exposure of a scope with the order of the last {@link #consider}. */
    long netWithE8(final int slot, final boolean strategy) {
        final long highE8 = sums[slot * CELL + HIGH] + (strategy ? ownHighE8 - cells[ownCell + HIGH] : allHighE8 - cells[allCell + HIGH]);
        final long lowE8 = sums[slot * CELL + LOW] + (strategy ? ownLowE8 - cells[ownCell + LOW] : allLowE8 - cells[allCell + LOW]);
        return farther(highE8, lowE8);
    }

    /** The largest position that the instrument can come to in the direction of this order, as a quantity above zero. */
    long worstPosition(final OrderRequest request) {
        final long quantity = positions.total(request.instrumentId()).quantity();
        final OpenOrders open = orders.open(request.instrumentId());
        return request.side() == Side.BUY
                ? quantity + open.buyQuantity() + request.quantity()
                : open.sellQuantity() + request.quantity() - quantity;
    }

    /** The same of the order's strategy alone. */
    long worstOwnPosition(final OrderRequest request) {
        final int id = request.strategyId();
        final long quantity = positions.position(id, request.instrumentId()).quantity();
        final OpenOrders open = orders.open(request.instrumentId());
        return request.side() == Side.BUY
                ? quantity + open.buyQuantity(id) + request.quantity()
                : open.sellQuantity(id) + request.quantity() - quantity;
    }

    /** The largest position that an instrument can come to in either direction, of all strategies. */
    long worstPosition(final int instrumentId) {
        final long quantity = positions.total(instrumentId).quantity();
        final OpenOrders open = orders.open(instrumentId);
        return Math.max(quantity + open.buyQuantity(), open.sellQuantity() - quantity);
    }

    /** The same of one strategy. */
    long worstPosition(final int instrumentId, final int strategyId) {
        final long quantity = positions.position(strategyId, instrumentId).quantity();
        final OpenOrders open = orders.open(instrumentId);
        return Math.max(quantity + open.buyQuantity(strategyId), open.sellQuantity(strategyId) - quantity);
    }

    private int ownCell(final int strategyId, final int instrumentId) {
        return ((1 + strategyId) * count + instrumentId) * CELL;
    }

    /** Leaves the cell's new highest and lowest in {@link #allHighE8} and {@link #allLowE8}. */
    private void evaluate(
            final int cell, final Position position, final long buyQuantity, final long sellQuantity,
            final long buyE8, final long sellE8, final long markPrice) {
        final long heldE8 = position.quantity() == 0 ? 0 : heldE8(position, markPrice);
        cells[cell + HELD] = heldE8;
        allHighE8 = buyQuantity == 0 ? capped(heldE8) : highE8(position, heldE8, buyQuantity, buyE8, markPrice);
        allLowE8 = sellQuantity == 0 ? capped(heldE8) : lowE8(position, heldE8, sellQuantity, sellE8, markPrice);
    }

    private void store(final int cell, final int slot, final int secondSlot, final int thirdSlot) {
        final long highMoreE8 = allHighE8 - cells[cell + HIGH];
        final long lowMoreE8 = allLowE8 - cells[cell + LOW];
        final long grossMoreE8 = farther(allHighE8, allLowE8) - farther(cells[cell + HIGH], cells[cell + LOW]);
        cells[cell + HIGH] = allHighE8;
        cells[cell + LOW] = allLowE8;
        add(slot, highMoreE8, lowMoreE8, grossMoreE8);
        if (secondSlot != RiskLimits.NO_SLOT) {
            add(secondSlot, highMoreE8, lowMoreE8, grossMoreE8);
            add(thirdSlot, highMoreE8, lowMoreE8, grossMoreE8);
        }
    }

    private void add(final int slot, final long highMoreE8, final long lowMoreE8, final long grossMoreE8) {
        final int at = slot * CELL;
        sums[at + HIGH] += highMoreE8;
        sums[at + LOW] += lowMoreE8;
        sums[at + GROSS] += grossMoreE8;
    }

    private long highE8(
            final Position position, final long heldE8, final long buyQuantity, final long buyE8, final long markPrice) {
        final long atPricesE8 = Money.saturatedAdd(heldE8, buyE8);
        return capped(markPrice == NULL_VALUE
                ? atPricesE8 : Math.max(atPricesE8, valueE8(position.instrument(), markPrice, position.quantity() + buyQuantity)));
    }

    private long lowE8(
            final Position position, final long heldE8, final long sellQuantity, final long sellE8, final long markPrice) {
        final long atPricesE8 = Money.saturatedAdd(heldE8, -sellE8);
        return capped(markPrice == NULL_VALUE
                ? atPricesE8 : Math.min(atPricesE8, valueE8(position.instrument(), markPrice, position.quantity() - sellQuantity)));
    }

    /** Value of the position at the mark; at cost while no mark was ever seen. */
    private static long heldE8(final Position position, final long markPrice) {
        return markPrice == NULL_VALUE
                ? Money.rescale(position.cost(), position.moneyDecimals(), Money.E8_DECIMALS)
                : valueE8(position.instrument(), markPrice, position.quantity());
    }

    static long valueE8(final Instrument instrument, final long price, final long quantity) {
        final long notional = Instrument.notional(price, quantity);
        if (notional == NULL_VALUE) {
            return quantity < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return Money.rescale(notional, instrument.notionalDecimals(), Money.E8_DECIMALS);
    }

    private long capped(final long amountE8) {
        return Math.clamp(amountE8, -capE8, capE8);
    }

    private static long farther(final long a, final long b) {
        return Math.max(Math.abs(a), Math.abs(b));
    }
}
