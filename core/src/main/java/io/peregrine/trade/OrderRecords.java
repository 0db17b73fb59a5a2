package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QueryOrderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceOrderEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes and appends what happens to orders: requests and execution reports. What is handed on are the very bytes that were journalled.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> three buffers: the request on its way to the gateway, the venue's
 * report on its way to a strategy, and the core's own report, each overwritten by the next of its kind. <b>Allocates:</b> none.
 */
final class OrderRecords {
    private static final int HEADER = Records.HEADER;
    private static final byte[] NO_TEXT = {};

    private final Records records;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrappedHeader = new MessageHeaderDecoder();
    private final UnsafeBuffer requestBuffer = buffer();
    private final UnsafeBuffer reportBuffer = buffer();
    private final UnsafeBuffer ownBuffer = buffer();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final NewOrderDecoder newOrderSent = new NewOrderDecoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final CancelOrderDecoder cancelOrderSent = new CancelOrderDecoder();
    private final QueryOrderEncoder queryOrder = new QueryOrderEncoder();
    private final QueryOrderDecoder queryOrderSent = new QueryOrderDecoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final ReplaceOrderDecoder replaceOrderSent = new ReplaceOrderDecoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final ExecutionReportDecoder reportWritten = new ExecutionReportDecoder();
    private final ExecutionReportDecoder ownWritten = new ExecutionReportDecoder();

    OrderRecords(final Records records) {
        this.records = records;
    }

    NewOrderDecoder newOrder(final Order order, final long tickReceiveTimeNs, final long nowNs) {
        encode(order, tickReceiveTimeNs, nowNs);
        return appendNewOrder();
    }

    private NewOrderDecoder appendNewOrder() {
        records.append(requestBuffer, HEADER + NewOrderEncoder.BLOCK_LENGTH);
        return newOrderSent.wrapAndApplyHeader(requestBuffer, 0, wrappedHeader);
    }

    private void encode(final Order order, final long tickReceiveTimeNs, final long nowNs) {
        newOrder.wrapAndApplyHeader(requestBuffer, 0, header)
                .timeNs(nowNs)
                .clientOrderId(order.clientOrderId())
                .instrumentId(order.instrumentId())
                .strategyId(order.strategyId())
                .price(order.price())
                .stopPrice(order.stopPrice())
                .quantity(order.orderQuantity())
                .tickReceiveTimeNs(tickReceiveTimeNs)
                .side(order.side())
                .orderType(order.orderType())
                .timeInForce(order.timeInForce())
                .postOnly(order.postOnly() ? BooleanType.TRUE : BooleanType.FALSE)
                .held(BooleanType.FALSE);
    }

    /** An order that is accepted and not sent yet. */
    void heldOrder(final Order order, final long tickReceiveTimeNs, final long nowNs) {
        encode(order, tickReceiveTimeNs, nowNs);
        newOrder.held(BooleanType.TRUE);
        appendNewOrder();
    }

    /** A stop that the engine held, as it is sent now. */
    NewOrderDecoder triggeredOrder(final Order order, final long tickReceiveTimeNs, final long nowNs) {
        encode(order, tickReceiveTimeNs, nowNs);
        newOrder.orderType(StopDesk.triggeredType(order)).stopPrice(NULL_VALUE).quantity(order.leavesQuantity());
        return appendNewOrder();
    }

    CancelOrderDecoder cancelOrder(final Order order, final long tickReceiveTimeNs, final long nowNs) {
        cancelOrder.wrapAndApplyHeader(requestBuffer, 0, header)
                .timeNs(nowNs)
                .clientOrderId(order.clientOrderId())
                .instrumentId(order.instrumentId())
                .strategyId(order.strategyId())
                .tickReceiveTimeNs(tickReceiveTimeNs)
                .venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        records.append(requestBuffer, HEADER + CancelOrderEncoder.BLOCK_LENGTH);
        return cancelOrderSent.wrapAndApplyHeader(requestBuffer, 0, wrappedHeader);
    }

    /** @param newClientOrderId null for a replace in place; else price and quantity are the new order's */
    ReplaceOrderDecoder replaceOrder(
            final Order order,
            final long newClientOrderId,
            final long price,
            final long quantity,
            final long tickReceiveTimeNs,
            final long nowNs) {
        replaceOrder.wrapAndApplyHeader(requestBuffer, 0, header)
                .timeNs(nowNs)
                .clientOrderId(order.clientOrderId())
                .newClientOrderId(newClientOrderId)
                .instrumentId(order.instrumentId())
                .strategyId(order.strategyId())
                .price(price)
                .stopPrice(order.stopPrice())
                .quantity(quantity)
                .tickReceiveTimeNs(tickReceiveTimeNs)
                .side(order.side())
                .orderType(order.orderType())
                .timeInForce(order.timeInForce())
                .postOnly(order.postOnly() ? BooleanType.TRUE : BooleanType.FALSE)
                .venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        records.append(requestBuffer, HEADER + ReplaceOrderEncoder.BLOCK_LENGTH);
        return replaceOrderSent.wrapAndApplyHeader(requestBuffer, 0, wrappedHeader);
    }

