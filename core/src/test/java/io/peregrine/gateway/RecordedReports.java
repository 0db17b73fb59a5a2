package io.peregrine.gateway;

import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.ExecutionListener;
import java.util.ArrayList;
import java.util.List;

/** Writes each execution report down as one line of what is set in it, in the order of the schema. */
public final class RecordedReports implements ExecutionListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        lines.add(line(report));
    }

    /** All lines since the last call. */
    public List<String> take() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    private static String line(final ExecutionReportDecoder report) {
        final StringBuilder line = new StringBuilder().append(report.execType());
        if (report.orderStatus() != OrderStatus.NULL_VAL) {
            line.append(" status=").append(report.orderStatus());
        }
        put(line, "order", report.clientOrderId(), ExecutionReportDecoder.clientOrderIdNullValue());
        put(line, "instrument", report.instrumentId(), ExecutionReportDecoder.instrumentIdNullValue());
        put(line, "venueOrder", report.venueOrderId().low(), Id128Decoder.lowNullValue());
        put(line, "execution", report.executionId().low(), Id128Decoder.lowNullValue());
        put(line, "venueTime", report.venueTimeNs(), ExecutionReportDecoder.venueTimeNsNullValue());
        if (report.side() != Side.NULL_VAL) {
            line.append(' ').append(report.side()).append(' ').append(report.orderType()).append(' ').append(report.timeInForce());
        }
        put(line, "price", report.price(), ExecutionReportDecoder.priceNullValue());
        put(line, "quantity", report.orderQuantity(), ExecutionReportDecoder.orderQuantityNullValue());
        put(line, "lastPrice", report.lastPrice(), ExecutionReportDecoder.lastPriceNullValue());
        put(line, "last", report.lastQuantity(), ExecutionReportDecoder.lastQuantityNullValue());
        put(line, "cum", report.cumQuantity(), ExecutionReportDecoder.cumQuantityNullValue());
        put(line, "leaves", report.leavesQuantity(), ExecutionReportDecoder.leavesQuantityNullValue());
        put(line, "fee", report.feeE8(), ExecutionReportDecoder.feeE8NullValue());
        put(line, "asset", report.feeAssetId(), ExecutionReportDecoder.feeAssetIdNullValue());
        put(line, "code", report.venueCode(), ExecutionReportDecoder.venueCodeNullValue());
        if (report.liquiditySide() != LiquiditySide.NULL_VAL) {
            line.append(' ').append(report.liquiditySide());
        }
        if (report.rejectReason() != RejectReason.NONE) {
            line.append(" reason=").append(report.rejectReason());
        }
        final String text = report.text();
        return text.isEmpty() ? line.toString() : line.append(" '").append(text).append('\'').toString();
    }

    private static void put(final StringBuilder line, final String name, final long value, final long nullValue) {
        if (value != nullValue) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}
