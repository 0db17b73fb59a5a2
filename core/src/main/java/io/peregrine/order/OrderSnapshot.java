package io.peregrine.order;

import io.peregrine.message.BooleanType;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.SnapshotExecutionDecoder;
import io.peregrine.message.SnapshotExecutionEncoder;
import io.peregrine.message.SnapshotOrderDecoder;
import io.peregrine.message.SnapshotOrderEncoder;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Orders and the fills that are remembered, to a snapshot and back. What an order has besides these fields belongs to one run: deadlines,
 * attempts.
 *
 * <p><b>Threading:</b> confined to its tracker's thread. <b>Allocates:</b> not for the hot path.
 */
final class OrderSnapshot {
    private final OrderTable table;
    private final ExecutionIds executionIds;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[
            MessageHeaderEncoder.ENCODED_LENGTH + Math.max(SnapshotOrderEncoder.BLOCK_LENGTH, SnapshotExecutionEncoder.BLOCK_LENGTH)]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotOrderEncoder encoder = new SnapshotOrderEncoder();
    private final SnapshotExecutionEncoder execution = new SnapshotExecutionEncoder();

    OrderSnapshot(final OrderTable table, final ExecutionIds executionIds) {
        this.table = table;
        this.executionIds = executionIds;
    }

    void write(final SnapshotWriter out) {
        table.forEach(order -> write(order, out));
        executionIds.forEach((clientOrderId, high, low) -> {
            execution.wrapAndApplyHeader(buffer, 0, header).clientOrderId(clientOrderId).executionId().high(high).low(low);
            out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotExecutionEncoder.BLOCK_LENGTH);
        });
    }

    void restore(final SnapshotOrderDecoder message) {
        final Order order = table.acquire();
        order.clientOrderId = message.clientOrderId();
        order.venueOrderIdHigh = message.venueOrderId().high();
        order.venueOrderIdLow = message.venueOrderId().low();
        order.instrumentId = message.instrumentId();
        order.strategyId = message.strategyId();
        order.price = message.price();
        order.stopPrice = message.stopPrice();
        order.reservePrice = message.reservePrice();
        order.orderQuantity = message.orderQuantity();
        order.cumQuantity = message.cumQuantity();
        order.venueCumQuantity = message.venueCumQuantity();
        order.sentTimeNs = message.sentTimeNs();
        order.replacePrice = message.replacePrice();
        order.replaceQuantity = message.replaceQuantity();
        order.replaceSentTimeNs = message.replaceSentTimeNs();
        order.side = message.side();
        order.orderType = message.orderType();
        order.timeInForce = message.timeInForce();
        order.postOnly = message.postOnly() == BooleanType.TRUE;
        order.status = message.orderStatus();
        order.toldStatus = message.toldStatus() == OrderStatus.NULL_VAL ? null : message.toldStatus();
        order.acknowledged = message.acknowledged() == BooleanType.TRUE;
        order.triggered = message.triggered() == BooleanType.TRUE;
        order.cancelWanted = message.cancelWanted() == BooleanType.TRUE;
        table.restore(order);
    }

    void restore(final SnapshotExecutionDecoder message) {
        executionIds.add(message.clientOrderId(), message.executionId().high(), message.executionId().low());
    }

    private void write(final Order order, final SnapshotWriter out) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .clientOrderId(order.clientOrderId)
                .instrumentId(order.instrumentId)
                .strategyId(order.strategyId)
                .price(order.price)
                .stopPrice(order.stopPrice)
                .reservePrice(order.reservePrice)
                .orderQuantity(order.orderQuantity)
                .cumQuantity(order.cumQuantity)
                .venueCumQuantity(order.venueCumQuantity)
                .sentTimeNs(order.sentTimeNs)
                .replacePrice(order.replacePrice)
                .replaceQuantity(order.replaceQuantity)
                .replaceSentTimeNs(order.replaceSentTimeNs)
                .side(order.side)
                .orderType(order.orderType)
                .timeInForce(order.timeInForce)
                .postOnly(flag(order.postOnly))
                .orderStatus(order.status)
                .toldStatus(order.toldStatus == null ? OrderStatus.NULL_VAL : order.toldStatus)
                .acknowledged(flag(order.acknowledged))
                .triggered(flag(order.triggered))
                .cancelWanted(flag(order.cancelWanted))
                .venueOrderId().high(order.venueOrderIdHigh).low(order.venueOrderIdLow);
        out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotOrderEncoder.BLOCK_LENGTH);
    }

    private static BooleanType flag(final boolean value) {
        return value ? BooleanType.TRUE : BooleanType.FALSE;
    }
}