    QueryOrderDecoder queryOrder(final Order order, final long nowNs) {
        queryOrder.wrapAndApplyHeader(requestBuffer, 0, header)
                .timeNs(nowNs)
                .clientOrderId(order.clientOrderId())
                .instrumentId(order.instrumentId())
                .venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        records.append(requestBuffer, HEADER + QueryOrderEncoder.BLOCK_LENGTH);
        return queryOrderSent.wrapAndApplyHeader(requestBuffer, 0, wrappedHeader);
    }

    /** The venue's report with everything that the core knows of the order. */
    ExecutionReportDecoder venueReport(final Order order, final ExecutionReportDecoder venue, final long nowNs) {
        report.wrapAndApplyHeader(reportBuffer, 0, header);
        reportBuffer.putBytes(HEADER, venue.buffer(), venue.offset(), ExecutionReportDecoder.BLOCK_LENGTH);
        fill(order, nowNs);
        final int textOffset = HEADER + ExecutionReportDecoder.BLOCK_LENGTH + ExecutionReportDecoder.textHeaderLength();
        final int textLength = venue.getText(reportBuffer, textOffset, Records.TEXT_BYTES_MAX);
        reportBuffer.putShort(textOffset - Short.BYTES, (short) textLength, ByteOrder.LITTLE_ENDIAN);
        records.append(reportBuffer, textOffset + textLength);
        return reportWritten.wrapAndApplyHeader(reportBuffer, 0, wrappedHeader);
    }

    /** What the core itself did to an order. */
    ExecutionReportDecoder ownReport(final Order order, final ExecType execType, final RejectReason reason, final long nowNs) {
        blank(execType, reason);
        fill(order, nowNs);
        records.append(ownBuffer, HEADER + report.encodedLength());
        return ownWritten.wrapAndApplyHeader(ownBuffer, 0, wrappedHeader);
    }

    /** What the core says as the venue of an order that it holds itself; not journalled: it comes back like any other report. */
    ExecutionReportDecoder heldReport(final Order order, final ExecType execType, final OrderStatus status, final long nowNs) {
        blank(execType, RejectReason.NONE);
        fill(order, nowNs);
        report.orderStatus(status);
        return ownWritten.wrapAndApplyHeader(ownBuffer, 0, wrappedHeader);
    }

    /** An order that never became one. */
    void riskRejected(final OrderRequest request, final long clientOrderId, final RejectReason reason, final long nowNs) {
        blank(ExecType.RISK_REJECTED, reason);
        report.timeNs(nowNs)
                .clientOrderId(clientOrderId)
                .instrumentId(request.instrumentId())
                .strategyId(request.strategyId())
                .price(request.price())
                .orderQuantity(request.quantity())
                .cumQuantity(0)
                .leavesQuantity(0)
                .orderStatus(OrderStatus.RISK_REJECTED)
                .side(request.side())
                .orderType(request.orderType())
                .timeInForce(request.timeInForce())
                .venueOrderId().high(NULL_VALUE).low(NULL_VALUE);
        records.append(ownBuffer, HEADER + report.encodedLength());
    }

    /** A cancel or a replace by hand of an order that nobody here knows. */
    void unknownOrder(final ExecType refusal, final long clientOrderId, final long nowNs) {
        blank(refusal, RejectReason.UNKNOWN_ORDER);
        report.timeNs(nowNs)
                .clientOrderId(clientOrderId)
                .instrumentId(ExecutionReportEncoder.instrumentIdNullValue())
                .strategyId(ExecutionReportEncoder.strategyIdNullValue())
                .price(NULL_VALUE)
                .orderQuantity(NULL_VALUE)
                .cumQuantity(NULL_VALUE)
                .leavesQuantity(NULL_VALUE)
                .orderStatus(OrderStatus.NULL_VAL)
                .side(Side.NULL_VAL)
                .orderType(OrderType.NULL_VAL)
                .timeInForce(TimeInForce.NULL_VAL)
                .venueOrderId().high(NULL_VALUE).low(NULL_VALUE);
        records.append(ownBuffer, HEADER + report.encodedLength());
    }

    private void blank(final ExecType execType, final RejectReason reason) {
        report.wrapAndApplyHeader(ownBuffer, 0, header)
                .venueTimeNs(NULL_VALUE)
                .receiveTimeNs(NULL_VALUE)
                .lastPrice(NULL_VALUE)
                .lastQuantity(NULL_VALUE)
                .feeE8(0)
                .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
                .venueCode(ExecutionReportEncoder.venueCodeNullValue())
                .execType(execType)
                .liquiditySide(LiquiditySide.NULL_VAL)
                .rejectReason(reason)
                .putText(NO_TEXT, 0, 0);
        report.executionId().high(NULL_VALUE).low(NULL_VALUE);
    }

    /** Everything that the core knows better than the venue's message. */
    private void fill(final Order order, final long nowNs) {
        report.timeNs(nowNs)
                .clientOrderId(order.clientOrderId())
                .instrumentId(order.instrumentId())
                .strategyId(order.strategyId())
                .price(order.price())
                .orderQuantity(order.orderQuantity())
                .cumQuantity(order.cumQuantity())
                .leavesQuantity(order.leavesQuantity())
                .orderStatus(order.status())
                .side(order.side())
                .orderType(order.orderType())
                .timeInForce(order.timeInForce())
                .venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(Records.BUFFER_BYTES, Long.BYTES));
    }
}
