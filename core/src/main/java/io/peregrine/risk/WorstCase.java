package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;
import io.peregrine.position.Position;

/**
 * The worst that one position and the open orders that could change it can come to, whichever of them fill. The orders of a side count at
 * their own prices or at the mark, whichever sum is worse.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> quantities at the instrument's decimals, money in the quote asset at 8
 * decimals. <b>Allocates:</b> none after construction.
 */
class WorstCase {
    /** How much the rounding of the values may add to an order's own. */
    static final long ROUNDING_E8 = 2;
    /** Beyond this values are not told apart: half the range, so that each change of one fits. */
    static final long CAP_E8 = Long.MAX_VALUE / 2;
    private static final int BITS_A_DECIMAL = 3;

    private final Instrument instrument;
    private long quantity;
    private long buyQuantity;
    private long sellQuantity;
    private long buyE8;
    private long sellE8;
    private long heldE8;
    private long highE8;
    private long lowE8;

    // What each order reads, side by side.

    /** The largest positions in both directions, at 8 decimals. */
    private long boughtE8;
    private long soldE8;
    /** How much more of each can be valued at the mark. */
    private long buyRoom;
    private long sellRoom;
    /** What a price × quantity, and a quantity, is to be multiplied by for 8 decimals; 0 where it has more. */
    private final long valueScale;
    private final long quantityScale;
    private final int valueShift;

    WorstCase(final Instrument instrument) {
        this.instrument = instrument;
        valueScale = scale(instrument.notionalDecimals());
        valueShift = Math.min(Long.SIZE - 1, BITS_A_DECIMAL * Math.max(0, instrument.notionalDecimals() - Money.E8_DECIMALS));
        quantityScale = scale(instrument.quantityDecimals());
    }

    /** What the open orders would buy and sell. */
    final void orders(final long newBuyQuantity, final long newSellQuantity, final long newBuyE8, final long newSellE8) {
        buyQuantity = newBuyQuantity;
        sellQuantity = newSellQuantity;
        buyE8 = newBuyE8;
        sellE8 = newSellE8;
    }

    /** Works it out anew, and what it changed. */
    final void evaluate(final Position position, final long markPrice, final Change change) {
        quantity = position.quantity();
        boughtE8 = quantityE8(quantity + buyQuantity);
        soldE8 = quantityE8(sellQuantity - quantity);
        final long valuedMost = markPrice == NULL_VALUE ? Long.MAX_VALUE : Long.MAX_VALUE / Math.max(1, markPrice);
        buyRoom = Money.saturatedAdd(valuedMost, -quantity - buyQuantity);
        sellRoom = Money.saturatedAdd(valuedMost, quantity - sellQuantity);
        heldE8 = quantity == 0 ? 0 : heldE8(position, markPrice);
        change(highE8(buyQuantity, buyE8, markPrice), lowE8(sellQuantity, sellE8, markPrice), change);
        highE8 += change.highE8;
        lowE8 += change.lowE8;
    }

    /** What one more order would change of it. */
    final void consider(final OrderRequest request, final long markPrice, final Change change) {
        if (request.side() == Side.BUY) {
            final long allE8 = Money.saturatedAdd(buyE8, request.reserveE8());
            change(highE8(buyQuantity + request.quantity(), allE8, markPrice), lowE8, change);
        } else {
            final long allE8 = Money.saturatedAdd(sellE8, request.reserveE8());
            change(highE8, lowE8(sellQuantity + request.quantity(), allE8, markPrice), change);
        }
    }

    /** The largest position in the direction of one more order, as a quantity above zero. */
    final long positionWith(final OrderRequest request) {
        return request.quantity() + (request.side() == Side.BUY ? quantity + buyQuantity : sellQuantity - quantity);
    }

    /** The same at 8 decimals, without the order. */
    final long positionE8(final Side side) {
        return side == Side.BUY ? boughtE8 : soldE8;
    }

