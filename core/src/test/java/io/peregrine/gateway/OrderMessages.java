package io.peregrine.gateway;

import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.Id128Encoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QueryOrderEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceOrderEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes order requests in one buffer: each is valid until the next of its kind. */
public final class OrderMessages {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final NewOrderEncoder newOrderEncoder = new NewOrderEncoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderEncoder cancelEncoder = new CancelOrderEncoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final QueryOrderEncoder queryEncoder = new QueryOrderEncoder();
    private final QueryOrderDecoder query = new QueryOrderDecoder();

    /** A GTC limit order. */
    public NewOrderDecoder limit(
            final long clientOrderId, final int instrumentId, final Side side, final long quantity, final long price) {
        return order(clientOrderId, instrumentId, side, quantity, encoder -> encoder
                .orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).price(price));
    }

    /** An order with nothing set but what is given here and by {@code rest}. */
    public NewOrderDecoder order(
            final long clientOrderId, final int instrumentId, final Side side, final long quantity,
            final Consumer<NewOrderEncoder> rest) {
        newOrderEncoder.wrap(buffer, 0)
                .timeNs(1).clientOrderId(clientOrderId).instrumentId(instrumentId).strategyId(0)
                .price(NewOrderEncoder.priceNullValue()).stopPrice(NewOrderEncoder.stopPriceNullValue()).quantity(quantity)
                .tickReceiveTimeNs(NewOrderEncoder.tickReceiveTimeNsNullValue())
                .side(side).orderType(OrderType.NULL_VAL).timeInForce(TimeInForce.NULL_VAL).postOnly(BooleanType.FALSE);
        rest.accept(newOrderEncoder);
        return newOrder.wrap(buffer, 0, NewOrderEncoder.BLOCK_LENGTH, NewOrderEncoder.SCHEMA_VERSION);
    }

    /** A cancel by our id. */
    public CancelOrderDecoder cancel(final long clientOrderId, final int instrumentId) {
        return cancel(clientOrderId, instrumentId, Id128Encoder.lowNullValue());
    }

    /** A cancel by the venue's id. */
    public CancelOrderDecoder cancel(final long clientOrderId, final int instrumentId, final long venueOrderId) {
        cancelEncoder.wrap(buffer, 256).timeNs(1).clientOrderId(clientOrderId).instrumentId(instrumentId).strategyId(0)
                .tickReceiveTimeNs(CancelOrderEncoder.tickReceiveTimeNsNullValue());
        cancelEncoder.venueOrderId().high(0).low(venueOrderId);
        return cancel.wrap(buffer, 256, CancelOrderEncoder.BLOCK_LENGTH, CancelOrderEncoder.SCHEMA_VERSION);
    }

    /** A GTC limit order instead of one, or with a null new id the order's new terms. */
    public ReplaceOrderDecoder replace(
            final long clientOrderId, final long newClientOrderId, final int instrumentId, final long quantity, final long price) {
        final UnsafeBuffer own = new UnsafeBuffer(new byte[ReplaceOrderEncoder.BLOCK_LENGTH]);
        new ReplaceOrderEncoder().wrap(own, 0).timeNs(1).clientOrderId(clientOrderId).newClientOrderId(newClientOrderId)
                .instrumentId(instrumentId).strategyId(0).price(price).stopPrice(ReplaceOrderEncoder.stopPriceNullValue())
                .quantity(quantity).tickReceiveTimeNs(ReplaceOrderEncoder.tickReceiveTimeNsNullValue())
                .side(Side.BUY).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE)
                .venueOrderId().high(Id128Encoder.highNullValue()).low(Id128Encoder.lowNullValue());
        return new ReplaceOrderDecoder().wrap(own, 0, ReplaceOrderEncoder.BLOCK_LENGTH, ReplaceOrderEncoder.SCHEMA_VERSION);
    }

    /** The question for all that there is, of this instrument's venue. */
    public ReconcileRequestDecoder reconcile(final long reconciliationId, final int instrumentId) {
        final UnsafeBuffer own = new UnsafeBuffer(new byte[ReconcileRequestEncoder.BLOCK_LENGTH]);
        new ReconcileRequestEncoder().wrap(own, 0).timeNs(1).reconciliationId(reconciliationId).instrumentId(instrumentId);
        return new ReconcileRequestDecoder().wrap(own, 0, ReconcileRequestEncoder.BLOCK_LENGTH, ReconcileRequestEncoder.SCHEMA_VERSION);
    }

    /** A query. */
    public QueryOrderDecoder query(final long clientOrderId, final int instrumentId) {
        queryEncoder.wrap(buffer, 384).timeNs(1).clientOrderId(clientOrderId).instrumentId(instrumentId)
                .venueOrderId().high(Id128Encoder.highNullValue()).low(Id128Encoder.lowNullValue());
        return query.wrap(buffer, 384, QueryOrderEncoder.BLOCK_LENGTH, QueryOrderEncoder.SCHEMA_VERSION);
    }
}
