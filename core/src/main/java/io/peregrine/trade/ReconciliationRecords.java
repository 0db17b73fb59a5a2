package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.message.BalanceBaselineEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceEncoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import io.peregrine.message.ReconcileResultEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes and appends what a reconciliation asks and finds.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one buffer for records, one for the request on its way to the gateway,
 * one for an order's state on its way to the order; each is overwritten by the next of its kind. <b>Allocates:</b> none.
 */
final class ReconciliationRecords {
    private static final int HEADER = Records.HEADER;
    private static final byte[] NO_TEXT = {};

    private final Records records;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder wrappedHeader = new MessageHeaderDecoder();
    private final UnsafeBuffer buffer = buffer();
    private final UnsafeBuffer requestBuffer = buffer();
    private final UnsafeBuffer statusBuffer = buffer();
    private final byte[] text = new byte[Records.TEXT_BYTES_MAX];
    private final ReconcileRequestEncoder request = new ReconcileRequestEncoder();
    private final ReconcileRequestDecoder requestSent = new ReconcileRequestDecoder();
    private final ReconcileResultEncoder result = new ReconcileResultEncoder();
    private final DifferenceEncoder difference = new DifferenceEncoder();
    private final BalanceBaselineEncoder baseline = new BalanceBaselineEncoder();
    private final ExecutionReportEncoder status = new ExecutionReportEncoder();
    private final ExecutionReportDecoder statusTold = new ExecutionReportDecoder();

    ReconciliationRecords(final Records records) {
        this.records = records;
    }

    ReconcileRequestDecoder request(final AccountState account, final long fillsSinceNs) {
        request.wrapAndApplyHeader(requestBuffer, 0, header)
                .timeNs(account.requestTimeNs)
                .reconciliationId(account.reconciliationId)
                .instrumentId(account.instrumentId())
                .fillsSinceNs(fillsSinceNs);
        records.append(requestBuffer, HEADER + ReconcileRequestEncoder.BLOCK_LENGTH);
        return requestSent.wrapAndApplyHeader(requestBuffer, 0, wrappedHeader);
    }

    /** @param end the gateway's, or null where it never came */
    void result(final AccountState account, final ReconcileEndDecoder end, final boolean balancesCompared, final long nowNs) {
        result.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .reconciliationId(account.reconciliationId)
                .instrumentId(account.instrumentId())
                .requestTimeNs(account.requestTimeNs)
                .fillsKnownNs(account.fillsKnownNs)
                .openOrderCount(end == null ? 0 : end.openOrderCount())
                .fillCount(end == null ? 0 : end.fillCount())
                .newFillCount(account.newFillCount)
                .differenceCount(account.differenceCount)
                .cause(account.cause)
                .complete(end == null ? BooleanType.FALSE : end.complete())
                .balancesCompared(balancesCompared ? BooleanType.TRUE : BooleanType.FALSE)
                .putText(text, 0, end == null ? 0 : end.getText(text, 0, text.length));
        records.append(buffer, HEADER + result.encodedLength());
    }

    /** An order at the venue that is not as it is here. */
    void orderDifference(
            final OpenOrderDecoder listed, final DifferenceKind kind, final DifferenceAction action, final long clientOrderId,
            final long engineE8, final long venueE8, final long nowNs) {
        begin(kind, action, listed.reconciliationId(), nowNs)
                .instrumentId(listed.instrumentId())
                .clientOrderId(clientOrderId)
                .price(listed.price())
                .quantity(listed.quantity())
                .venueE8(venueE8)
                .engineE8(engineE8)
                .side(listed.side())
                .venueOrderId().high(listed.venueOrderId().high()).low(listed.venueOrderId().low());
        appendDifference();
    }

    /** An order here that the venue does not list. */
    void missingOrder(final Order order, final long reconciliationId, final long nowNs) {
        begin(DifferenceKind.MISSING_ORDER, DifferenceAction.QUERIED, reconciliationId, nowNs)
                .instrumentId(order.instrumentId())
                .clientOrderId(order.clientOrderId())
                .price(order.price())
                .quantity(order.orderQuantity())
                .side(order.side())
                .venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        appendDifference();
    }

