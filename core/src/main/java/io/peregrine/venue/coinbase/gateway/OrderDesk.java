package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.HttpResponse;
import io.peregrine.time.EngineClock;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * New orders, cancels and replaces: sent at once or refused at once, and what their answers say.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction.
 */
final class OrderDesk {
    private static final DirectBuffer NO_TEXT = new UnsafeBuffer(new byte[0]);

    private final OrderRecord told = new OrderRecord();
    private final RequestSender sender;
    private final RestAnswers answers;
    private final OrderReports reports;
    private final SentOrders orders;
    private final LatencyRecorder latency;
    private final FirstFills firstFills;

    OrderDesk(final SessionParts parts) {
        sender = parts.sender();
        answers = parts.answers();
        reports = parts.reports();
        orders = reports.orders();
        latency = parts.latency();
        firstFills = parts.firstFills();
    }

    void newOrder(final NewOrderDecoder order, final boolean isReady, final long nowNs) {
        final RejectReason refusal = isReady ? send(order, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            reports.rejected(order.clientOrderId(), order.instrumentId(), refusal, NO_TEXT, nowNs);
        }
    }

    void cancelOrder(final CancelOrderDecoder cancel, final boolean isReady, final long nowNs) {
        final RejectReason refusal = isReady ? send(cancel, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            reports.failed(ExecType.CANCEL_REJECTED, cancel.clientOrderId(), cancel.instrumentId(), refusal, NO_TEXT, nowNs);
        }
    }

    void replaceOrder(final ReplaceOrderDecoder replace, final boolean isReady, final long nowNs) {
        final RejectReason refusal = isReady ? send(replace, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            reports.writer().refuseReplace(replace, refusal, nowNs);
        }
    }

    void onResponse(
            final RequestKind kind, final long clientOrderId, final int instrumentId, final HttpResponse response,
            final long receiveTimeNs, final long sentTimeNs) {
        final SentOrder order = orders.get(clientOrderId);
        switch (kind) {
            case NEW_ORDER -> {
                latency.record(Stage.ACK, receiveTimeNs - sentTimeNs);
                onNewOrder(order, clientOrderId, instrumentId, response, receiveTimeNs);
            }
            case CANCEL -> {
                latency.record(Stage.CANCEL_ACK, receiveTimeNs - sentTimeNs);
                switch (answers.readCancel(response)) {
                    case ACCEPTED -> {
                    }
                    case REFUSED -> reports.failed(
                            ExecType.CANCEL_REJECTED, clientOrderId, instrumentId, answers.reason(), response.body(), receiveTimeNs);
                    case UNKNOWN -> onNoResponse(kind, clientOrderId, instrumentId, receiveTimeNs);
                }
            }
            default -> onReplace(order, clientOrderId, instrumentId, response, receiveTimeNs);
        }
    }

    /** What the user channel has told meanwhile is proof enough; else the outcome is unknown. */
    void onNoResponse(final RequestKind kind, final long clientOrderId, final int instrumentId, final long nowNs) {
        final SentOrder order = orders.get(clientOrderId);
        final boolean isProven = order != null && (kind == RequestKind.NEW_ORDER ? order.isAcknowledged : order.isEnded);
        if (!isProven) {
            reports.failed(ExecType.TIMEOUT, clientOrderId, instrumentId, RejectReason.NONE, NO_TEXT, nowNs);
        }
    }

    private void onNewOrder(
            final SentOrder order, final long clientOrderId, final int instrumentId, final HttpResponse response,
            final long receiveTimeNs) {
        told.clear();
        switch (answers.readNewOrder(response, told)) {
            case ACCEPTED -> {
                if (order != null) {
                    reports.accepted(order, told, told.madeTimeNs, receiveTimeNs, receiveTimeNs);
                }
            }
            case REFUSED -> reports.rejected(clientOrderId, instrumentId, answers.reason(), response.body(), receiveTimeNs);
            case UNKNOWN -> onNoResponse(RequestKind.NEW_ORDER, clientOrderId, instrumentId, receiveTimeNs);
        }
    }

