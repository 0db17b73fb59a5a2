package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.order.ExecutionIds;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * What the venue said of orders, to execution reports. An answer and the user channel may say the same in either order: an acceptance is
 * reported at the first proof, a fill once, and an end only when the fills that the venue spoke of have been reported.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> mantissas at the instrument's decimals, venue's and engine's time.
 * <b>Allocates:</b> none after construction.
 */
final class OrderReports {
    private static final int FILLS_REMEMBERED = 1 << 15;

    private final ExecutionIds executionIds = new ExecutionIds(FILLS_REMEMBERED);
    private final SentOrder[] wanting = new SentOrder[SentOrders.ORDERS_MAX];
    private final ExecutionReportWriter writer;
    private final Instruments instruments;
    private final SentOrders orders;
    private final FirstFills firstFills;
    private Consumer<SentOrder> identified = order -> { };
    private int wantingCount;

    OrderReports(
            final ExecutionReportWriter writer, final Instruments instruments, final SentOrders orders, final FirstFills firstFills) {
        this.writer = writer;
        this.instruments = instruments;
        this.orders = orders;
        this.firstFills = firstFills;
    }

    /** Hears of each order whose venue's id has become known, after that was reported. */
    void onIdentified(final Consumer<SentOrder> listener) {
        identified = listener;
    }

    SentOrders orders() {
        return orders;
    }

    ExecutionReportWriter writer() {
        return writer;
    }

    /** The venue has it, under this id. */
    void accepted(final SentOrder order, final OrderRecord told, final long venueTimeNs, final long receiveTimeNs, final long nowNs) {
        final boolean isIdentified = identify(order, told);
        if (!order.isAcknowledged) {
            order.isAcknowledged = true;
            report(ExecType.NEW, order, venueTimeNs, receiveTimeNs).orderStatus(OrderStatus.NEW);
            writer.publish(nowNs);
        }
        if (isIdentified) {
            identified.accept(order);
        }
    }

    /** A stop order's price was reached. */
    void triggered(final SentOrder order, final long venueTimeNs, final long receiveTimeNs, final long nowNs) {
        if (!order.isTriggered && !order.isEnded) {
            order.isTriggered = true;
            report(ExecType.TRIGGERED, order, venueTimeNs, receiveTimeNs).orderStatus(OrderStatus.TRIGGERED);
            writer.publish(nowNs);
        }
    }

    /**
     * A fill of an order of this engine.
     *
     * @param repeats report it though it was reported before
     */
    void filled(final SentOrder order, final FillRecord fill, final boolean repeats, final long receiveTimeNs, final long nowNs) {
        final boolean isNew = executionIds.add(order.clientOrderId, fill.executionIdHigh, fill.executionIdLow);
        if (isNew) {
            order.reportedQuantity += fill.quantity;
            order.isAcknowledged = true;
            firstFills.onFill(order.clientOrderId, receiveTimeNs);
        }
        if (isNew || repeats) {
            trade(order.clientOrderId, fill, receiveTimeNs, nowNs);
        }
        settle(order, receiveTimeNs, nowNs);
    }

    /** A fill of an order that this engine did not send. */
    void foreignFill(final FillRecord fill, final long receiveTimeNs, final long nowNs) {
        trade(OrderUuid.FOREIGN, fill, receiveTimeNs, nowNs);
    }

    /**
     * The venue ended it.
     *
     * @param type           CANCELED, EXPIRED, or TRADE where it is filled
     * @param filledQuantity as the venue says, or null value
     */
    void ended(
            final SentOrder order, final ExecType type, final RejectReason reason, final long filledQuantity, final long receiveTimeNs,
            final long nowNs) {
        if (order.end != null || order.isEnded) {
            return;
        }
        order.end = type;
        order.endReason = reason;
        told(order, filledQuantity);
        settle(order, receiveTimeNs, nowNs);
    }

    /** The venue says that so much is filled: what was not reported of it has to be asked for. */
    void told(final SentOrder order, final long filledQuantity) {
        if (filledQuantity != Instrument.NULL_VALUE) {
            order.toldQuantity = Math.max(order.toldQuantity, filledQuantity);
        }
        if (order.lacksFills() && !order.wantsFills) {
            order.wantsFills = true;
            order.fillAttempts = 0;
            order.fillsTimeNs = 0;
            wanting[wantingCount++] = order;
        }
    }

    /** The venue's answer to a query. */
    void status(final SentOrder order, final OrderRecord told, final long receiveTimeNs, final long nowNs) {
        identify(order, told);
        order.isAcknowledged |= told.status != OrderStatus.UNKNOWN && told.status != OrderStatus.REJECTED;
        if (order.orderQuantity == Instrument.NULL_VALUE) {
            order.orderQuantity = told.quantity;
        }
        order.venueQuantity = told.quantity;
        order.orderType = told.orderType;
        final boolean wasReduced = told.status == OrderStatus.FILLED && order.orderQuantity != Instrument.NULL_VALUE
                && told.filledQuantity < order.orderQuantity;
        final ExecutionReportEncoder report = report(ExecType.ORDER_STATUS, order, Instrument.NULL_VALUE, receiveTimeNs)
                .orderStatus(wasReduced ? OrderStatus.EXPIRED : told.status)
                .rejectReason(wasReduced ? RejectReason.SELF_TRADE : told.endReason)
                .price(told.price)
                .orderQuantity(told.quantity)
                .cumQuantity(told.filledQuantity)
                .side(told.side)
                .orderType(told.orderType);
        if (told.isEnded()) {
            report.leavesQuantity(0);
            order.end = order.end == null ? ExecType.TRADE : order.end;
            end(order);
        }
        told(order, told.filledQuantity);
        writer.publish(nowNs);
    }

