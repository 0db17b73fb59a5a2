package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.ClockOffset;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.time.EngineClock;
import org.agrona.collections.Long2LongHashMap;

/**
 * The way out: each request is checked against what the connection, the table of requests in flight and the rate limits allow, stamped with
 * the venue's time, signed, sent and remembered, in that order, all at once: nothing signed ever waits.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> the reason why a request was not sent; on {@code NONE} it was.
 */
final class BinanceRequests implements AutoCloseable {
    private static final int WEIGHT_TIME = 1;
    private static final int WEIGHT_CANCEL = 1;
    private static final int WEIGHT_CANCEL_REPLACE = 1;
    private static final int WEIGHT_AMEND = 4;
    private static final int WEIGHT_SUBSCRIBE = 2;
    private static final int WEIGHT_QUERY = 4;
    private static final int WEIGHT_TRADES = 5;
    private static final int WEIGHT_ACCOUNT = 20;
    private static final int WEIGHT_FILLS = 20;
    private static final int WEIGHT_OPEN_ORDERS = 6;

    private final ClockOffset clock = new ClockOffset();
    private final WorkingOrders working = new WorkingOrders();
    private final FirstFills firstFills;
    private final BinanceRequestEncoder encoder;
    private final InFlightRequests<RequestKind> inFlight;
    /** The new orders of cancel-replaces in flight, by request id. */
    private final Long2LongHashMap replacements;
    private final RateLimits limits;
    private final Instruments instruments;
    private final RequestChannel channel;

    BinanceRequests(
            final BinanceGatewaySettings settings, final Instruments instruments, final LatencyRecorder latency,
            final RequestChannel channel) {
        encoder = new BinanceRequestEncoder(settings.credentials(), instruments, settings.recvWindowMs());
        inFlight = new InFlightRequests<>(settings.inFlightMax());
        replacements = new Long2LongHashMap(settings.inFlightMax() * 2, 0.6f, InFlightRequests.NO_ORDER);
        limits = new RateLimits(settings.rateLimits());
        firstFills = new FirstFills(latency);
        this.instruments = instruments;
        this.channel = channel;
    }

    FirstFills firstFills() {
        return firstFills;
    }

    WorkingOrders working() {
        return working;
    }

    InFlightRequests<RequestKind> inFlight() {
        return inFlight;
    }

    RateLimits limits() {
        return limits;
    }

    ClockOffset clock() {
        return clock;
    }

    /** Does what can be done of the next requests before they are there; for when nothing is urgent. */
    void prepare() {
        encoder.prepare();
    }

    RejectReason newOrder(final NewOrderDecoder order, final long nowNs) {
        final long startTimeNs = EngineClock.nowNs();
        RejectReason refusal = refusal(order.instrumentId());
        if (refusal == RejectReason.NONE) {
            refusal = encoder.newOrder(inFlight.nextId(), order, clock.venueTimeMs(nowNs));
        }
        if (refusal == RejectReason.NONE && !limits.tryOrder(nowNs)) {
            refusal = RejectReason.RATE_LIMITED;
        }
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        final long encodedTimeNs = EngineClock.nowNs();
        if (!channel.send(encoder.buffer(), 0, encoder.length())) {
            return RejectReason.BACK_PRESSURE;
        }
        final long writtenTimeNs = EngineClock.nowNs();
        inFlight.add(RequestKind.NEW_ORDER, order.clientOrderId(), order.instrumentId(), writtenTimeNs);
        firstFills.onWritten(order, startTimeNs, encodedTimeNs, writtenTimeNs);
        working.onWorking(order.clientOrderId(), order.instrumentId());
        return RejectReason.NONE;
    }

    RejectReason cancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        final RejectReason refusal = refusal(cancel.instrumentId(), WEIGHT_CANCEL, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.cancelOrder(inFlight.nextId(), cancel, clock.venueTimeMs(nowNs));
        return send(RequestKind.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId());
    }

    /** Cancels one order and places another in one request. */
    RejectReason cancelReplace(final ReplaceOrderDecoder replace, final long nowNs) {
        RejectReason refusal = refusal(replace.instrumentId(), WEIGHT_CANCEL_REPLACE, nowNs);
        final long requestId = inFlight.nextId();
        if (refusal == RejectReason.NONE) {
            refusal = encoder.cancelReplace(requestId, replace, clock.venueTimeMs(nowNs));
        }
        if (refusal == RejectReason.NONE && !limits.tryOrder(nowNs)) {
            refusal = RejectReason.RATE_LIMITED;
        }
        if (refusal == RejectReason.NONE) {
            refusal = send(RequestKind.CANCEL_REPLACE, replace.clientOrderId(), replace.instrumentId());
        }
        if (refusal == RejectReason.NONE) {
            replacements.put(requestId, replace.newClientOrderId());
            firstFills.onWritten(replace.newClientOrderId(), inFlight.sentTimeNs(requestId));
            working.onWorking(replace.newClientOrderId(), replace.instrumentId());
        }
        return refusal;
    }

    /** The new order of a cancel-replace that is answered, or given up. */
    long takeReplacement(final long requestId) {
        return replacements.remove(requestId);
    }

