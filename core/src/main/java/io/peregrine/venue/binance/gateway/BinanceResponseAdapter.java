package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;

/**
 * Responses to order requests, and requests that get none, to execution reports.
 *
 * <table>
 * <caption>What is reported</caption>
 * <tr><th>request</th><th>accepted</th><th>refused</th><th>outcome unknown</th></tr>
 * <tr><td>new order</td><td>NEW</td><td>REJECTED</td><td>TIMEOUT</td></tr>
 * <tr><td>cancel</td><td>nothing: the stream reports it after the order's last fill</td><td>CANCEL_REJECTED</td><td>TIMEOUT</td></tr>
 * <tr><td>amend</td><td>nothing: the stream reports it in order with the fills</td><td>REPLACE_REJECTED</td><td>TIMEOUT</td></tr>
 * <tr><td>cancel-replace</td><td>NEW of the new order; the cancel comes from the stream</td><td>each half's own: CANCEL_REJECTED of the one
 * where its cancel failed, REJECTED of the other</td><td>TIMEOUT of both</td></tr>
 * <tr><td>query</td><td>ORDER_STATUS, then a TRADE for each fill of the order, also those reported before</td><td>ORDER_STATUS, without a
 * status and for UNKNOWN_ORDER where the venue has no such order, else with status UNKNOWN</td><td>ORDER_STATUS with status UNKNOWN</td>
 * </tr>
 * </table>
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction.
 */
final class BinanceResponseAdapter {
    private static final long NS_PER_MS = 1_000_000;

    private final BinanceRequests requests;
    private final InFlightRequests<RequestKind> inFlight;
    private final BinanceUserDataAdapter userData;
    private final ExecutionReportWriter reports;
    private final ReplaceFailures replaceFailures;
    private final LatencyRecorder latency;

    BinanceResponseAdapter(
            final BinanceRequests requests, final BinanceUserDataAdapter userData, final ExecutionReportWriter reports,
            final LatencyRecorder latency) {
        this.requests = requests;
        this.inFlight = requests.inFlight();
        this.userData = userData;
        this.reports = reports;
        replaceFailures = new ReplaceFailures(requests, reports);
        this.latency = latency;
    }

    /** The venue did what the request in flight asked. */
    void onResult(final BinanceMessageDecoder response, final long receiveTimeNs, final long nowNs) {
        final long id = response.requestId();
        final RequestKind kind = inFlight.kind(id);
        final long clientOrderId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        final long answerNs = receiveTimeNs - inFlight.sentTimeNs(id);
        inFlight.remove(id);
        switch (kind) {
            case NEW_ORDER -> {
                latency.record(Stage.ACK, answerNs);
                onAccepted(clientOrderId, instrumentId, response.fields(), receiveTimeNs, nowNs);
            }
            case CANCEL_REPLACE -> {
                latency.record(Stage.ACK, answerNs);
                onAccepted(requests.takeReplacement(id), instrumentId, response.fields(), receiveTimeNs, nowNs);
            }
            case AMEND_ORDER -> latency.record(Stage.ACK, answerNs);
            case CANCEL_ORDER -> latency.record(Stage.CANCEL_ACK, answerNs);
            case TRADES -> userData.onTrades(clientOrderId, instrumentId, response, receiveTimeNs, nowNs);
            default -> {
                if (userData.onOrderStatus(response.fields(), response.buffer(), receiveTimeNs, nowNs)) {
                    requests.trades(response.fields().clientOrderId('c'), response.fields().number('i'), instrumentId, nowNs);
                }
            }
        }
    }

    /** The venue refused the request in flight, or does not know what became of it. */
    void onError(final BinanceMessageDecoder response, final long receiveTimeNs, final long nowNs) {
        final long id = response.requestId();
        final RequestKind kind = inFlight.kind(id);
        final long clientOrderId = inFlight.clientOrderId(id);
        if (kind == RequestKind.CANCEL_REPLACE) {
            replaceFailures.onError(response, receiveTimeNs, nowNs);
            return;
        }
        final int instrumentId = inFlight.instrumentId(id);
        inFlight.remove(id);
        onRefused(kind, clientOrderId, instrumentId, response, receiveTimeNs, nowNs);
    }

