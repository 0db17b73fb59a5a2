package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.Side;
import io.peregrine.order.OpenOrders;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

/**
 * The worst that the positions and open orders can come to. For each instrument: the position at its mark with either all buy orders filled
 * or all sell orders filled, whichever is larger; over all instruments the sum. Orders that are UNKNOWN or being cancelled count like all
 * others until the venue has ended them.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none after
 * construction.
 */
public final class Exposure {
    private final Instruments instruments;
    private final OrderTable orders;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final long[] worstE8;
    private long totalE8;

    /** @param markets by instrument id */
    public Exposure(
            final Instruments instruments, final OrderTable orders, final PositionBook positions, final InlineSignals[] markets) {
        this.instruments = instruments;
        this.orders = orders;
        this.positions = positions;
        this.markets = markets;
        worstE8 = new long[instruments.count()];
    }

    /** Worst gross exposure over all instruments, as of each instrument's last {@link #refresh}. */
    public long totalE8() {
        return totalE8;
    }

    /** Worst gross exposure of one instrument. */
    public long worstE8(final int instrumentId) {
        return worstE8[instrumentId];
    }

    /** The instrument's orders, position or mark have changed. */
    public void refresh(final int instrumentId) {
        final long changedE8 = worstWith(instrumentId, Side.NULL_VAL, 0);
        totalE8 += changedE8 - worstE8[instrumentId];
        worstE8[instrumentId] = changedE8;
    }

    /** All marks have changed. */
    public void refreshAll() {
        for (int i = 0; i < worstE8.length; i++) {
            refresh(i);
        }
    }

    /** The instrument's worst exposure if this order were sent. */
    long worstWith(final OrderRequest request) {
        final Instrument instrument = instruments.get(request.instrumentId());
        return worstWith(request.instrumentId(), request.side(), notionalE8(instrument, request.reservePrice(), request.quantity()));
    }

    /** The largest position that the instrument can come to in the direction of this order, as a quantity above zero. */
    long worstPosition(final OrderRequest request) {
        final long quantity = positions.total(request.instrumentId()).quantity();
        final OpenOrders open = orders.open(request.instrumentId());
        return request.side() == Side.BUY
                ? quantity + open.buyQuantity() + request.quantity()
                : open.sellQuantity() + request.quantity() - quantity;
    }

    /** The same of the strategy's own position and orders. */
    long worstOwnPosition(final OrderRequest request) {
        long open = 0;
        for (Order own = orders.open(request.instrumentId()).first(); own != null; own = own.nextOpen()) {
            if (own.strategyId() == request.strategyId() && own.side() == request.side()) {
                open += own.reservedQuantity();
            }
        }
        final long quantity = positions.position(request.strategyId(), request.instrumentId()).quantity();
        return open + request.quantity() + (request.side() == Side.BUY ? quantity : -quantity);
    }

    private long worstWith(final int instrumentId, final Side side, final long notionalE8) {
        final OpenOrders open = orders.open(instrumentId);
        final long heldE8 = positionE8(instrumentId);
        final long boughtE8 = Money.saturatedAdd(heldE8, Money.saturatedAdd(open.buyNotionalE8(), side == Side.BUY ? notionalE8 : 0));
        final long soldE8 = Money.saturatedAdd(heldE8, -Money.saturatedAdd(open.sellNotionalE8(), side == Side.SELL ? notionalE8 : 0));
        // Half of the range, so that a sum over instruments can not overflow before it is refused.
        return Math.min(Math.max(Math.abs(boughtE8), Math.abs(soldE8)), Long.MAX_VALUE / 2 / worstE8.length);
    }

    /** Value of the position at the mark; at cost while no mark was ever seen. */
    private long positionE8(final int instrumentId) {
        final Position position = positions.total(instrumentId);
        final long markPrice = markets[instrumentId].markPrice();
        return markPrice == NULL_VALUE
                ? Money.rescale(position.cost(), position.moneyDecimals(), Money.E8_DECIMALS)
                : notionalE8(position.instrument(), markPrice, position.quantity());
    }

    private static long notionalE8(final Instrument instrument, final long price, final long quantity) {
        final long notional = Instrument.notional(price, quantity);
        if (notional == NULL_VALUE) {
            return quantity < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return Money.rescale(notional, instrument.notionalDecimals(), Money.E8_DECIMALS);
    }
}
