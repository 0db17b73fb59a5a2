package io.peregrine.order;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** What can happen to an order, as a report and in the words of {@link ReferenceOrder}. */
enum OrderEvent {
    /** Also the late and the repeated acknowledgement. */
    ACK(ExecType.NEW, RejectReason.NONE, null, NULL_VALUE, ReferenceOrder::ack),
    /** Also its repetition. */
    PARTIAL_FILL(ExecType.TRADE, RejectReason.NONE, null, 40, order -> order.fill(1, 40)),
    REST_FILL(ExecType.TRADE, RejectReason.NONE, null, 60, order -> order.fill(2, 60)),
    CANCEL_SENT(null, RejectReason.NONE, null, NULL_VALUE, ReferenceOrder::cancelSent),
    CANCELED(ExecType.CANCELED, RejectReason.NONE, null, NULL_VALUE, order -> order.canceled(OrderStatus.CANCELED, 0)),
    CANCELED_AFTER_40(ExecType.CANCELED, RejectReason.NONE, null, 40, order -> order.canceled(OrderStatus.CANCELED, 40)),
    CANCEL_REJECTED(ExecType.CANCEL_REJECTED, RejectReason.RATE_LIMITED, null, NULL_VALUE, ReferenceOrder::cancelRejected),
    REJECTED(ExecType.REJECTED, RejectReason.VENUE_OTHER, null, NULL_VALUE, ReferenceOrder::rejected),
    EXPIRED(ExecType.EXPIRED, RejectReason.NONE, null, NULL_VALUE, order -> order.canceled(OrderStatus.EXPIRED, 0)),
    TIMEOUT(ExecType.TIMEOUT, RejectReason.NONE, null, NULL_VALUE, ReferenceOrder::timeout),
    TOLD_40_FILLED(ExecType.ORDER_STATUS, RejectReason.NONE, OrderStatus.PARTIALLY_FILLED, 40, order -> order.toldWorking(40)),
    TOLD_FILLED(ExecType.ORDER_STATUS, RejectReason.NONE, OrderStatus.FILLED, 100, order -> order.canceled(OrderStatus.FILLED, 100)),
    NOT_FOUND(ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER, null, NULL_VALUE, ReferenceOrder::notFound);

    private final Consumer<ReferenceOrder> reference;
    private final ExecutionReportDecoder report;

    OrderEvent(
            final ExecType execType,
            final RejectReason reason,
            final OrderStatus status,
            final long quantity,
            final Consumer<ReferenceOrder> reference) {
        this.reference = reference;
        report = execType == null ? null : report(execType, reason, status, quantity);
    }

    private ExecutionReportDecoder report(
            final ExecType execType, final RejectReason reason, final OrderStatus status, final long quantity) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final boolean fill = execType == ExecType.TRADE;
        final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .lastPrice(fill ? 9_900 : NULL_VALUE)
                .lastQuantity(fill ? quantity : NULL_VALUE)
                .cumQuantity(fill ? NULL_VALUE : quantity)
                .execType(execType)
                .orderStatus(status == null ? OrderStatus.NULL_VAL : status)
                .liquiditySide(LiquiditySide.NULL_VAL)
                .rejectReason(reason);
        encoder.venueOrderId().high(0).low(5);
        encoder.executionId().high(0).low(quantity);
        return new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    void apply(final OrderTracker tracker, final Order order, final long nowNs) {
        if (report != null) {
            tracker.apply(order, report, nowNs);
        } else if (!order.terminal()) {
            tracker.cancelSent(order, nowNs);
        }
    }

    void apply(final ReferenceOrder order) {
        reference.accept(order);
    }
}