    private void onReplace(
            final SentOrder order, final long clientOrderId, final int instrumentId, final HttpResponse response,
            final long receiveTimeNs) {
        final Verdict verdict = answers.readReplace(response);
        if (verdict == Verdict.ACCEPTED && order != null) {
            reports.replaced(order, order.askedPrice, order.askedQuantity, receiveTimeNs, receiveTimeNs);
        } else if (verdict == Verdict.REFUSED) {
            reports.failed(ExecType.REPLACE_REJECTED, clientOrderId, instrumentId, answers.reason(), response.body(), receiveTimeNs);
        } else {
            reports.failed(ExecType.TIMEOUT, clientOrderId, instrumentId, RejectReason.NONE, NO_TEXT, receiveTimeNs);
        }
    }

    private RejectReason send(final NewOrderDecoder order, final long nowNs) {
        final long startTimeNs = EngineClock.nowNs();
        RejectReason refusal = sender.refusal(RequestKind.NEW_ORDER, order.instrumentId(), nowNs);
        if (refusal == RejectReason.NONE) {
            refusal = sender.requests().newOrder(order, sender.venueTimeNs(nowNs));
        }
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        final SentOrder sent = orders.add(order.clientOrderId(), order.instrumentId());
        if (sent == null) {
            return RejectReason.OPEN_ORDERS;
        }
        sent.orderType = order.orderType();
        sent.timeInForce = order.timeInForce();
        sent.isPostOnly = order.postOnly() == BooleanType.TRUE;
        sent.orderQuantity = order.quantity();
        sent.venueQuantity = order.quantity();
        sent.madeTimeNs = sender.venueTimeNs(nowNs);
        final long encodedTimeNs = EngineClock.nowNs();
        if (sender.send(RequestKind.NEW_ORDER, false, order.clientOrderId(), order.instrumentId(), nowNs) == InFlightRequests.NONE) {
            return RejectReason.BACK_PRESSURE;
        }
        final long writtenTimeNs = EngineClock.nowNs();
        firstFills.onWritten(order, startTimeNs, encodedTimeNs, writtenTimeNs);
        return RejectReason.NONE;
    }

    private RejectReason send(final CancelOrderDecoder cancel, final long nowNs) {
        RejectReason refusal = sender.refusal(RequestKind.CANCEL, cancel.instrumentId(), nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        final SentOrder order = orders.get(cancel.clientOrderId());
        final boolean isKnown = order != null && order.hasVenueId;
        final Id128Decoder id = cancel.venueOrderId();
        final boolean hasVenueId = isKnown || id.low() != Id128Decoder.lowNullValue();
        refusal = sender.requests().cancel(cancel.clientOrderId(), cancel.instrumentId(), hasVenueId,
                isKnown ? order.venueIdHigh : id.high(), isKnown ? order.venueIdLow : id.low(), sender.venueTimeNs(nowNs));
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        return sender.send(RequestKind.CANCEL, false, cancel.clientOrderId(), cancel.instrumentId(), nowNs) == InFlightRequests.NONE
                ? RejectReason.BACK_PRESSURE : RejectReason.NONE;
    }

    private RejectReason send(final ReplaceOrderDecoder replace, final long nowNs) {
        final SentOrder order = orders.get(replace.clientOrderId());
        if (replace.newClientOrderId() != ReplaceOrderDecoder.newClientOrderIdNullValue()) {
            return RejectReason.UNSUPPORTED;
        }
        RejectReason refusal = sender.refusal(RequestKind.REPLACE, replace.instrumentId(), nowNs);
        if (refusal == RejectReason.NONE) {
            refusal = order == null ? RejectReason.UNKNOWN_ORDER
                    : sender.requests().replace(replace, order, sender.venueTimeNs(nowNs));
        }
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        order.askedPrice = replace.price();
        order.askedQuantity = replace.quantity() == Instrument.NULL_VALUE ? order.orderQuantity : replace.quantity();
        return sender.send(RequestKind.REPLACE, false, replace.clientOrderId(), replace.instrumentId(), nowNs) == InFlightRequests.NONE
                ? RejectReason.BACK_PRESSURE : RejectReason.NONE;
    }
}
