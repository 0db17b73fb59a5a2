package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.instrument.Instruments;
import io.peregrine.json.Rfc3339;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.HttpChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;

/**
 * A session with the venue without its connections: order requests in, request bytes out; message bytes in, execution reports out.
 *
 * <p>What an answer and the stream say of one order may come in either order, so each says its own part: that an order was taken, both
 * may, and it is told once; fills, cancels, expiries and amendments come from the stream alone. Its frames are numbered: after one that is
 * missing the subscription is made anew, whose snapshot tells fills and open orders, and what worked and is not among them is asked for.
 * What leaves an outcome open, a timeout, the end of the connection, is never a rejection.
 *
 * <p>While the WebSocket is not ready, orders and cancels go over REST, once it was ready before; questions always do.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready} and {@link #status} may be read by any thread. <b>Units:</b>
 * nanoseconds of the engine's clock. <b>Allocates:</b> none after construction for orders over the WebSocket; for REST calls and changes
 * of state freely. <b>Errors:</b> operating conditions come back as execution reports; what can not be read is counted.
 */
public final class KrakenSession implements GatewaySession, RestDesk.TokenListener {
    /** An answer that takes longer does not come any more. */
    static final long ANSWER_MAX_NS = TimeUnit.SECONDS.toNanos(15);
    /** For the token, and for the subscriptions. */
    static final long STEP_MAX_NS = TimeUnit.SECONDS.toNanos(15);
    /** Between two measurements of the venue's clock. */
    static final long PING_INTERVAL_NS = TimeUnit.SECONDS.toNanos(30);
    /** Between two questions for the balances. */
    static final long BALANCES_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final KrakenMessageDecoder message = new KrakenMessageDecoder();
    private final ReconciliationWriter account;
    private final ExecutionReportWriter reports;
    private final KrakenRequests requests;
    private final KrakenResponseAdapter responses;
    private final KrakenExecutionAdapter executions;
    private final DeadManSwitch deadMan;
    private final RestDesk rest;
    private final BooleanSupplier restUp;

    private volatile SessionState state = SessionState.DISCONNECTED;
    private volatile String reason = "not connected yet";
    private boolean wasReady;
    private long stepTimeNs;
    private long pingTimeNs;
    private long balancesTimeNs;
    private boolean balancesWanted;
    private long nextSequence;
    private long gaps;
    private long unreadableMessages;
    private long unmatchedAnswers;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param reports     to the engine
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param channels    take the request bytes; whoever has the connections tells what comes back
     */
    public KrakenSession(
            final KrakenGatewaySettings settings, final Instruments instruments, final ExecutionReportWriter reports,
            final ReconciliationWriter account, final LatencyRecorder latency, final Channels channels) {
        this.account = account;
        this.reports = reports;
        restUp = channels.restUp();
        requests = new KrakenRequests(settings, instruments, latency, channels.webSocket());
        responses = new KrakenResponseAdapter(requests, reports, latency);
        executions = new KrakenExecutionAdapter(
                instruments, requests.orders(), requests.counters(), requests.firstFills(), reports);
        deadMan = new DeadManSwitch(settings.deadManSeconds());
        rest = new RestDesk(settings, instruments, requests, responses, account, new RestDesk.Outlets(channels.rest(), reports, this));
    }

    /**
     * Where a session's bytes go.
     *
     * @param webSocket requests on the private WebSocket
     * @param rest      calls of the REST API
     * @param restUp    is there a connection to the latter?
     */
    public record Channels(RequestChannel webSocket, HttpChannel rest, BooleanSupplier restUp) {
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

    KrakenRequests requests() {
        return requests;
    }

    KrakenExecutionAdapter executions() {
        return executions;
    }

    DeadManSwitch deadMan() {
        return deadMan;
    }

    /** Frames of executions that were missing. */
    long gaps() {
        return gaps;
    }

    /** Messages that could not be read. */
    long unreadableMessages() {
        return unreadableMessages;
    }

    /** Answers to no request in flight. */
    long unmatchedAnswers() {
        return unmatchedAnswers;
    }

