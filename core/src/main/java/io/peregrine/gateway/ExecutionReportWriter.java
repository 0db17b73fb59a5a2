package io.peregrine.gateway;

import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.Id128Encoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.ExecutionListener;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes a gateway's execution reports: what is not set is the schema's null.
 *
 * <p>A listener may send an order from within a report, and that order may be refused from within, so reports nest; each depth has its own
 * buffer, and the outer report stays whole.
 *
 * <p><b>Threading:</b> confined to the gateway's thread. <b>Memory:</b> a report is valid until the listener returns. <b>Allocates:</b>
 * none after construction. <b>Errors:</b> a text longer than {@link #TEXT_LENGTH_MAX} is cut; {@code IllegalStateException} beyond
 * {@link #DEPTH_MAX}: a listener that answers each refusal with an order.
 */
public final class ExecutionReportWriter {
    /** Longest text of a report. */
    public static final int TEXT_LENGTH_MAX = 512;
    /** Reports within reports. */
    public static final int DEPTH_MAX = 16;

    private static final int LENGTH_MAX =
            ExecutionReportEncoder.BLOCK_LENGTH + ExecutionReportEncoder.textHeaderLength() + TEXT_LENGTH_MAX;

    private final UnsafeBuffer blank = new UnsafeBuffer(new byte[ExecutionReportEncoder.BLOCK_LENGTH]);
    private final ExecutionReportEncoder[] encoders = new ExecutionReportEncoder[DEPTH_MAX];
    private final ExecutionReportDecoder[] decoders = new ExecutionReportDecoder[DEPTH_MAX];
    private final UnsafeBuffer[] buffers = new UnsafeBuffer[DEPTH_MAX];
    private final ExecutionListener listener;
    private int depth;

    public ExecutionReportWriter(final ExecutionListener listener) {
        this.listener = listener;
        for (int i = 0; i < DEPTH_MAX; i++) {
            encoders[i] = new ExecutionReportEncoder();
            decoders[i] = new ExecutionReportDecoder();
            buffers[i] = new UnsafeBuffer(new byte[LENGTH_MAX]);
        }
        encodeNulls(new ExecutionReportEncoder().wrap(blank, 0));
    }

    /** Starts a report; the caller sets what it knows, then publishes. */
    public ExecutionReportEncoder begin(final ExecType execType, final long clientOrderId, final int instrumentId) {
        if (depth == DEPTH_MAX) {
            throw new IllegalStateException("execution reports nested " + DEPTH_MAX + " deep: the listener answers each report with an "
                    + "order that is refused; let it wait for the next duty cycle");
        }
        buffers[depth].putBytes(0, blank, 0, ExecutionReportEncoder.BLOCK_LENGTH);
        return encoders[depth].wrap(buffers[depth], 0).execType(execType).clientOrderId(clientOrderId).instrumentId(instrumentId);
    }

    /** Hands the report to the listener. */
    public void publish(final long nowNs) {
        publish(blank, 0, 0, nowNs);
    }

    /** Hands the report to the listener, with a text. */
    public void publish(final DirectBuffer text, final int offset, final int length, final long nowNs) {
        encoders[depth].putText(text, offset, Math.min(length, TEXT_LENGTH_MAX));
        final ExecutionReportDecoder report = decoders[depth];
        report.wrap(buffers[depth], 0, ExecutionReportEncoder.BLOCK_LENGTH, ExecutionReportEncoder.SCHEMA_VERSION);
        depth++;
        try {
            listener.onExecutionReport(report, nowNs);
        } finally {
            depth--;
        }
    }

    /**
     * Reports that a replace was not sent: the order works on as it was, and where the replace would have made a new order, that is
     * rejected.
     */
    public void refuseReplace(final ReplaceOrderDecoder replace, final RejectReason reason, final long nowNs) {
        final int instrumentId = replace.instrumentId();
        final boolean inPlace = replace.newClientOrderId() == ReplaceOrderDecoder.newClientOrderIdNullValue();
        final long newClientOrderId = replace.newClientOrderId();
        begin(inPlace ? ExecType.REPLACE_REJECTED : ExecType.CANCEL_REJECTED, replace.clientOrderId(), instrumentId)
                .receiveTimeNs(nowNs)
                .rejectReason(reason);
        publish(nowNs);
        if (!inPlace) {
            begin(ExecType.REJECTED, newClientOrderId, instrumentId)
                    .receiveTimeNs(nowNs)
                    .orderStatus(OrderStatus.REJECTED)
                    .rejectReason(reason);
            publish(nowNs);
        }
    }

    private static void encodeNulls(final ExecutionReportEncoder report) {
        report.timeNs(ExecutionReportEncoder.timeNsNullValue())
                .venueTimeNs(ExecutionReportEncoder.venueTimeNsNullValue())
                .receiveTimeNs(ExecutionReportEncoder.receiveTimeNsNullValue())
                .clientOrderId(ExecutionReportEncoder.clientOrderIdNullValue())
                .instrumentId(ExecutionReportEncoder.instrumentIdNullValue())
                .strategyId(ExecutionReportEncoder.strategyIdNullValue())
                .price(ExecutionReportEncoder.priceNullValue())
                .orderQuantity(ExecutionReportEncoder.orderQuantityNullValue())
                .lastPrice(ExecutionReportEncoder.lastPriceNullValue())
                .lastQuantity(ExecutionReportEncoder.lastQuantityNullValue())
                .cumQuantity(ExecutionReportEncoder.cumQuantityNullValue())
                .leavesQuantity(ExecutionReportEncoder.leavesQuantityNullValue())
                .feeE8(ExecutionReportEncoder.feeE8NullValue())
                .feeAssetId(ExecutionReportEncoder.feeAssetIdNullValue())
                .venueCode(ExecutionReportEncoder.venueCodeNullValue())
                .execType(ExecType.NULL_VAL)
                .orderStatus(OrderStatus.NULL_VAL)
                .side(Side.NULL_VAL)
                .orderType(OrderType.NULL_VAL)
                .timeInForce(TimeInForce.NULL_VAL)
                .liquiditySide(LiquiditySide.NULL_VAL)
                .rejectReason(RejectReason.NONE);
        report.venueOrderId().high(Id128Encoder.highNullValue()).low(Id128Encoder.lowNullValue());
        report.executionId().high(Id128Encoder.highNullValue()).low(Id128Encoder.lowNullValue());
    }
}
