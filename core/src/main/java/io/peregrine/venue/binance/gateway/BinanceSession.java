package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.HttpChannel;
import io.peregrine.net.HttpResponse;
import io.peregrine.order.ExecutionListener;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * A session with the WebSocket API without its connection: order requests in, request bytes out; message bytes in, execution reports out.
 *
 * <p>What a response and the user data stream say about one order may come in either order, so each says its own part: the response to a
 * new order says NEW or REJECTED; fills, cancels and expiries come from the stream alone, in their order, so none is counted twice. What
 * leaves an outcome open, a 5xx, a time-out behind the venue's front end, the end of the connection, is never a rejection.
 *
 * <p>While the WebSocket is not ready, orders, cancels and queries go over REST, once it was ready before.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #state} and {@link #reason} may be read by any thread. <b>Units:</b>
 * nanoseconds of the engine's clock. <b>Allocates:</b> none after construction, but for texts when a session fails and for
 * REST calls. <b>Errors:</b>
 * operating conditions come back as execution reports; what can not be read is counted.
 */
public final class BinanceSession implements GatewaySession {
    /** An answer that takes longer than the venue's own 10 s limit does not come any more. */
    static final long ANSWER_MAX_NS = TimeUnit.SECONDS.toNanos(15);
    /** Between two measurements of the venue's clock. */
    static final long CLOCK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(60);
    /** How long a connection that the venue is about to close is kept for what is in flight. */
    static final long DRAIN_MAX_NS = TimeUnit.SECONDS.toNanos(5);
    /** Rest after a refusal for the rate of requests that does not say until when. */
    static final long BLOCK_NS = TimeUnit.MINUTES.toNanos(1);

    private final BinanceMessageDecoder message = new BinanceMessageDecoder();
    private final ExecutionReportWriter reports;
    private final ReconciliationWriter account;
    private final BinanceRequests requests;
    private final BinanceUserDataAdapter userData;
    private final BinanceResponseAdapter responses;
    private final BinanceReconciliation reconciliation;
    private final BinanceRest rest;

