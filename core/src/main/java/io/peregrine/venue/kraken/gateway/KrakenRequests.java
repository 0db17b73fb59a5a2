package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClockOffset;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.time.EngineClock;

/**
 * The way out over the WebSocket: each request is checked against what the table of requests in flight and the venue's limits allow,
 * encoded, sent and remembered, in that order, all at once.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction, but for a new token. <b>Errors:</b> the reason why a request was not sent; on {@code NONE} it was.
 */
final class KrakenRequests {
    private static final int IN_FLIGHT_MAX = 4096;

    private final ClockOffset clock = new ClockOffset();
    private final InFlightRequests<RequestKind> inFlight = new InFlightRequests<>(IN_FLIGHT_MAX);
    private final KrakenOrders orders;
    private final TradingCounters counters;
    private final FirstFills firstFills;
    private final KrakenRequestEncoder encoder;
    private final Instruments instruments;
    private final RequestChannel channel;
    private final int openOrdersMax;
    private final long deadlineMs;

    KrakenRequests(
            final KrakenGatewaySettings settings, final Instruments instruments, final LatencyRecorder latency,
            final RequestChannel channel) {
        orders = new KrakenOrders(instruments.count());
        counters = new TradingCounters(instruments.count(), settings.tier());
        encoder = new KrakenRequestEncoder(instruments, settings.selfTradePrevention());
        firstFills = new FirstFills(latency);
        openOrdersMax = settings.tier().openOrdersMax();
        deadlineMs = settings.deadlineMs();
        this.instruments = instruments;
        this.channel = channel;
    }

    ClockOffset clock() {
        return clock;
    }

    InFlightRequests<RequestKind> inFlight() {
        return inFlight;
    }

    KrakenOrders orders() {
        return orders;
    }

    TradingCounters counters() {
        return counters;
    }

    FirstFills firstFills() {
        return firstFills;
    }

    /** All requests carry this from now on. */
    void token(final String token) {
        encoder.token(token);
    }