    /** Makes an order smaller in its place. */
    RejectReason amend(final ReplaceOrderDecoder replace, final long nowNs) {
        final RejectReason refusal = refusal(replace.instrumentId(), WEIGHT_AMEND, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.amend(inFlight.nextId(), replace, clock.venueTimeMs(nowNs));
        return send(RequestKind.AMEND_ORDER, replace.clientOrderId(), replace.instrumentId());
    }

    /** Asks for an order's state; without the venue's order id, {@link Id128Decoder#lowNullValue}, by ours. */
    RejectReason queryOrder(final long clientOrderId, final long venueOrderId, final int instrumentId, final long nowNs) {
        final RejectReason refusal = refusal(instrumentId, WEIGHT_QUERY, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.queryOrder(inFlight.nextId(), clientOrderId, venueOrderId, instrumentId, clock.venueTimeMs(nowNs));
        return send(RequestKind.QUERY_ORDER, clientOrderId, instrumentId);
    }

    /** Asks for an order's fills. */
    RejectReason trades(final long clientOrderId, final long venueOrderId, final int instrumentId, final long nowNs) {
        final RejectReason refusal = refusal(instrumentId, WEIGHT_TRADES, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.trades(inFlight.nextId(), venueOrderId, instrumentId, clock.venueTimeMs(nowNs));
        return send(RequestKind.TRADES, clientOrderId, instrumentId);
    }

    /** Asks for the venue's time. */
    RejectReason time(final long nowNs) {
        final RejectReason refusal = refusal(WEIGHT_TIME, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.time(inFlight.nextId());
        return send(RequestKind.TIME);
    }

    /** Subscribes to the account's events. */
    RejectReason subscribe(final long nowNs) {
        final RejectReason refusal = refusal(WEIGHT_SUBSCRIBE, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.subscribe(inFlight.nextId(), clock.venueTimeMs(nowNs));
        return send(RequestKind.SUBSCRIBE);
    }

    /** Asks for the balances. */
    RejectReason account(final long nowNs) {
        final RejectReason refusal = refusal(WEIGHT_ACCOUNT, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.account(inFlight.nextId(), clock.venueTimeMs(nowNs));
        return send(RequestKind.ACCOUNT);
    }

    /** Asks for the balances, for a reconciliation. */
    RejectReason holdings(final long nowNs) {
        final RejectReason refusal = reconciliationRefusal(WEIGHT_ACCOUNT, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.account(inFlight.nextId(), clock.venueTimeMs(nowNs));
        return send(RequestKind.HOLDINGS);
    }

    /** Asks for a symbol's fills, for a reconciliation. */
    RejectReason fills(final int instrumentId, final long sinceMs, final long fromTradeId, final long nowNs) {
        final RejectReason refusal = reconciliationRefusal(WEIGHT_FILLS, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.fills(inFlight.nextId(), instrumentId, sinceMs, fromTradeId, clock.venueTimeMs(nowNs));
        return send(RequestKind.FILLS);
    }

    /** Asks for a symbol's open orders, for a reconciliation. */
    RejectReason openOrders(final int instrumentId, final long nowNs) {
        final RejectReason refusal = reconciliationRefusal(WEIGHT_OPEN_ORDERS, nowNs);
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        encoder.openOrders(inFlight.nextId(), instrumentId, clock.venueTimeMs(nowNs));
        return send(RequestKind.OPEN_ORDERS);
    }

    /** The order can not change any more. */
    void onEnd(final long clientOrderId) {
        firstFills.onEnd(clientOrderId);
        working.onEnd(clientOrderId);
    }

    /** Asks for one of the orders that may have changed while the connection was down; false where there is none, or not now. */
    boolean askForWorking(final long nowNs) {
        if (!working.hasUnasked()) {
            return false;
        }
        final long clientOrderId = working.unasked();
        if (queryOrder(clientOrderId, Id128Decoder.lowNullValue(), working.instrumentId(clientOrderId), nowNs) != RejectReason.NONE) {
            return false;
        }
        working.onAsked();
        return true;
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        encoder.close();
    }

    /** Is it an instrument of this venue? */
    boolean known(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < instruments.count() && instruments.get(instrumentId).venue() == Venue.BINANCE_SPOT;
    }

    private RejectReason refusal(final int instrumentId) {
        if (!known(instrumentId)) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        return inFlight.full() ? RejectReason.BACK_PRESSURE : RejectReason.NONE;
    }

    private RejectReason refusal(final int instrumentId, final int weight, final long nowNs) {
        final RejectReason refusal = refusal(instrumentId);
        return refusal == RejectReason.NONE ? refusal(weight, nowNs) : refusal;
    }

    private RejectReason refusal(final int weight, final long nowNs) {
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        return limits.tryRequest(weight, nowNs) ? RejectReason.NONE : RejectReason.RATE_LIMITED;
    }

    private RejectReason reconciliationRefusal(final int weight, final long nowNs) {
        if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        return limits.tryReconcile(weight, nowNs) ? RejectReason.NONE : RejectReason.RATE_LIMITED;
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
