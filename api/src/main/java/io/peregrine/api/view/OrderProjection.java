package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.math.BigInteger;

/**
 * Applies the journal's order messages to an {@link OrderLog}. A report in the journal is the core's judgement, not the venue's message:
 * its status and quantities are the order's, and an execution is there once. So nothing is judged again here.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class OrderProjection {
    private final Instruments instruments;
    private final OrderLog orders;
    private final VenueId venueIds;

    OrderProjection(final Instruments instruments, final OrderLog orders) {
        this.instruments = instruments;
        this.orders = orders;
        venueIds = new VenueId(instruments);
    }

    Order onPlaceOrder(final PlaceOrderDecoder message) {
        final Order order = orders.acquire(message.clientOrderId());
        whose(order, message.instrumentId(), message.strategyId(), message.side());
        kind(order, message.orderType(), message.timeInForce(), message.postOnly());
        terms(order, message.price(), message.stopPrice(), message.quantity());
        order.createdTimeNs = message.timeNs();
        final String userOrderId = message.userOrderId();
        if (!userOrderId.isEmpty()) {
            orders.name(order, userOrderId);
        }
        return order;
    }

    Order onNewOrder(final NewOrderDecoder message) {
        final Order order = orders.acquire(message.clientOrderId());
        if (order.sentTimeNs != Order.NO_TIME) {
            // A stop that the engine held and has triggered: it stays what it was asked to be.
            order.sentTimeNs = message.timeNs();
            order.status = OrderStatus.TRIGGERED;
            return order;
        }
        whose(order, message.instrumentId(), message.strategyId(), message.side());
        kind(order, message.orderType(), message.timeInForce(), message.postOnly());
        terms(order, message.price(), message.stopPrice(), message.quantity());
        order.tickReceiveTimeNs = orNoTime(message.tickReceiveTimeNs());
        if (order.createdTimeNs == Order.NO_TIME) {
            order.createdTimeNs = message.timeNs();
        }
        if (message.held() == BooleanType.TRUE) {
            // It waits for own orders to end; a second record says that it is sent.
            return order;
        }
        order.sentTimeNs = message.timeNs();
        if (order.status == OrderStatus.PENDING_RISK) {
            order.status = OrderStatus.PENDING_NEW;
        }
        order.note(new OrderEvent(message.timeNs(), ExecType.PENDING_NEW, order.status, RejectReason.NONE, ""));
        return order;
    }

    /** The order, or null where it is not known. */
    Order onCancelOrder(final CancelOrderDecoder message) {
        final Order order = orders.find(message.clientOrderId());
        if (order != null && !Order.terminal(order.status)) {
            order.status = OrderStatus.PENDING_CANCEL;
            order.note(new OrderEvent(message.timeNs(), ExecType.PENDING_CANCEL, order.status, RejectReason.NONE, ""));
        }
        return order;
    }

    /** The order that is replaced, or null where it is not known. */
    Order onReplaceOrder(final ReplaceOrderDecoder message) {
        final Order order = orders.find(message.clientOrderId());
        final boolean byNew = message.newClientOrderId() != ReplaceOrderDecoder.newClientOrderIdNullValue();
        if (order != null && !Order.terminal(order.status)) {
            order.status = byNew ? OrderStatus.PENDING_CANCEL : OrderStatus.PENDING_REPLACE;
            order.note(new OrderEvent(message.timeNs(), ExecType.PENDING_REPLACE, order.status, RejectReason.NONE, ""));
        }
        if (order != null && byNew) {
            order.replacedBy = message.newClientOrderId();
        }
        return order;
    }

    /** The order that a replace sends in place of another, or null where it amends the other. */
    Order onReplacement(final ReplaceOrderDecoder message) {
        if (message.newClientOrderId() == ReplaceOrderDecoder.newClientOrderIdNullValue()) {
            return null;
        }
        final Order order = orders.acquire(message.newClientOrderId());
        whose(order, message.instrumentId(), message.strategyId(), message.side());
        kind(order, message.orderType(), message.timeInForce(), message.postOnly());
        terms(order, message.price(), message.stopPrice(), message.quantity());
        order.replaces = message.clientOrderId();
        order.tickReceiveTimeNs = orNoTime(message.tickReceiveTimeNs());
        order.sentTimeNs = message.timeNs();
        order.createdTimeNs = message.timeNs();
        order.status = OrderStatus.PENDING_NEW;
        order.note(new OrderEvent(message.timeNs(), ExecType.PENDING_NEW, order.status, RejectReason.NONE, ""));
        return order;
    }

    /** The order, or null where the report speaks of none that anybody here knows. */
    Order onExecutionReport(final ExecutionReportDecoder report, final String text) {
        if (!instruments.contains(report.instrumentId())) {
            return null;
        }
        final Order order = acquire(report);
        order.status = report.orderStatus();
        order.cumQuantity = report.cumQuantity();
        order.price = report.price();
        order.quantity = report.orderQuantity();
        final String venueOrderId =
                venueIds.text(report.instrumentId(), report.venueOrderId().high(), report.venueOrderId().low());
        if (venueOrderId != null) {
            order.venueOrderId = venueOrderId;
        }
        if (order.acknowledgedTimeNs == Order.NO_TIME && acknowledges(report.execType())) {
            order.acknowledgedTimeNs = report.timeNs();
        }
        final RejectReason reason = report.rejectReason();
        if (reason != RejectReason.NONE && reason != RejectReason.NULL_VAL) {
            order.reason = reason;
            order.text = text;
        }
        order.note(new OrderEvent(report.timeNs(), report.execType(), order.status, reason, text));
        if (Order.terminal(order.status)) {
            orders.end(order, report.timeNs());
        }
        return order;
    }

    /** The report's execution, added to its order, or null where it has none. */
    Fill fill(final ExecutionReportDecoder report) {
        if (report.execType() != ExecType.TRADE || !instruments.contains(report.instrumentId())) {
            return null;
        }
        final Order order = acquire(report);
        order.fillQuantity += report.lastQuantity();
        order.fillNotional = order.fillNotional.add(
                BigInteger.valueOf(report.lastPrice()).multiply(BigInteger.valueOf(report.lastQuantity())));
        if (order.firstFillTimeNs == Order.NO_TIME) {
            order.firstFillTimeNs = report.timeNs();
        }
        final String executionId = venueIds.text(report.instrumentId(), report.executionId().high(), report.executionId().low());
        return new Fill(executionId, order.id, order.instrumentId, order.strategyId, order.side, report.lastPrice(),
                report.lastQuantity(), fee(report), feeAsset(report), report.liquiditySide(), report.timeNs(), report.venueTimeNs());
    }

    /** An order that left the memory, or that was refused before it was sent: the report says enough to show it. */
    private Order acquire(final ExecutionReportDecoder report) {
        final Order order = orders.acquire(report.clientOrderId());
        if (order.side == Side.NULL_VAL) {
            order.instrumentId = report.instrumentId();
            order.strategyId = report.strategyId();
            order.side = report.side();
            order.type = report.orderType();
            order.timeInForce = report.timeInForce();
            order.price = report.price();
            order.quantity = report.orderQuantity();
            order.createdTimeNs = report.timeNs();
        }
        return order;
    }

    private static boolean acknowledges(final ExecType execType) {
        return switch (execType) {
            case NEW, TRADE, TRIGGERED, REPLACED -> true;
            default -> false;
        };
    }

    private static long fee(final ExecutionReportDecoder report) {
        return report.feeE8() == Instrument.NULL_VALUE ? 0 : report.feeE8();
    }

    private String feeAsset(final ExecutionReportDecoder report) {
        final int assetId = report.feeAssetId();
        return assetId >= 0 && assetId < instruments.assets().size() ? instruments.assets().get(assetId) : "";
    }

    private static long orNoTime(final long timeNs) {
        return timeNs <= 0 ? Order.NO_TIME : timeNs;
    }

    private static void whose(final Order order, final int instrumentId, final int strategyId, final Side side) {
        order.instrumentId = instrumentId;
        order.strategyId = strategyId;
        order.side = side;
    }

    private static void kind(final Order order, final OrderType type, final TimeInForce timeInForce, final BooleanType postOnly) {
        order.type = type;
        order.timeInForce = timeInForce;
        order.postOnly = postOnly == BooleanType.TRUE;
    }

    private static void terms(final Order order, final long price, final long stopPrice, final long quantity) {
        order.price = price;
        order.stopPrice = stopPrice;
        order.quantity = quantity;
    }
}
