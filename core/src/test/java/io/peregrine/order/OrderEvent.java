package io.peregrine.order;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.order.ReferenceOrder.EARLY_NS;
import static io.peregrine.order.ReferenceOrder.FIRST;
import static io.peregrine.order.ReferenceOrder.LAST_NS;
import static io.peregrine.order.ReferenceOrder.LATER_NS;
import static io.peregrine.order.ReferenceOrder.SENT_NS;

import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.order.ReferenceOrder.Terms;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What can happen to an order, as a request or a report and in the words of {@link ReferenceOrder}. Late and repeated reports are the same
 * events again; what a venue tells after a reconnect are the TOLD ones.
 */
enum OrderEvent {
    ACK(ExecType.NEW, ReferenceOrder::ack),
    TRIGGERED(ExecType.TRIGGERED, ReferenceOrder::triggered),
    TRIGGER_SENT((Replace) null, ReferenceOrder::triggerSent),
    FILL_40(fill(40), order -> order.fill(40, 40)),
    FILL_60(fill(60), order -> order.fill(60, 60)),
    /** Beyond the first 100 where it comes last: only a replaced order has room for it. */
    FILL_50(fill(50), order -> order.fill(50, 50)),
    CANCEL_SENT((Replace) null, ReferenceOrder::cancelSent),
    CANCELED(ExecType.CANCELED, order -> order.canceled(OrderStatus.CANCELED, 0)),
    CANCELED_AFTER_40(report(ExecType.CANCELED, null, RejectReason.NONE, 40, null), order -> order.canceled(OrderStatus.CANCELED, 40)),
    CANCEL_REJECTED(refusal(ExecType.CANCEL_REJECTED, RejectReason.RATE_LIMITED), order -> order.cancelRejected(false)),
    CANCEL_TOO_LATE(refusal(ExecType.CANCEL_REJECTED, RejectReason.UNKNOWN_ORDER), order -> order.cancelRejected(true)),
    REJECTED(refusal(ExecType.REJECTED, RejectReason.VENUE_OTHER), ReferenceOrder::rejected),
    EXPIRED(ExecType.EXPIRED, order -> order.canceled(OrderStatus.EXPIRED, 0)),
    TIMEOUT(ExecType.TIMEOUT, ReferenceOrder::timeout),
    REPLACE_UP_SENT(Replace.UP, order -> order.replaceSent(Replace.UP.terms)),
    REPLACE_DOWN_SENT(Replace.DOWN, order -> order.replaceSent(Replace.DOWN.terms)),
    /** As asked for, whatever that was. */
    REPLACED(ExecType.REPLACED, order -> order.replaced(null, LATER_NS)),
    REPLACED_UP(report(ExecType.REPLACED, null, RejectReason.NONE, NULL_VALUE, Replace.UP.terms),
            order -> order.replaced(Replace.UP.terms, LATER_NS)),
    REPLACE_REJECTED(refusal(ExecType.REPLACE_REJECTED, RejectReason.RATE_LIMITED), order -> order.replaceRejected(false)),
    REPLACE_TOO_LATE(refusal(ExecType.REPLACE_REJECTED, RejectReason.TOO_LATE), order -> order.replaceRejected(true)),
    TOLD_40_FILLED(told(OrderStatus.PARTIALLY_FILLED, 40, null), order -> order.toldWorking(40, null, LATER_NS)),
    TOLD_AS_SENT(told(OrderStatus.NEW, 0, FIRST), order -> order.toldWorking(0, FIRST, LATER_NS)),
    TOLD_AS_SENT_EARLY(told(OrderStatus.NEW, 0, FIRST), order -> order.toldWorking(0, FIRST, EARLY_NS)),
    TOLD_UP_EARLY(told(OrderStatus.PARTIALLY_FILLED, 40, Replace.UP.terms), order -> order.toldWorking(40, Replace.UP.terms, EARLY_NS)),
    TOLD_DOWN(told(OrderStatus.NEW, 0, Replace.DOWN.terms), order -> order.toldWorking(0, Replace.DOWN.terms, LATER_NS)),
    TOLD_AS_SENT_LAST(told(OrderStatus.NEW, 0, FIRST), order -> order.toldWorking(0, FIRST, LAST_NS)),
    TOLD_FILLED(told(OrderStatus.FILLED, 100, null), order -> order.toldFilled(null, 100)),
    TOLD_FILLED_UP(told(OrderStatus.FILLED, 150, Replace.UP.terms), order -> order.toldFilled(Replace.UP.terms, 150)),
    NOT_FOUND(report(ExecType.ORDER_STATUS, null, RejectReason.UNKNOWN_ORDER, NULL_VALUE, null), ReferenceOrder::notFound);

    private final Consumer<ReferenceOrder> reference;
    private final ExecutionReportDecoder report;
    private final Replace replace;

    /** Replaces that are asked for. */
    private enum Replace {
        UP(new Terms(9_950, 150)), DOWN(new Terms(9_900, 60));

        private final Terms terms;

        Replace(final Terms terms) {
            this.terms = terms;
        }
    }

    OrderEvent(final ExecutionReportDecoder report, final Consumer<ReferenceOrder> reference) {
        this.reference = reference;
        this.report = report;
        replace = null;
    }

    OrderEvent(final ExecType execType, final Consumer<ReferenceOrder> reference) {
        this(report(execType, null, RejectReason.NONE, NULL_VALUE, null), reference);
    }

    OrderEvent(final Replace replace, final Consumer<ReferenceOrder> reference) {
        this.reference = reference;
        this.replace = replace;
        report = null;
    }

    private static ExecutionReportDecoder refusal(final ExecType execType, final RejectReason reason) {
        return report(execType, null, reason, NULL_VALUE, null);
    }

    private static ExecutionReportDecoder told(final OrderStatus status, final long cumQuantity, final Terms terms) {
        return report(ExecType.ORDER_STATUS, status, RejectReason.NONE, cumQuantity, terms);
    }

    private static ExecutionReportDecoder fill(final long quantity) {
        return report(ExecType.TRADE, null, RejectReason.NONE, quantity, null);
    }

    private static ExecutionReportDecoder report(
            final ExecType execType, final OrderStatus status, final RejectReason reason, final long quantity, final Terms terms) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final boolean fill = execType == ExecType.TRADE;
        final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .price(terms == null ? NULL_VALUE : terms.price())
                .orderQuantity(terms == null ? NULL_VALUE : terms.quantity())
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

    void apply(final OrderTracker tracker, final Order order) {
        if (report != null) {
            tracker.apply(order, report, timeNs());
        } else if (replace != null) {
            tracker.replaceSent(order, replace.terms.price(), replace.terms.quantity(), SENT_NS);
        } else if (this == TRIGGER_SENT) {
            tracker.triggerSent(order, SENT_NS);
        } else if (!order.terminal()) {
            tracker.cancelSent(order, SENT_NS);
        }
    }

    private long timeNs() {
        return switch (this) {
            case TOLD_AS_SENT_EARLY, TOLD_UP_EARLY -> EARLY_NS;
            case TOLD_AS_SENT_LAST -> LAST_NS;
            default -> LATER_NS;
        };
    }

    void apply(final ReferenceOrder order) {
        reference.accept(order);
    }
}
