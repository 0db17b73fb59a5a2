package io.peregrine.api.gateway;

import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;

/** An execution report, kept. Absent numbers are the schema's null. */
record Report(
        ExecType execType, OrderStatus status, long clientOrderId, Id venueOrderId, Id executionId, long price, long orderQuantity,
        long lastPrice, long lastQuantity, long cumQuantity, long feeE8, int feeAssetId, LiquiditySide liquiditySide, RejectReason reason,
        String text) {

    static Report of(final ExecutionReportDecoder report) {
        return new Report(report.execType(), report.orderStatus(), report.clientOrderId(), Id.of(report.venueOrderId()),
                Id.of(report.executionId()), report.price(), report.orderQuantity(), report.lastPrice(), report.lastQuantity(),
                report.cumQuantity(), report.feeE8(), report.feeAssetId(), report.liquiditySide(), report.rejectReason(), report.text());
    }

    boolean fill() {
        return execType == ExecType.TRADE;
    }

    @Override
    public String toString() {
        return execType + (status == OrderStatus.NULL_VAL ? "" : " " + status) + " of " + clientOrderId
                + (fill() ? " " + lastQuantity + " at " + lastPrice + " fee " + feeE8 + " " + liquiditySide : "")
                + (reason == RejectReason.NONE ? "" : " for " + reason) + (text.isEmpty() ? "" : " '" + text + '\'');
    }

    /** An id of the venue. */
    record Id(long high, long low) {
        static Id of(final Id128Decoder id) {
            return new Id(id.high(), id.low());
        }

        boolean known() {
            return low != Id128Decoder.lowNullValue();
        }
    }
}
