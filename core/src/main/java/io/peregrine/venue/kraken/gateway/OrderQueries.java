package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.order.OrderTransitions;
import io.peregrine.venue.kraken.gateway.RestCall.Kind;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Questions for one order: by the venue's id where that is known, else by ours, first among the open orders and then among the closed ones,
 * for it may close in between but never opens again. The answer is ORDER_STATUS, then a TRADE for each of its fills, also those that
 * were reported before. Not found: ORDER_STATUS without a status, for UNKNOWN_ORDER. No answer: ORDER_STATUS with the status UNKNOWN.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> freely, for each question.
 */
final class OrderQueries {
    private static final String FILLS = "trades=true&consolidate_taker=false&";
    private static final int FILLS_A_CALL = 20;

    private final LongHashSet asked = new LongHashSet();
    private final JsonReader reader = new JsonReader();
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[VenueId.LENGTH_MAX]);
    private final VenueId venueId = new VenueId();
    private final RestOrder order;
    private final RestFill fill;
    private final KrakenRequests requests;
    private final KrakenRest rest;
    private final ExecutionReportWriter reports;
    private long malformedAnswers;

    OrderQueries(
            final Instruments instruments, final RestNames names, final KrakenRequests requests, final KrakenRest rest,
            final ExecutionReportWriter reports) {
        order = new RestOrder(names);
        fill = new RestFill(names, instruments);
        this.requests = requests;
        this.rest = rest;
        this.reports = reports;
    }

    /** Answers with a value of a wrong form. */
    long malformedAnswers() {
        return malformedAnswers;
    }

    /** Asks, unless that question is on its way already. */
    void ask(final long clientOrderId, final int instrumentId, final long nowNs) {
        ask(clientOrderId, instrumentId, VenueId.UNKNOWN, VenueId.UNKNOWN, nowNs);
    }

    /** Asks, unless that question is on its way already; the venue's id may be known to who asks. */
    void ask(final long clientOrderId, final int instrumentId, final long venueIdHigh, final long venueIdLow, final long nowNs) {
        if (!asked.add(clientOrderId)) {
            return;
        }
        final int slot = requests.orders().find(clientOrderId);
        final boolean isHere = venueIdLow == VenueId.UNKNOWN && slot != KrakenOrders.NONE;
        final long high = isHere ? requests.orders().venueIdHigh(slot) : venueIdHigh;
        final long low = isHere ? requests.orders().venueIdLow(slot) : venueIdLow;
        rest.call(low == VenueId.UNKNOWN
                ? new RestCall(Kind.QUERY_OPEN, clientOrderId, instrumentId, FILLS + "cl_ord_id=" + text(clientOrderId), nowNs)
                : new RestCall(Kind.QUERY_BY_ID, clientOrderId, instrumentId, FILLS + "txid=" + text(high, low), nowNs));
    }

    /** The venue's id as text. */
    String text(final long venueIdHigh, final long venueIdLow) {
        return scratch.getStringWithoutLengthAscii(0, VenueId.put(scratch, 0, venueIdHigh, venueIdLow));
    }

    /** Our id as text. */
    String text(final long clientOrderId) {
        ClientOrderId.put(scratch, 0, clientOrderId);
        return scratch.getStringWithoutLengthAscii(0, ClientOrderId.LENGTH);
    }

    void onResult(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (call.kind() == Kind.QUERY_FILLS) {
            onFills(call, buffer, offset, length, nowNs);
            return;
        }
        reader.wrap(buffer, offset, length).beginObject();
        final boolean listed = call.kind() != Kind.QUERY_BY_ID;
        while (reader.nextKey()) {
            if (!listed) {
                if (onOrder(call, buffer, offset, nowNs)) {
                    return;
                }
            } else if (reader.peek() == '{') {
                reader.beginObject();
                while (reader.nextKey()) {
                    if (onOrder(call, buffer, offset, nowNs)) {
                        return;
                    }
                }
            } else {
                reader.skipValue();
            }
        }
        if (reader.failed()) {
            malformedAnswers++;
            unknown(call, nowNs);
        } else if (call.kind() == Kind.QUERY_OPEN) {
            rest.call(new RestCall(Kind.QUERY_CLOSED, call.id(), call.instrumentId(), call.form(), nowNs));
        } else {
            notFound(call, nowNs);
        }
    }

    void onError(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (call.kind() != Kind.QUERY_FILLS && KrakenErrors.reason(buffer, offset, length) == RejectReason.UNKNOWN_ORDER) {
            notFound(call, nowNs);
        } else {
            asked.remove(call.id());
            reports.begin(ExecType.ORDER_STATUS, call.id(), call.instrumentId()).receiveTimeNs(nowNs).orderStatus(OrderStatus.UNKNOWN)
                    .rejectReason(KrakenErrors.reason(buffer, offset, length));
            reports.publish(buffer, offset, length, nowNs);
        }
    }

    /** There was no answer. */
    void unknown(final RestCall call, final long nowNs) {
        asked.remove(call.id());
        reports.begin(ExecType.ORDER_STATUS, call.id(), call.instrumentId()).receiveTimeNs(nowNs).orderStatus(OrderStatus.UNKNOWN)
                .rejectReason(RejectReason.NOT_CONNECTED);
        reports.publish(nowNs);
    }

    private void notFound(final RestCall call, final long nowNs) {
        asked.remove(call.id());
        requests.end(call.id());
        reports.begin(ExecType.ORDER_STATUS, call.id(), call.instrumentId()).receiveTimeNs(nowNs)
                .rejectReason(RejectReason.UNKNOWN_ORDER);
        reports.publish(nowNs);
    }

    /** One order of an answer; true where it is the one that was asked for. */
    private boolean onOrder(final RestCall call, final DirectBuffer buffer, final int offset, final long nowNs) {
        venueId.parse(buffer, offset + reader.sliceOffset(), reader.sliceLength());
        order.read(reader, buffer, offset);
        final boolean isIt = call.kind() == Kind.QUERY_BY_ID || order.clientOrderId() == call.id();
        if (reader.failed() || !isIt || order.instrument() == null) {
            return false;
        }
        final OrderStatus status = order.status();
        final KrakenOrders orders = requests.orders();
        int slot = orders.find(call.id());
        if (OrderTransitions.terminal(status)) {
            requests.end(call.id());
        } else {
            slot = slot == KrakenOrders.NONE ? orders.add(call.id(), call.instrumentId(), nowNs) : slot;
            orders.acknowledge(slot);
            orders.inSnapshot(slot);
        }
        if (slot != KrakenOrders.NONE) {
            orders.name(slot, venueId.high(), venueId.low());
        }
        report(call, status, buffer, nowNs);
        askForFills(call, nowNs);
        return true;
    }

    private void report(final RestCall call, final OrderStatus status, final DirectBuffer buffer, final long nowNs) {
        final long quantity = order.quantity();
        final long cumQuantity = order.cumQuantity();
        final ExecutionReportEncoder report = reports.begin(ExecType.ORDER_STATUS, call.id(), call.instrumentId())
                .receiveTimeNs(nowNs)
                .orderStatus(status)
                .price(order.price())
                .orderQuantity(quantity)
                .cumQuantity(cumQuantity)
                .leavesQuantity(OrderTransitions.terminal(status) ? 0 : quantity - cumQuantity)
                .side(order.side())
                .orderType(order.orderType());
        report.venueOrderId().high(venueId.high()).low(venueId.low());
        if (order.malformed()) {
            malformedAnswers++;
            unknown(call, nowNs);
        } else {
            reports.publish(buffer, order.reasonOffset(), order.reasonLength(), nowNs);
        }
    }

    private void askForFills(final RestCall call, final long nowNs) {
        final String ids = order.fillIds();
        if (ids.isEmpty()) {
            asked.remove(call.id());
            return;
        }
        final String[] all = ids.split(",");
        for (int from = 0; from < all.length; from += FILLS_A_CALL) {
            final String some = String.join(",", Arrays.asList(all).subList(from, Math.min(all.length, from + FILLS_A_CALL)));
            rest.call(new RestCall(Kind.QUERY_FILLS, call.id(), call.instrumentId(), "txid=" + some, nowNs));
        }
    }

    private void onFills(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        asked.remove(call.id());
        reader.wrap(buffer, offset, length).beginObject();
        while (reader.nextKey()) {
            fill.read(reader, buffer, offset, offset + reader.sliceOffset(), reader.sliceLength());
            if (!reader.failed() && (fill.instrument() == null || !fill.report(reports, call.id(), fill.instrument(), nowNs))) {
                malformedAnswers++;
            }
        }
    }
}