    /** Why an order can not be sent over whatever way, or {@code NONE}; where it can, it is counted and remembered. */
    RejectReason admit(final NewOrderDecoder order, final long nowNs) {
        final int instrumentId = order.instrumentId();
        if (!known(instrumentId)) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        } else if (OrderTerms.refusal(order) != RejectReason.NONE) {
            return OrderTerms.refusal(order);
        } else if (orders.working(instrumentId) >= openOrdersMax) {
            return RejectReason.OPEN_ORDERS;
        } else if (!counters.tryOrder(instrumentId, nowNs)) {
            return RejectReason.RATE_LIMITED;
        }
        orders.add(order.clientOrderId(), instrumentId, nowNs);
        return RejectReason.NONE;
    }

    RejectReason newOrder(final NewOrderDecoder order, final long nowNs) {
        final long startTimeNs = EngineClock.nowNs();
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        final RejectReason refusal = admit(order, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.newOrder(inFlight.nextId(), order, deadlineMs(nowNs));
        final long encodedTimeNs = EngineClock.nowNs();
        if (!channel.send(encoder.buffer(), 0, encoder.length())) {
            end(order.clientOrderId());
            return RejectReason.BACK_PRESSURE;
        }
        final long writtenTimeNs = EngineClock.nowNs();
        inFlight.add(RequestKind.NEW_ORDER, order.clientOrderId(), order.instrumentId(), writtenTimeNs);
        firstFills.onWritten(order, startTimeNs, encodedTimeNs, writtenTimeNs);
        return RejectReason.NONE;
    }

    RejectReason cancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        if (!known(cancel.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        } else if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        final int slot = orders.find(cancel.clientOrderId());
        final boolean isNamed = cancel.venueOrderId().low() != VenueId.UNKNOWN || slot == KrakenOrders.NONE;
        final long high = isNamed ? cancel.venueOrderId().high() : orders.venueIdHigh(slot);
        final long low = isNamed ? cancel.venueOrderId().low() : orders.venueIdLow(slot);
        countCancel(cancel.clientOrderId(), cancel.instrumentId(), nowNs);
        encoder.cancelOrder(inFlight.nextId(), cancel.clientOrderId(), high, low);
        return send(RequestKind.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId());
    }

    /** A cancel goes out, over whatever way. */
    void countCancel(final long clientOrderId, final int instrumentId, final long nowNs) {
        final int slot = orders.find(clientOrderId);
        if (slot != KrakenOrders.NONE) {
            counters.cancel(instrumentId, orders.ageNs(slot, nowNs), nowNs);
        }
    }

    RejectReason replaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        final int slot = orders.find(replace.clientOrderId());
        if (!known(replace.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        } else if (replace.newClientOrderId() != ReplaceOrderDecoder.newClientOrderIdNullValue()) {
            return RejectReason.UNSUPPORTED;
        } else if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        } else if (slot != KrakenOrders.NONE && !counters.tryAmend(replace.instrumentId(), orders.ageNs(slot, nowNs), nowNs)) {
            return RejectReason.RATE_LIMITED;
        }
        final boolean isNamed = replace.venueOrderId().low() != VenueId.UNKNOWN || slot == KrakenOrders.NONE;
        encoder.replaceOrder(inFlight.nextId(), replace, isNamed ? replace.venueOrderId().high() : orders.venueIdHigh(slot),
                isNamed ? replace.venueOrderId().low() : orders.venueIdLow(slot), deadlineMs(nowNs));
        return send(RequestKind.REPLACE_ORDER, replace.clientOrderId(), replace.instrumentId());
    }

    RejectReason cancelAll() {
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        encoder.cancelAll(inFlight.nextId());
        return send(RequestKind.CANCEL_ALL);
    }

    RejectReason deadMan(final int seconds) {
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        encoder.deadMan(inFlight.nextId(), seconds);
        return send(RequestKind.DEAD_MAN);
    }

    /** One of those requests that are of no order: a subscription or a ping. */
    RejectReason service(final RequestKind kind) {
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        switch (kind) {
            case SUBSCRIBE_EXECUTIONS -> encoder.subscribeExecutions(inFlight.nextId());
            case SUBSCRIBE_BALANCES -> encoder.subscribeBalances(inFlight.nextId());
            case UNSUBSCRIBE_EXECUTIONS -> encoder.unsubscribeExecutions(inFlight.nextId());
            case PING -> encoder.ping(inFlight.nextId());
            default -> throw new IllegalArgumentException(kind + " needs more than its name");
        }
        return send(kind);
    }

    /** The order can not change any more. */
    void end(final long clientOrderId) {
        firstFills.onEnd(clientOrderId);
        final int slot = orders.find(clientOrderId);
        if (slot != KrakenOrders.NONE) {
            orders.end(slot);
        }
    }

    boolean known(final int instrumentId) {
        return instruments.contains(instrumentId) && instruments.get(instrumentId).venue() == Venue.KRAKEN;
    }

    /** When an order that is sent now is not to be matched any more, by the venue's clock. */
    long deadlineMs(final long nowNs) {
        return deadlineMs == 0 ? KrakenRequestEncoder.NO_DEADLINE : clock.venueTimeMs(nowNs) + deadlineMs;
    }

    private RejectReason send(final RequestKind kind) {
        return send(kind, InFlightRequests.NO_ORDER, InFlightRequests.NO_INSTRUMENT);
    }

    private RejectReason send(final RequestKind kind, final long clientOrderId, final int instrumentId) {
        if (!channel.send(encoder.buffer(), 0, encoder.length())) {
            return RejectReason.BACK_PRESSURE;
        }
        inFlight.add(kind, clientOrderId, instrumentId, EngineClock.nowNs());
        return RejectReason.NONE;
    }
}
