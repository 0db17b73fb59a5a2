package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;

/**
 * What becomes of the two orders of a cancel-replace that did not succeed as a whole. It is sent with {@code STOP_ON_FAILURE}: the new
 * order is only placed where the old one was cancelled.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction. Source: Binance WebSocket API, "Cancel and
 * replace order".
 */
final class ReplaceFailures {
    private final BinanceRequests requests;
    private final InFlightRequests<RequestKind> inFlight;
    private final ExecutionReportWriter reports;
    private final ErrorHalf whole = new ErrorHalf();

    ReplaceFailures(final BinanceRequests requests, final ExecutionReportWriter reports) {
        this.requests = requests;
        this.reports = reports;
        inFlight = requests.inFlight();
    }

    /** The venue refused the request or one of its halves, or does not know what became of it. */
    void onError(final BinanceMessageDecoder response, final long receiveTimeNs, final long nowNs) {
        final long id = response.requestId();
        final int code = response.errorCode();
        if (BinanceErrors.outcomeUnknown(response.status(), code)) {
            onNoAnswer(id, RejectReason.VENUE_OTHER, nowNs);
            return;
        }
        final long oldId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        final long newId = requests.takeReplacement(id);
        inFlight.remove(id);
        // Without halves the request was refused as a whole: nothing was cancelled and nothing placed.
        final boolean asAWhole = code != BinanceErrors.REPLACE_PARTIALLY_FAILED && code != BinanceErrors.REPLACE_FAILED;
        whole.set(code, response.textOffset(), response.textLength());
        final ErrorHalf cancel = asAWhole ? whole : response.cancelHalf();
        final ErrorHalf placed = asAWhole || response.newOrderHalf().code() == 0 ? cancel : response.newOrderHalf();
        if (cancel.code() != 0) {
            begin(ExecType.CANCEL_REJECTED, oldId, instrumentId, cancel, response).receiveTimeNs(receiveTimeNs);
            reports.publish(response.buffer(), cancel.textOffset(), cancel.textLength(), nowNs);
        }
        requests.onEnd(newId);
        begin(ExecType.REJECTED, newId, instrumentId, placed, response).receiveTimeNs(receiveTimeNs).orderStatus(OrderStatus.REJECTED);
        reports.publish(response.buffer(), placed.textOffset(), placed.textLength(), nowNs);
    }

    private ExecutionReportEncoder begin(
            final ExecType execType, final long clientOrderId, final int instrumentId, final ErrorHalf why,
            final BinanceMessageDecoder response) {
        return reports.begin(execType, clientOrderId, instrumentId)
                .venueCode(why.code())
                .rejectReason(BinanceErrors.reason(
                        response.status(), why.code(), response.buffer(), why.textOffset(), why.textLength()));
    }

    /** The request gets no answer any more: both orders are in doubt. */
    void onNoAnswer(final long id, final RejectReason reason, final long nowNs) {
        final long oldId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        final long newId = requests.takeReplacement(id);
        inFlight.remove(id);
        reports.begin(ExecType.TIMEOUT, oldId, instrumentId).orderStatus(OrderStatus.UNKNOWN).rejectReason(reason);
        reports.publish(nowNs);
        reports.begin(ExecType.TIMEOUT, newId, instrumentId).orderStatus(OrderStatus.UNKNOWN).rejectReason(reason);
        reports.publish(nowNs);
    }
}
