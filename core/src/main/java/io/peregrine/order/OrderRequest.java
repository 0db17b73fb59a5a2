package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/**
 * An order that somebody would like to send.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one object, filled in anew for each request. <b>Units:</b> mantissas at
 * the instrument's decimals; {@link Instrument#NULL_VALUE} for a price that the order type does not have.
 */
public final class OrderRequest {
    /** A price that the order type does not have. */
    public static final long NO_PRICE = Instrument.NULL_VALUE;

    int instrumentId;
    int strategyId;
    Side side;
    OrderType orderType;
    TimeInForce timeInForce;
    boolean postOnly;
    long price;
    long stopPrice;
    long quantity;
    long reservePrice;
    private long reserveE8;
    private long quantityE8;

    /** Who wants what. Prices are absent until they are set. */
    public OrderRequest set(
            final int newStrategyId, final int newInstrumentId, final Side newSide, final OrderType newOrderType, final long newQuantity) {
        strategyId = newStrategyId;
        instrumentId = newInstrumentId;
        side = newSide;
        orderType = newOrderType;
        quantity = newQuantity;
        price = NO_PRICE;
        stopPrice = NO_PRICE;
        reservePrice = NO_PRICE;
        timeInForce = TimeInForce.GTC;
        postOnly = false;
        return this;
    }

    /** Limit and trigger. */
    public OrderRequest prices(final long newPrice, final long newStopPrice) {
        price = newPrice;
        stopPrice = newStopPrice;
        return this;
    }

    /** How long it works, and whether it may only add liquidity. */
    public OrderRequest terms(final TimeInForce newTimeInForce, final boolean newPostOnly) {
        timeInForce = newTimeInForce;
        postOnly = newPostOnly;
        return this;
    }

    /** Another quantity, everything else stays. */
    public void quantity(final long newQuantity) {
        quantity = newQuantity;
    }

    /** The price at which risk reserves it. */
    public void reserveAt(final long newReservePrice) {
        reservePrice = newReservePrice;
    }

    /** The quantity, and what it comes to at that price, at 8 decimals. */
    public void sizeE8(final long newQuantityE8, final long newReserveE8) {
        quantityE8 = newQuantityE8;
        reserveE8 = newReserveE8;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public int strategyId() {
        return strategyId;
    }

    public Side side() {
        return side;
    }

    public OrderType orderType() {
        return orderType;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    public long price() {
        return price;
    }

    public long stopPrice() {
        return stopPrice;
    }

    public long quantity() {
        return quantity;
    }

    public long reservePrice() {
        return reservePrice;
    }

    public long reserveE8() {
        return reserveE8;
    }

    public long quantityE8() {
        return quantityE8;
    }
}