    /** The venue refused a request, or does not know what became of it, by the answer's status and error. */
    void onRefused(
            final RequestKind kind, final long clientOrderId, final int instrumentId, final BinanceMessageDecoder response,
            final long receiveTimeNs, final long nowNs) {
        final ExecType execType = execType(kind, BinanceErrors.outcomeUnknown(response.status(), response.errorCode()));
        final RejectReason reason = BinanceErrors.reason(
                response.status(), response.errorCode(), response.buffer(), response.textOffset(), response.textLength());
        reports.begin(execType, clientOrderId, instrumentId)
                .receiveTimeNs(receiveTimeNs)
                .venueCode(response.errorCode())
                .rejectReason(reason)
                .orderStatus(orderStatus(execType, response.errorCode()));
        if (execType == ExecType.REJECTED || response.errorCode() == BinanceErrors.NO_SUCH_ORDER) {
            requests.onEnd(clientOrderId);
        }
        reports.publish(response.buffer(), response.textOffset(), response.textLength(), nowNs);
    }

    /** The request in flight gets no answer any more. */
    void onNoAnswer(final long id, final RejectReason reason, final long nowNs) {
        final long clientOrderId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        if (inFlight.kind(id) == RequestKind.CANCEL_REPLACE) {
            replaceFailures.onNoAnswer(id, reason, nowNs);
            return;
        }
        final RequestKind kind = inFlight.kind(id);
        inFlight.remove(id);
        onNoAnswer(kind, clientOrderId, instrumentId, reason, nowNs);
    }

    /** A request gets no answer any more: it may have been carried out. */
    void onNoAnswer(
            final RequestKind kind, final long clientOrderId, final int instrumentId, final RejectReason reason, final long nowNs) {
        final ExecType execType = execType(kind, true);
        reports.begin(execType, clientOrderId, instrumentId).orderStatus(OrderStatus.UNKNOWN).rejectReason(reason);
        reports.publish(nowNs);
    }

    /** A request of this kind was not sent. */
    void onNotSent(final RequestKind kind, final long clientOrderId, final int instrumentId, final RejectReason reason, final long nowNs) {
        final ExecType execType = execType(kind, false);
        reports.begin(execType, clientOrderId, instrumentId)
                .orderStatus(orderStatus(execType, 0))
                .rejectReason(reason);
        reports.publish(nowNs);
    }

    /** The venue took a new order; the fields are of its answer. */
    void onAccepted(
            final long clientOrderId, final int instrumentId, final OrderFields order, final long receiveTimeNs, final long nowNs) {
        final long timeMs = order.number('T');
        final long venueOrderId = order.number('i');
        final ExecutionReportEncoder report = reports.begin(ExecType.NEW, clientOrderId, instrumentId)
                .receiveTimeNs(receiveTimeNs)
                .orderStatus(OrderStatus.NEW);
        if (timeMs != OrderFields.ABSENT) {
            report.venueTimeNs(timeMs * NS_PER_MS);
        }
        if (venueOrderId != OrderFields.ABSENT) {
            report.venueOrderId().high(0).low(venueOrderId);
        }
        reports.publish(nowNs);
    }

    private static ExecType execType(final RequestKind kind, final boolean outcomeUnknown) {
        return switch (kind) {
            case NEW_ORDER -> outcomeUnknown ? ExecType.TIMEOUT : ExecType.REJECTED;
            case AMEND_ORDER -> outcomeUnknown ? ExecType.TIMEOUT : ExecType.REPLACE_REJECTED;
            case CANCEL_ORDER -> outcomeUnknown ? ExecType.TIMEOUT : ExecType.CANCEL_REJECTED;
            default -> ExecType.ORDER_STATUS;
        };
    }

    private static OrderStatus orderStatus(final ExecType execType, final int errorCode) {
        return switch (execType) {
            case REJECTED -> OrderStatus.REJECTED;
            case TIMEOUT -> OrderStatus.UNKNOWN;
            case ORDER_STATUS -> errorCode == BinanceErrors.NO_SUCH_ORDER ? OrderStatus.NULL_VAL : OrderStatus.UNKNOWN;
            default -> OrderStatus.NULL_VAL;
        };
    }
}
