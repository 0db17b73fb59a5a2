package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.InFlightRequests;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpChannel;
import io.peregrine.time.EngineClock;

/**
 * The way out: a request may go where the limits, the table of requests in flight and the connections allow it, and is remembered when it
 * went.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock, and of the venue's where the name
 * says so. <b>Allocates:</b> none after construction. <b>Errors:</b> the reason why a request can not be sent.
 */
final class RequestSender {
    /** More than the connections could carry; answers come in any order. */
    private static final int IN_FLIGHT_MAX = 1024;

    private final InFlightRequests<RequestKind> inFlight = new InFlightRequests<>(IN_FLIGHT_MAX);
    private final RestRequests requests;
    private final RequestBudget budget;
    private final Instruments instruments;
    private final Venue venue;
    private final HttpChannel http;
    private long clockOffsetNs;

    RequestSender(
            final RestRequests requests, final RequestBudget budget, final Instruments instruments, final Venue venue,
            final HttpChannel http) {
        this.requests = requests;
        this.budget = budget;
        this.instruments = instruments;
        this.venue = venue;
        this.http = http;
    }

    RestRequests requests() {
        return requests;
    }

    InFlightRequests<RequestKind> inFlight() {
        return inFlight;
    }

    RequestBudget budget() {
        return budget;
    }

    boolean connected() {
        return http.connected();
    }

    /** The venue's clock now. */
    long venueTimeNs(final long nowNs) {
        return nowNs + clockOffsetNs;
    }

    /** How far the venue's clock is ahead. */
    long clockOffsetNs() {
        return clockOffsetNs;
    }

    /** The venue's answer lies somewhere between the question's sending and the answer's arrival, best guessed in the middle. */
    void measureClock(final long sentTimeNs, final long receiveTimeNs, final long venueTimeNs) {
        clockOffsetNs = venueTimeNs - (sentTimeNs + (receiveTimeNs - sentTimeNs) / 2);
    }

    /** Why a request about an instrument can not be sent now, or {@code NONE}. */
    RejectReason refusal(final RequestKind kind, final int instrumentId, final long nowNs) {
        if (!instruments.contains(instrumentId) || instruments.get(instrumentId).venue() != venue) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        return refusal(kind, false, nowNs);
    }

    /** Why a request can not be sent now, or {@code NONE}. */
    RejectReason refusal(final RequestKind kind, final boolean isOfFills, final long nowNs) {
        if (!http.connected()) {
            return RejectReason.NOT_CONNECTED;
        } else if (inFlight.full()) {
            return RejectReason.BACK_PRESSURE;
        }
        return budget.allows(kind, isOfFills, nowNs) ? RejectReason.NONE : RejectReason.RATE_LIMITED;
    }

    /** Sends the request made last, which is about no order; its id, or {@link InFlightRequests#NONE} where no connection is free. */
    long send(final RequestKind kind, final boolean isOfFills, final long nowNs) {
        return send(kind, isOfFills, InFlightRequests.NO_ORDER, InFlightRequests.NO_INSTRUMENT, nowNs);
    }

    /** Sends the request made last; its id, or {@link InFlightRequests#NONE} where no connection is free. */
    long send(
            final RequestKind kind, final boolean isOfFills, final long clientOrderId, final int instrumentId, final long nowNs) {
        final long id = inFlight.nextId();
        if (!http.send(id, requests.buffer(), 0, requests.length(), nowNs)) {
            return InFlightRequests.NONE;
        }
        budget.sent(isOfFills, nowNs);
        inFlight.add(kind, clientOrderId, instrumentId, EngineClock.nowNs());
        return id;
    }
}