    /** The venue has forgotten it: it was cancelled before anything was filled. */
    void forgotten(final SentOrder order, final long receiveTimeNs, final long nowNs) {
        order.end = order.end == null ? ExecType.CANCELED : order.end;
        end(order);
        report(ExecType.ORDER_STATUS, order, Instrument.NULL_VALUE, receiveTimeNs)
                .orderStatus(OrderStatus.CANCELED)
                .cumQuantity(order.reportedQuantity)
                .leavesQuantity(0);
        writer.publish(nowNs);
    }

    /** The answer to a query without an order in it. */
    void status(
            final long clientOrderId, final int instrumentId, final OrderStatus status, final RejectReason reason, final long nowNs) {
        writer.begin(ExecType.ORDER_STATUS, clientOrderId, instrumentId).receiveTimeNs(nowNs).orderStatus(status).rejectReason(reason);
        writer.publish(nowNs);
    }

    /** The order was refused; the text is the venue's. */
    void rejected(
            final long clientOrderId, final int instrumentId, final RejectReason reason, final DirectBuffer text, final long nowNs) {
        final SentOrder order = orders.get(clientOrderId);
        if (order != null && !order.isAcknowledged) {
            end(order);
        }
        writer.begin(ExecType.REJECTED, clientOrderId, instrumentId).receiveTimeNs(nowNs).orderStatus(OrderStatus.REJECTED)
                .rejectReason(reason);
        writer.publish(text, 0, text.capacity(), nowNs);
    }

    /** A request about an order came to nothing: refused, or its outcome is not known. */
    void failed(
            final ExecType type, final long clientOrderId, final int instrumentId, final RejectReason reason, final DirectBuffer text,
            final long nowNs) {
        writer.begin(type, clientOrderId, instrumentId).receiveTimeNs(nowNs).rejectReason(reason)
                .orderStatus(type == ExecType.TIMEOUT ? OrderStatus.UNKNOWN : OrderStatus.NULL_VAL);
        writer.publish(text, 0, text.capacity(), nowNs);
    }

    /** An order was changed in place. */
    void replaced(final SentOrder order, final long price, final long quantity, final long receiveTimeNs, final long nowNs) {
        order.orderQuantity = quantity;
        order.venueQuantity = quantity;
        report(ExecType.REPLACED, order, Instrument.NULL_VALUE, receiveTimeNs).price(price).orderQuantity(quantity);
        writer.publish(nowNs);
    }

    /** Number of orders of which fills have to be asked for. */
    int wantingCount() {
        return wantingCount;
    }

    /** One of them; those that want none any more are taken out on the way, and null is returned for such a one. */
    SentOrder wanting(final int index) {
        final SentOrder order = wanting[index];
        if (order.wantsFills && order.lacksFills() && order.hasVenueId) {
            return order;
        }
        order.wantsFills = false;
        wanting[index] = wanting[--wantingCount];
        wanting[wantingCount] = null;
        return null;
    }

    /** Is the id that was told a new one? */
    private boolean identify(final SentOrder order, final OrderRecord told) {
        if (!told.hasVenueId || order.hasVenueId && order.venueIdHigh == told.venueIdHigh && order.venueIdLow == told.venueIdLow) {
            return false;
        }
        orders.identify(order, told.venueIdHigh, told.venueIdLow);
        return true;
    }

    private void settle(final SentOrder order, final long receiveTimeNs, final long nowNs) {
        if (order.end == null || order.isEnded || order.lacksFills()) {
            return;
        }
        end(order);
        final boolean isShort = order.orderQuantity != Instrument.NULL_VALUE && order.reportedQuantity < order.orderQuantity;
        if (order.end == ExecType.TRADE && !isShort) {
            return;
        }
        final boolean wasReduced = order.end == ExecType.TRADE;
        final ExecType type = wasReduced ? ExecType.EXPIRED : order.end;
        report(type, order, Instrument.NULL_VALUE, receiveTimeNs)
                .orderStatus(type == ExecType.CANCELED ? OrderStatus.CANCELED : OrderStatus.EXPIRED)
                .rejectReason(wasReduced ? RejectReason.SELF_TRADE : order.endReason)
                .cumQuantity(Math.max(order.toldQuantity, order.reportedQuantity))
                .leavesQuantity(0);
        writer.publish(nowNs);
    }

    private void end(final SentOrder order) {
        firstFills.onEnd(order.clientOrderId);
        orders.end(order);
    }

    private void trade(final long clientOrderId, final FillRecord fill, final long receiveTimeNs, final long nowNs) {
        final Instrument instrument = fill.instrument;
        final ExecutionReportEncoder report = writer.begin(ExecType.TRADE, clientOrderId, instrument.instrumentId())
                .receiveTimeNs(receiveTimeNs)
                .venueTimeNs(fill.timeNs)
                .side(fill.side)
                .lastPrice(fill.price)
                .lastQuantity(fill.quantity)
                .liquiditySide(fill.liquiditySide)
                .feeE8(fill.feeE8)
                .feeAssetId(instruments.assetId(instrument.quoteAsset()));
        report.venueOrderId().high(fill.venueIdHigh).low(fill.venueIdLow);
        report.executionId().high(fill.executionIdHigh).low(fill.executionIdLow);
        writer.publish(nowNs);
    }

    private ExecutionReportEncoder report(
            final ExecType type, final SentOrder order, final long venueTimeNs, final long receiveTimeNs) {
        final ExecutionReportEncoder report = writer.begin(type, order.clientOrderId, order.instrumentId)
                .receiveTimeNs(receiveTimeNs)
                .venueTimeNs(venueTimeNs);
        if (order.hasVenueId) {
            report.venueOrderId().high(order.venueIdHigh).low(order.venueIdLow);
        }
        return report;
    }
}
