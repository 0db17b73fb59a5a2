package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import org.agrona.DirectBuffer;

/**
 * Answers to order requests, and requests that get none, to execution reports.
 *
 * <table>
 * <caption>What is reported</caption>
 * <tr><th>request</th><th>accepted</th><th>refused</th><th>outcome unknown</th></tr>
 * <tr><td>new order</td><td>NEW, unless the stream said so before</td><td>REJECTED</td><td>TIMEOUT</td></tr>
 * <tr><td>cancel</td><td>nothing: the stream reports it after the order's last fill</td><td>CANCEL_REJECTED</td><td>TIMEOUT</td></tr>
 * <tr><td>replace</td><td>nothing: the stream reports it in its order</td><td>REPLACE_REJECTED</td><td>TIMEOUT</td></tr>
 * </table>
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction.
 */
final class KrakenResponseAdapter {
    private final KrakenRequests requests;
    private final InFlightRequests<RequestKind> inFlight;
    private final ExecutionReportWriter reports;
    private final LatencyRecorder latency;

    KrakenResponseAdapter(final KrakenRequests requests, final ExecutionReportWriter reports, final LatencyRecorder latency) {
        this.requests = requests;
        inFlight = requests.inFlight();
        this.reports = reports;
        this.latency = latency;
    }

    /** The venue took the order request in flight. */
    void onResult(final KrakenMessageDecoder answer, final long receiveTimeNs, final long nowNs) {
        final long id = answer.requestId();
        final RequestKind kind = inFlight.kind(id);
        final long clientOrderId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        final long answerNs = receiveTimeNs - inFlight.sentTimeNs(id);
        inFlight.remove(id);
        if (kind == RequestKind.NEW_ORDER) {
            latency.record(Stage.ACK, answerNs);
            final VenueId venueId = answer.orderId();
            onAccepted(clientOrderId, instrumentId, answer.hasOrderId() ? venueId.high() : VenueId.UNKNOWN,
                    answer.hasOrderId() ? venueId.low() : VenueId.UNKNOWN, receiveTimeNs, nowNs);
        } else if (kind == RequestKind.CANCEL_ORDER) {
            latency.record(Stage.CANCEL_ACK, answerNs);
        }
    }

    /** The venue has the order, whoever says so; told once. */
    void onAccepted(
            final long clientOrderId, final int instrumentId, final long high, final long low, final long receiveTimeNs,
            final long nowNs) {
        final int slot = requests.orders().find(clientOrderId);
        if (slot != KrakenOrders.NONE) {
            requests.orders().name(slot, high, low);
            if (!requests.orders().acknowledge(slot)) {
                return;
            }
        }
        reports.begin(ExecType.NEW, clientOrderId, instrumentId).receiveTimeNs(receiveTimeNs).orderStatus(OrderStatus.NEW)
                .venueOrderId().high(high).low(low);
        reports.publish(nowNs);
    }

    /** The venue refused the order request in flight, or does not know what became of it. */
    void onError(final KrakenMessageDecoder answer, final long receiveTimeNs, final long nowNs) {
        final long id = answer.requestId();
        final RequestKind kind = inFlight.kind(id);
        final long clientOrderId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        inFlight.remove(id);
        onRefused(kind, clientOrderId, instrumentId, answer.buffer(), answer.textOffset(), answer.textLength(), nowNs);
    }

    /** A request was answered with an error, over whatever way. */
    void onRefused(
            final RequestKind kind, final long clientOrderId, final int instrumentId, final DirectBuffer buffer, final int offset,
            final int length, final long nowNs) {
        final RejectReason reason = KrakenErrors.reason(buffer, offset, length);
        final ExecType execType = execType(kind, KrakenErrors.outcomeUnknown(buffer, offset, length));
        if (reason == RejectReason.RATE_LIMITED && !KrakenErrors.tooManyCalls(buffer, offset, length)) {
            requests.counters().exhaust(instrumentId, nowNs);
        }
        if (execType == ExecType.REJECTED && reason != RejectReason.DUPLICATE_ORDER) {
            requests.end(clientOrderId);
        }
        begin(execType, clientOrderId, instrumentId, nowNs).rejectReason(reason);
        reports.publish(buffer, offset, length, nowNs);
    }

    /** The request in flight gets no answer any more. */
    void onNoAnswer(final long id, final RejectReason reason, final long nowNs) {
        final RequestKind kind = inFlight.kind(id);
        final long clientOrderId = inFlight.clientOrderId(id);
        final int instrumentId = inFlight.instrumentId(id);
        inFlight.remove(id);
        onNoAnswer(kind, clientOrderId, instrumentId, reason, nowNs);
    }

    /** A request gets no answer any more, over whatever way: it may have been carried out. */
    void onNoAnswer(final RequestKind kind, final long clientOrderId, final int instrumentId, final RejectReason reason, final long nowNs) {
        begin(execType(kind, true), clientOrderId, instrumentId, nowNs).rejectReason(reason);
        reports.publish(nowNs);
    }

    /** A request was not sent. */
    void onNotSent(final RequestKind kind, final long clientOrderId, final int instrumentId, final RejectReason reason, final long nowNs) {
        begin(execType(kind, false), clientOrderId, instrumentId, nowNs).rejectReason(reason);
        reports.publish(nowNs);
    }

    private ExecutionReportEncoder begin(final ExecType execType, final long clientOrderId, final int instrumentId, final long nowNs) {
        return reports.begin(execType, clientOrderId, instrumentId).receiveTimeNs(nowNs).orderStatus(switch (execType) {
            case REJECTED -> OrderStatus.REJECTED;
            case TIMEOUT -> OrderStatus.UNKNOWN;
            default -> OrderStatus.NULL_VAL;
        });
    }

    private static ExecType execType(final RequestKind kind, final boolean outcomeUnknown) {
        if (outcomeUnknown) {
            return ExecType.TIMEOUT;
        }
        return switch (kind) {
            case NEW_ORDER -> ExecType.REJECTED;
            case CANCEL_ORDER -> ExecType.CANCEL_REJECTED;
            default -> ExecType.REPLACE_REJECTED;
        };
    }
}