    /** The same at 8 decimals, with the order. */
    final long positionWithE8(final OrderRequest request) {
        return quantityE8(positionWith(request));
    }

    /** Do quantities at 8 decimals add up to the last digit? */
    final boolean adds() {
        return quantityScale != 0;
    }

    /**
     * No less than what the order could change of it, but for {@link #ROUNDING_E8}; the largest long where that is not told so easily.
     */
    final long mostE8(final OrderRequest request, final long markPrice) {
        if (request.quantity() > (request.side() == Side.BUY ? buyRoom : sellRoom)) {
            return Long.MAX_VALUE;
        }
        return markPrice == NULL_VALUE
                ? request.reserveE8() : Math.max(request.reserveE8(), valueAtMostE8(markPrice, request.quantity()));
    }

    /** The largest position in either direction. */
    final long position() {
        return Math.max(quantity + buyQuantity, sellQuantity - quantity);
    }

    private void change(final long newHighE8, final long newLowE8, final Change change) {
        change.highE8 = newHighE8 - highE8;
        change.lowE8 = newLowE8 - lowE8;
        change.grossE8 = Exposure.farther(newHighE8, newLowE8) - Exposure.farther(highE8, lowE8);
    }

    private long highE8(final long allBuyQuantity, final long allBuyE8, final long markPrice) {
        final long atPricesE8 = Money.saturatedAdd(heldE8, allBuyE8);
        return capped(allBuyQuantity == 0 || markPrice == NULL_VALUE
                ? atPricesE8 : Math.max(atPricesE8, valueE8(markPrice, quantity + allBuyQuantity)));
    }

    private long lowE8(final long allSellQuantity, final long allSellE8, final long markPrice) {
        final long atPricesE8 = Money.saturatedAdd(heldE8, -allSellE8);
        return capped(allSellQuantity == 0 || markPrice == NULL_VALUE
                ? atPricesE8 : Math.min(atPricesE8, valueE8(markPrice, quantity - allSellQuantity)));
    }

    /** Value of the position at the mark; at cost while no mark was ever seen. */
    private static long heldE8(final Position position, final long markPrice) {
        return markPrice == NULL_VALUE
                ? Money.rescale(position.cost(), position.moneyDecimals(), Money.E8_DECIMALS)
                : Exposure.valueE8(position.instrument(), markPrice, position.quantity());
    }

    private long valueE8(final long price, final long whole) {
        final long notional = Instrument.notional(price, whole);
        final long valueE8 = notional == NULL_VALUE ? NULL_VALUE : Instrument.notional(notional, valueScale);
        return valueE8 == NULL_VALUE || valueScale == 0 ? Exposure.valueE8(instrument, price, whole) : valueE8;
    }

    private long quantityE8(final long of) {
        final long ofE8 = Instrument.notional(of, quantityScale);
        return ofE8 == NULL_VALUE || quantityScale == 0
                ? Money.rescale(of, instrument.quantityDecimals(), Money.E8_DECIMALS) : ofE8;
    }

    /** No less than the value, without a division: it is shifted by three bits for each decimal in its place. */
    private long valueAtMostE8(final long price, final long whole) {
        final long notional = Instrument.notional(price, whole);
        if (notional == NULL_VALUE) {
            return Long.MAX_VALUE;
        }
        if (valueScale == 0) {
            return (notional >> valueShift) + 1;
        }
        final long valueE8 = Instrument.notional(notional, valueScale);
        return valueE8 == NULL_VALUE ? Long.MAX_VALUE : valueE8;
    }

    private static long scale(final int decimals) {
        return decimals > Money.E8_DECIMALS ? 0 : Decimals.power(Money.E8_DECIMALS - decimals);
    }

    private long capped(final long amountE8) {
        return Math.clamp(amountE8, -CAP_E8, CAP_E8);
    }

    /** By how much an order, or what has happened, changes the exposure. */
    static final class Change {
        long highE8;
        long lowE8;
        long grossE8;
    }
}