    @Override
    public void onOpen(final long nowNs) {
        measureClock(nowNs);
        askForToken("connected", nowNs);
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
        final int work = rest.doWork(nowNs);
        final long oldest = requests.inFlight().oldest();
        if (oldest != InFlightRequests.NONE && nowNs - requests.inFlight().sentTimeNs(oldest) > ANSWER_MAX_NS) {
            giveUp(oldest, RejectReason.NONE, nowNs);
            return work + 1;
        }
        return work + switch (state) {
            case READY -> upkeep(nowNs);
            case REQUESTING_TOKEN, SUBSCRIBING -> watchStep(nowNs);
            case DISCONNECTED, FAILED -> 0;
        };
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        final RejectReason refusal = ready() ? requests.newOrder(order, nowNs)
                : restReady() ? rest.orderEntry().newOrder(order, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            responses.onNotSent(RequestKind.NEW_ORDER, order.clientOrderId(), order.instrumentId(), refusal, nowNs);
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        final RejectReason refusal = ready() ? requests.cancelOrder(cancel, nowNs)
                : restReady() ? rest.orderEntry().cancelOrder(cancel, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            responses.onNotSent(RequestKind.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId(), refusal, nowNs);
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        final RejectReason refusal = ready() ? requests.replaceOrder(replace, nowNs) : RejectReason.NOT_CONNECTED;
        if (refusal != RejectReason.NONE) {
            reports.refuseReplace(replace, refusal, nowNs);
        }
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        rest.queries().ask(query.clientOrderId(), query.instrumentId(), query.venueOrderId().high(), query.venueOrderId().low(), nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        rest.reconciliation().begin(request, nowNs);
    }

    @Override
    public void dropUnsent(final long nowNs) {
        rest.dropUnsent(nowNs);
    }

    /** Has the venue cancel every order of the account, whosever they are; false where that can not be sent now. */
    public boolean cancelAll() {
        return ready() && requests.cancelAll() == RejectReason.NONE;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        switch (message.decode(buffer, offset, length)) {
            case RESULT -> onResult(receiveTimeNs, nowNs);
            case ERROR -> onError(nowNs);
            case PONG -> onPong(receiveTimeNs);
            case EXECUTIONS -> onExecutions(receiveTimeNs, nowNs);
            case BALANCES -> {
                balancesWanted = true;
                rest.balances().onFrame(message, receiveTimeNs, nowNs);
            }
            case STATUS, OTHER -> {
            }
            case INVALID -> unreadableMessages++;
        }
    }

    /** The REST server answered. */
    public void onResponse(final long token, final int status, final DirectBuffer body, final int length, final long nowNs) {
        rest.onResponse(token, status, body, length, nowNs);
    }

    /** The REST server did not answer. */
    public void onNoResponse(final long token, final String why, final long nowNs) {
        rest.onNoResponse(token, why, nowNs);
    }

    @Override
    public void onToken(final String token, final long nowNs) {
        if (state != SessionState.REQUESTING_TOKEN) {
            return;
        }
        requests.token(token);
        transition(SessionState.SUBSCRIBING, "has a token", nowNs);
        subscribe(RequestKind.SUBSCRIBE_BALANCES, nowNs);
        subscribe(RequestKind.SUBSCRIBE_EXECUTIONS, nowNs);
    }

    @Override
    public void onNoToken(final String why, final long nowNs) {
        if (state == SessionState.REQUESTING_TOKEN) {
            fail("no token: " + why, nowNs);
        }
    }

    /** {@inheritDoc} The venue's dead man's switch is let go, so that what works goes on. */
    @Override
    public void close() {
        if (ready() && deadMan.armed()) {
            requests.deadMan(DeadManSwitch.DISARM);
        }
        rest.close();
    }

    private boolean restReady() {
        return wasReady && restUp.getAsBoolean();
    }

    private void onResult(final long receiveTimeNs, final long nowNs) {
        final long id = message.requestId();
        if (!requests.inFlight().contains(id)) {
            unmatchedAnswers++;
        } else if (requests.inFlight().kind(id).ofOrder()) {
            responses.onResult(message, receiveTimeNs, nowNs);
        } else {
            requests.inFlight().remove(id);
            if (message.maxRateCount() > 0) {
                requests.counters().observeMax(message.maxRateCount());
            }
        }
    }

    private void onError(final long nowNs) {
        final long id = message.requestId();
        final boolean sessionLost = KrakenErrors.sessionLost(message.buffer(), message.textOffset(), message.textLength());
        if (!requests.inFlight().contains(id)) {
            unmatchedAnswers++;
        } else if (requests.inFlight().kind(id).ofOrder()) {
            responses.onError(message, nowNs, nowNs);
        } else {
            onServiceError(id, sessionLost, nowNs);
        }
        if (sessionLost && state == SessionState.READY) {
            askForToken("the token is not good any more", nowNs);
        }
    }

    private void onServiceError(final long id, final boolean sessionLost, final long nowNs) {
        final RequestKind kind = requests.inFlight().kind(id);
        requests.inFlight().remove(id);
        if (kind == RequestKind.DEAD_MAN) {
            deadMan.forget(nowNs + DeadManSwitch.AGAIN_NS);
        } else if ((kind == RequestKind.SUBSCRIBE_EXECUTIONS || kind == RequestKind.SUBSCRIBE_BALANCES)
                && state == SessionState.SUBSCRIBING) {
            fail(kind + (sessionLost ? " refused, its token too: " : " refused: ") + message.errorText(), nowNs);
        }
    }

    private void onPong(final long receiveTimeNs) {
        final long id = message.requestId();
        if (requests.inFlight().contains(id)) {
            if (message.timeInNs() != Rfc3339.INVALID) {
                requests.clock().measureNs(requests.inFlight().sentTimeNs(id), receiveTimeNs, message.timeInNs());
            }
            requests.inFlight().remove(id);
        }
    }

    /** A frame that was there before is passed over; after one that is missing nothing is taken before the next snapshot. */
    private void onExecutions(final long receiveTimeNs, final long nowNs) {
        final long sequence = message.sequence();
        if (message.isSnapshot() && state == SessionState.SUBSCRIBING) {
            nextSequence = sequence + 1;
            executions.onFrame(message, receiveTimeNs, nowNs);
            balancesWanted = true;
            transition(SessionState.READY, "subscribed to the account's events", nowNs);
        } else if (state == SessionState.READY && (sequence == nextSequence || sequence == KrakenMessageDecoder.NO_SEQUENCE)) {
            nextSequence++;
            executions.onFrame(message, receiveTimeNs, nowNs);
            final int slot = executions.takeUnreadable();
            if (slot != KrakenOrders.NONE) {
                rest.queries().ask(requests.orders().clientOrderId(slot), requests.orders().instrumentId(slot), nowNs);
            }
        } else if (state == SessionState.READY && sequence > nextSequence) {
            gaps++;
            transition(SessionState.SUBSCRIBING, "executions " + nextSequence + " to " + (sequence - 1) + " are missing", nowNs);
            subscribe(RequestKind.UNSUBSCRIBE_EXECUTIONS, nowNs);
            subscribe(RequestKind.SUBSCRIBE_EXECUTIONS, nowNs);
        }
    }

    private int upkeep(final long nowNs) {
        final int seconds = deadMan.due(requests.orders().workingCount() > 0, nowNs);
        if (seconds != DeadManSwitch.NOTHING) {
            deadMan.told(seconds, requests.deadMan(seconds) == RejectReason.NONE, nowNs);
            return 1;
        }
        if (nowNs - pingTimeNs >= PING_INTERVAL_NS) {
            measureClock(nowNs);
            return 1;
        }
        final int slot = requests.orders().nextMissing();
        if (slot != KrakenOrders.NONE) {
            requests.orders().onAsked();
            rest.queries().ask(requests.orders().clientOrderId(slot), requests.orders().instrumentId(slot), nowNs);
            return 1;
        }
        if (balancesWanted && nowNs - balancesTimeNs >= BALANCES_INTERVAL_NS) {
            balancesWanted = false;
            balancesTimeNs = nowNs;
            rest.askForBalances(nowNs);
            return 1;
        }
        return 0;
    }

    private int watchStep(final long nowNs) {
        if (nowNs - stepTimeNs < STEP_MAX_NS) {
            return 0;
        }
        fail(state + " takes too long", nowNs);
        return 1;
    }

    private void measureClock(final long nowNs) {
        pingTimeNs = nowNs;
        requests.service(RequestKind.PING);
    }

    private void askForToken(final String why, final long nowNs) {
        transition(SessionState.REQUESTING_TOKEN, why, nowNs);
        rest.askForToken(nowNs);
    }

    private void subscribe(final RequestKind kind, final long nowNs) {
        if (state == SessionState.SUBSCRIBING) {
            final RejectReason refusal = requests.service(kind);
            if (refusal != RejectReason.NONE) {
                fail(kind + " can not be sent: " + refusal, nowNs);
            }
        }
    }

    private void giveUp(final long id, final RejectReason why, final long nowNs) {
        final RequestKind kind = requests.inFlight().kind(id);
        if (kind.ofOrder()) {
            responses.onNoAnswer(id, why, nowNs);
            return;
        }
        requests.inFlight().remove(id);
        if (kind == RequestKind.DEAD_MAN) {
            deadMan.forget(nowNs);
        }
    }

    private void fail(final String why, final long nowNs) {
        transition(SessionState.FAILED, why, nowNs);
    }

    /** The only place where the state changes. */
    private void transition(final SessionState next, final String why, final long nowNs) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException(state + " can not become " + next + ": " + why);
        }
        final boolean changes = ready() != (next == SessionState.READY);
        reason = why;
        state = next;
        stepTimeNs = nowNs;
        wasReady |= ready();
        if (changes) {
            account.status(ready(), why, nowNs);
        }
    }
}