    private volatile SessionState state = SessionState.DISCONNECTED;
    private volatile String reason = "not connected yet";
    private boolean wasReady;
    private long clockTimeNs;
    private long drainTimeNs;
    private boolean balancesWanted;
    private long unreadableMessages;
    private long unmatchedResponses;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param listener    gets the execution reports
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param channels    take the request bytes; whoever has the connections tells {@link #onOpen}, {@link #onMessage}, {@link #onClosed},
     *     {@link #onResponse}, {@link #onNoResponse}
     */
    public BinanceSession(
            final BinanceGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final Channels channels) {
        reports = new ExecutionReportWriter(listener);
        this.account = account;
        requests = new BinanceRequests(settings, instruments, latency, channels.webSocket());
        userData = new BinanceUserDataAdapter(instruments, Venue.BINANCE_SPOT, requests, reports);
        responses = new BinanceResponseAdapter(requests, userData, reports, latency);
        reconciliation = new BinanceReconciliation(instruments, requests, userData, account);
        rest = new BinanceRest(settings, instruments, requests, responses, userData, channels.rest());
    }

    /**
     * Where a session's bytes go.
     *
     * @param webSocket requests of the WebSocket API
     * @param rest      calls of the REST API
     */
    public record Channels(RequestChannel webSocket, HttpChannel rest) {
        /** Without REST: what can not go over the WebSocket is refused. */
        public static Channels of(final RequestChannel webSocket) {
            return new Channels(webSocket, HttpChannel.NONE);
        }
    }

    SessionState state() {
        return state;
    }

    /** {@inheritDoc} It is subscribed to the account's events. */
    @Override
    public boolean ready() {
        return state == SessionState.READY;
    }

    @Override
    public boolean failed() {
        return state == SessionState.FAILED;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String status() {
        return state + ": " + reason;
    }

    BinanceRequests requests() {
        return requests;
    }

    BinanceUserDataAdapter userData() {
        return userData;
    }

    /** Messages that could not be read. */
    long unreadableMessages() {
        return unreadableMessages;
    }

    /** Responses to no request in flight. */
    long unmatchedResponses() {
        return unmatchedResponses;
    }

    @Override
    public void onOpen(final long nowNs) {
        transition(SessionState.MEASURING_CLOCK, "connected", nowNs);
        measureClock(nowNs);
    }

    /** {@inheritDoc} The answers to all that is in flight, first of all. */
    @Override
    public void onClosed(final String why, final long nowNs) {
        if (state != SessionState.DISCONNECTED) {
            transition(SessionState.DISCONNECTED, why, nowNs);
        }
        reason = why;
        requests.firstFills().clear();
        while (requests.inFlight().oldest() != InFlightRequests.NONE) {
            giveUp(requests.inFlight().oldest(), RejectReason.NOT_CONNECTED, nowNs);
        }
    }

    @Override
    public int doWork(final long nowNs) {
        requests.prepare();
        final int work = rest.doWork(nowNs);
        final long oldest = requests.inFlight().oldest();
        if (oldest != InFlightRequests.NONE && nowNs - requests.inFlight().sentTimeNs(oldest) > ANSWER_MAX_NS) {
            giveUp(oldest, RejectReason.NONE, nowNs);
            return work + 1;
        }
        if (state == SessionState.READY) {
            return work + upkeep(nowNs);
        }
        if (restReady() && nowNs - clockTimeNs >= CLOCK_INTERVAL_NS) {
            clockTimeNs = nowNs;
            rest.measureClock(nowNs);
        }
        if (state == SessionState.DRAINING && (oldest == InFlightRequests.NONE || nowNs - drainTimeNs > DRAIN_MAX_NS)) {
            transition(SessionState.FAILED, "the venue shuts this connection down", nowNs);
            return work + 1;
        }
        return work;
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        final RejectReason refusal = ready() ? requests.newOrder(order, nowNs)
                : restReady() ? rest.newOrder(order, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            responses.onNotSent(RequestKind.NEW_ORDER, order.clientOrderId(), order.instrumentId(), refusal, nowNs);
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        final RejectReason refusal = ready() ? requests.cancelOrder(cancel, nowNs)
                : restReady() ? rest.cancelOrder(cancel, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            responses.onNotSent(RequestKind.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId(), refusal, nowNs);
        }
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        final RejectReason refusal = ready() ? ask(query, nowNs)
                : restReady() ? rest.queryOrder(query, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            responses.onNotSent(RequestKind.QUERY_ORDER, query.clientOrderId(), query.instrumentId(), refusal, nowNs);
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        RejectReason refusal = RejectReason.NOT_CONNECTED;
        if (state == SessionState.READY) {
            final boolean inPlace = replace.newClientOrderId() == ReplaceOrderDecoder.newClientOrderIdNullValue();
            refusal = inPlace ? requests.amend(replace, nowNs) : requests.cancelReplace(replace, nowNs);
        }
        if (refusal != RejectReason.NONE) {
            reports.refuseReplace(replace, refusal, nowNs);
        }
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        if (state == SessionState.READY) {
            reconciliation.begin(request, nowNs);
        } else {
            account.begin(request);
            account.end(false, "not connected: " + reason, nowNs);
        }
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        switch (message.decode(buffer, offset, length)) {
            case EVENT -> onEvent(receiveTimeNs, nowNs);
            case RESULT -> onResult(receiveTimeNs, nowNs);
            case ERROR -> onError(receiveTimeNs, nowNs);
            case INVALID -> unreadableMessages++;
        }
    }

    /** The REST server answered. */
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        rest.onResponse(token, response, receiveTimeNs, nowNs);
    }

    /** The REST server did not answer. */
    public void onNoResponse(final long token, final long nowNs) {
        rest.onNoResponse(token, nowNs);
    }

    /** {@inheritDoc} There is nothing to say. */
    @Override
    public void close() {
        requests.close();
        rest.close();
    }

    private boolean restReady() {
        return wasReady && rest.connected();
    }

    private RejectReason ask(final QueryOrderDecoder query, final long nowNs) {
        return requests.queryOrder(query.clientOrderId(), query.venueOrderId().low(), query.instrumentId(), nowNs);
    }

    private void onEvent(final long receiveTimeNs, final long nowNs) {
        switch (userData.onEvent(message.fields(), message.buffer(), receiveTimeNs, nowNs)) {
            case BALANCE_CHANGE -> balancesWanted = true;
            case STREAM_TERMINATED -> {
                if (state == SessionState.READY) {
                    subscribe("the venue ended the user data stream", nowNs);
                }
            }
            case SERVER_SHUTDOWN -> {
                if (state.canBecome(SessionState.DRAINING)) {
                    drainTimeNs = nowNs;
                    transition(SessionState.DRAINING, "the venue announced a shutdown", nowNs);
                }
            }
            case EXECUTION, BALANCES, OTHER -> {
            }
        }
    }

    private void onResult(final long receiveTimeNs, final long nowNs) {
        message.observeRateLimits(requests.limits(), nowNs);
        final long id = message.requestId();
        if (!requests.inFlight().contains(id)) {
            unmatchedResponses++;
            return;
        }
        final RequestKind kind = requests.inFlight().kind(id);
        if (kind.ofOrder()) {
            responses.onResult(message, receiveTimeNs, nowNs);
            return;
        }
        final long sentTimeNs = requests.inFlight().sentTimeNs(id);
        requests.inFlight().remove(id);
        if (kind.ofReconciliation()) {
            reconciliation.onResult(id, message, receiveTimeNs, nowNs);
            return;
        }
        switch (kind) {
            case TIME -> onTime(sentTimeNs, receiveTimeNs, nowNs);
            case SUBSCRIBE -> {
                if (state == SessionState.SUBSCRIBING) {
                    balancesWanted = true;
                    requests.working().onSubscribed();
                    transition(SessionState.READY, "subscribed to the account's events", nowNs);
                }
            }
            default -> userData.onBalances(message.fields(), message.buffer());
        }
    }

    private void onError(final long receiveTimeNs, final long nowNs) {
        message.observeRateLimits(requests.limits(), nowNs);
        onRateLimited(nowNs);
        if (message.errorCode() == BinanceErrors.INVALID_TIMESTAMP) {
            clockTimeNs = nowNs - CLOCK_INTERVAL_NS;
        }
        final long id = message.requestId();
        if (!requests.inFlight().contains(id)) {
            unmatchedResponses++;
            return;
        }
        final RequestKind kind = requests.inFlight().kind(id);
        if (kind.ofOrder()) {
            responses.onError(message, receiveTimeNs, nowNs);
            return;
        }
        requests.inFlight().remove(id);
        if (kind.ofReconciliation()) {
            reconciliation.onFailure(id, kind + " refused: " + message.errorCode() + ' ' + message.errorText(), nowNs);
        } else if (kind == RequestKind.SUBSCRIBE || state == SessionState.MEASURING_CLOCK) {
            fail(kind + " refused: " + message.errorCode() + ' ' + message.errorText(), nowNs);
        }
    }

    private void onRateLimited(final long nowNs) {
        if (message.errorCode() == BinanceErrors.TOO_MANY_ORDERS) {
            requests.limits().exhaustOrders(nowNs);
        } else if (BinanceErrors.blocksRequests(message.status(), message.errorCode())) {
            final long retryAfterMs = message.retryAfterMs();
            requests.limits().block(
                    retryAfterMs == OrderFields.ABSENT ? nowNs + BLOCK_NS : requests.clock().engineTimeNs(retryAfterMs));
        }
    }

    private void onTime(final long sentTimeNs, final long receiveTimeNs, final long nowNs) {
        final long venueTimeMs = message.fields().number('E');
        if (venueTimeMs != OrderFields.ABSENT) {
            requests.clock().measure(sentTimeNs, receiveTimeNs, venueTimeMs);
        }
        if (state == SessionState.MEASURING_CLOCK) {
            subscribe("the venue's clock is known", nowNs);
        }
    }

    private int upkeep(final long nowNs) {
        if (nowNs - clockTimeNs >= CLOCK_INTERVAL_NS) {
            measureClock(nowNs);
            return 1;
        }
        if (!rest.placing() && requests.askForWorking(nowNs)) {
            return 1;
        }
        if (reconciliation.doWork(nowNs) > 0) {
            return 1;
        }
        if (balancesWanted && requests.account(nowNs) == RejectReason.NONE) {
            balancesWanted = false;
            return 1;
        }
        return 0;
    }

    private void measureClock(final long nowNs) {
        clockTimeNs = nowNs;
        final RejectReason refusal = requests.time(nowNs);
        if (refusal != RejectReason.NONE && state == SessionState.MEASURING_CLOCK) {
            fail("the venue's time can not be asked for: " + refusal, nowNs);
        }
    }

    private void subscribe(final String why, final long nowNs) {
        transition(SessionState.SUBSCRIBING, why, nowNs);
        final RejectReason refusal = requests.subscribe(nowNs);
        if (refusal != RejectReason.NONE) {
            fail("the subscription can not be sent: " + refusal, nowNs);
        }
    }

    private void giveUp(final long id, final RejectReason why, final long nowNs) {
        final RequestKind kind = requests.inFlight().kind(id);
        if (kind.ofOrder()) {
            responses.onNoAnswer(id, why, nowNs);
            return;
        }
        requests.inFlight().remove(id);
        if (kind.ofReconciliation()) {
            reconciliation.onFailure(id, "no answer to " + kind, nowNs);
        } else if (state == SessionState.MEASURING_CLOCK || state == SessionState.SUBSCRIBING) {
            fail("no answer to " + kind, nowNs);
        }
    }

    private void fail(final String why, final long nowNs) {
        transition(SessionState.FAILED, why, nowNs);
    }

    /** Who listens hears when requests begin to be sent, and when they are not any more. */
    private void transition(final SessionState to, final String why, final long nowNs) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException("session can not go from " + state + " to " + to + ": " + why);
        }
        final boolean ends = ready();
        state = to;
        reason = why;
        wasReady |= ready();
        if (ends) {
            reconciliation.fail(why, nowNs);
        }
        if (ends || to == SessionState.READY) {
            account.status(to == SessionState.READY, why, nowNs);
        }
    }
}