    /** A fill of an order that nobody here knows. */
    void unknownFill(final ExecutionReportDecoder fill, final long reconciliationId, final long nowNs) {
        begin(DifferenceKind.UNKNOWN_FILL, DifferenceAction.REPORTED, reconciliationId, nowNs)
                .instrumentId(fill.instrumentId())
                .clientOrderId(fill.clientOrderId())
                .price(fill.lastPrice())
                .quantity(fill.lastQuantity())
                .side(fill.side());
        difference.venueOrderId().high(fill.venueOrderId().high()).low(fill.venueOrderId().low());
        difference.executionId().high(fill.executionId().high()).low(fill.executionId().low());
        appendDifference();
    }

    void balance(
            final AccountState account, final int assetId, final BalanceCheck balances, final DifferenceAction action, final long nowNs) {
        begin(DifferenceKind.BALANCE, action, account.reconciliationId, nowNs)
                .instrumentId(account.instrumentId())
                .assetId(assetId)
                .venueE8(balances.venueE8(assetId))
                .engineE8(balances.expectedE8(assetId));
        appendDifference();
    }

    void baseline(final AccountState account, final int assetId, final long baselineE8, final long nowNs) {
        baseline.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .reconciliationId(account.reconciliationId)
                .instrumentId(account.instrumentId())
                .assetId(assetId)
                .baselineE8(baselineE8);
        records.append(buffer, HEADER + BalanceBaselineEncoder.BLOCK_LENGTH);
    }

    /** What an open order on the venue's list says of it, as the answer to a query would say it. Not journalled: what it causes is. */
    ExecutionReportDecoder status(final Order order, final OpenOrderDecoder listed) {
        final long cumQuantity = listed.cumQuantity() == OpenOrderDecoder.cumQuantityNullValue() ? 0 : listed.cumQuantity();
        status.wrapAndApplyHeader(statusBuffer, 0, header)
                .timeNs(NULL_VALUE)
                .venueTimeNs(NULL_VALUE)
                .receiveTimeNs(listed.receiveTimeNs())
                .clientOrderId(order.clientOrderId())
                .instrumentId(order.instrumentId())
                .strategyId(order.strategyId())
                .price(listed.price())
                .orderQuantity(listed.quantity())
                .lastPrice(NULL_VALUE)
                .lastQuantity(NULL_VALUE)
                .cumQuantity(cumQuantity)
                .leavesQuantity(NULL_VALUE)
                .feeE8(NULL_VALUE)
                .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
                .venueCode(ExecutionReportEncoder.venueCodeNullValue())
                .execType(ExecType.ORDER_STATUS)
                .orderStatus(cumQuantity > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW)
                .side(listed.side())
                .orderType(listed.orderType())
                .timeInForce(TimeInForce.NULL_VAL)
                .liquiditySide(LiquiditySide.NULL_VAL)
                .rejectReason(RejectReason.NONE)
                .putText(NO_TEXT, 0, 0);
        status.venueOrderId().high(listed.venueOrderId().high()).low(listed.venueOrderId().low());
        status.executionId().high(NULL_VALUE).low(NULL_VALUE);
        return statusTold.wrapAndApplyHeader(statusBuffer, 0, wrappedHeader);
    }

    private DifferenceEncoder begin(
            final DifferenceKind kind, final DifferenceAction action, final long reconciliationId, final long nowNs) {
        difference.wrapAndApplyHeader(buffer, 0, header)
                .timeNs(nowNs)
                .reconciliationId(reconciliationId)
                .clientOrderId(NULL_VALUE)
                .price(NULL_VALUE)
                .quantity(NULL_VALUE)
                .assetId(DifferenceEncoder.assetIdNullValue())
                .venueE8(NULL_VALUE)
                .engineE8(NULL_VALUE)
                .side(Side.NULL_VAL)
                .kind(kind)
                .action(action);
        difference.venueOrderId().high(NULL_VALUE).low(NULL_VALUE);
        difference.executionId().high(NULL_VALUE).low(NULL_VALUE);
        return difference;
    }

    private void appendDifference() {
        records.append(buffer, HEADER + DifferenceEncoder.BLOCK_LENGTH);
    }

    private static UnsafeBuffer buffer() {
        return new UnsafeBuffer(BufferUtil.allocateDirectAligned(Records.BUFFER_BYTES, Long.BYTES));
    }
}
