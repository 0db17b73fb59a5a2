package io.peregrine.venue.kraken.gateway;

import io.peregrine.instrument.Instruments;
import io.peregrine.json.JsonReader;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.venue.kraken.gateway.RestCall.Kind;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Order entry over REST, for while the WebSocket is down. Nobody tells then what becomes of an order: a cancel that was taken is followed
 * by a question for the order, and so is every order when the WebSocket is back.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> freely, for each call.
 */
final class RestOrderEntry {
    private final JsonFields fields = new JsonFields(List.of("txid"));
    private final JsonReader reader = new JsonReader();
    private final VenueId venueId = new VenueId();
    private final RestOrderForm forms;
    private final KrakenRequests requests;
    private final KrakenRest rest;
    private final KrakenResponseAdapter responses;
    private final OrderQueries queries;

    RestOrderEntry(
            final Instruments instruments, final RestNames names, final String selfTradePrevention, final KrakenRequests requests,
            final KrakenRest rest, final KrakenResponseAdapter responses, final OrderQueries queries) {
        forms = new RestOrderForm(instruments, names, selfTradePrevention);
        this.requests = requests;
        this.rest = rest;
        this.responses = responses;
        this.queries = queries;
    }

    /** Has an order sent; the reason why not, or {@code NONE}. */
    RejectReason newOrder(final NewOrderDecoder order, final long nowNs) {
        final RejectReason refusal = requests.admit(order, nowNs);
        if (refusal == RejectReason.NONE) {
            rest.call(new RestCall(Kind.NEW_ORDER, order.clientOrderId(), order.instrumentId(),
                    forms.of(order, requests.deadlineMs(nowNs)), nowNs));
        }
        return refusal;
    }

    /** Has a cancel sent; the reason why not, or {@code NONE}. */
    RejectReason cancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        if (!requests.known(cancel.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        requests.countCancel(cancel.clientOrderId(), cancel.instrumentId(), nowNs);
        final long low = cancel.venueOrderId().low();
        final String form = low == VenueId.UNKNOWN ? "cl_ord_id=" + queries.text(cancel.clientOrderId())
                : "txid=" + queries.text(cancel.venueOrderId().high(), low);
        rest.call(new RestCall(Kind.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId(), form, nowNs));
        return RejectReason.NONE;
    }

    void onResult(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (call.kind() == Kind.CANCEL_ORDER) {
            queries.ask(call.id(), call.instrumentId(), nowNs);
            return;
        }
        fields.read(reader.wrap(buffer, offset, length), buffer, offset);
        // A list of one id: ["O…"].
        venueId.parse(buffer, fields.offset(0) + 2, Math.max(0, fields.length(0) - 4));
        responses.onAccepted(call.id(), call.instrumentId(), venueId.high(), venueId.low(), nowNs, nowNs);
    }

    void onError(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        responses.onRefused(kind(call), call.id(), call.instrumentId(), buffer, offset, length, nowNs);
    }

    void onSilence(final RestCall call, final long nowNs) {
        responses.onNoAnswer(kind(call), call.id(), call.instrumentId(), RejectReason.NOT_CONNECTED, nowNs);
    }

    void onUnsent(final RestCall call, final long nowNs) {
        if (call.kind() == Kind.NEW_ORDER) {
            requests.end(call.id());
        }
        responses.onNotSent(kind(call), call.id(), call.instrumentId(), RejectReason.NOT_CONNECTED, nowNs);
    }

    private static RequestKind kind(final RestCall call) {
        return call.kind() == Kind.NEW_ORDER ? RequestKind.NEW_ORDER : RequestKind.CANCEL_ORDER;
    }
}
