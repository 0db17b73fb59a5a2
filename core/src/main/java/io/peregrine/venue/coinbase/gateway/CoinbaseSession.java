package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.GatewaySession;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RequestChannel;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.HttpResponse;
import io.peregrine.net.HttpResponseListener;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A session with a Coinbase venue without its connections: order requests in, request bytes out; answers and messages of the user channel
 * in, execution reports out. It measures the venue's clock, wants the user channel, subscribes, asks for the open orders, and is ready.
 *
 * <p>What the answer to a request and the user channel say about one order may come in either order: the first proof that the venue has it
 * is told, and an answer that fails to come after that is no matter. Fills and ends come from the user channel; after it was gone, orders
 * that worked and are not open any more are asked for one by one. What leaves an outcome open, a 5xx, a time-out, the end of a connection,
 * is never a rejection.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #state} and {@link #reason} may be read by any thread. <b>Units:</b>
 * nanoseconds of the engine's clock. <b>Allocates:</b> none after construction, but for subscriptions and for texts when something fails.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
final class CoinbaseSession implements GatewaySession, HttpResponseListener {
    /** Between two measurements of the venue's clock. */
    static final long CLOCK_INTERVAL_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long SUBSCRIBE_MAX_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int RETRY_DOUBLINGS_MAX = 5;
    private static final long BLOCK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final byte[] RETRY_AFTER = "retry-after".getBytes(StandardCharsets.US_ASCII);

    private final RequestSender sender;
    private final RestAnswers answers;
    private final UserChannel userChannel;
    private final OrderReports reports;
    private final OrderDesk desk;
    private final OrderWatch watch;
    private final Reconciliation reconciliation;
    private final ReconciliationWriter account;
    private final RequestChannel userConnection;
    private final Supplier<String> restReason;

    private volatile SessionState state = SessionState.DISCONNECTED;
    private volatile String reason = "not connected yet";
    private final Page page = new Page();
    private long askTimeNs;
    private long clockTimeNs;
    private long subscribeTimeNs;
    private long timeRequestId = InFlightRequests.NONE;
    private long loadRequestId = InFlightRequests.NONE;
    private boolean isReloadWanted;
    private int failures;

    /**
     * @param userConnection takes the messages that subscribe
     * @param restReason     why there is no connection to the REST API, for people
     */
    CoinbaseSession(final SessionParts parts, final RequestChannel userConnection, final Supplier<String> restReason) {
        sender = parts.sender();
        answers = parts.answers();
        userChannel = parts.userChannel();
        reports = parts.reports();
        account = parts.account();
        desk = new OrderDesk(parts);
        watch = new OrderWatch(parts);
        reconciliation = new Reconciliation(sender, answers, reports, account, parts.instruments());
        this.userConnection = userConnection;
        this.restReason = restReason;
    }

    SessionState state() {
        return state;
    }

    /** {@inheritDoc} The user channel tells of the account's orders, and the open ones are known. */
    @Override
    public boolean ready() {
        return state == SessionState.READY;
    }

    @Override
    public boolean failed() {
        return state == SessionState.FAILED;
    }

    /** {@inheritDoc} Only once requests can be signed. */
    @Override
    public boolean wantsConnection() {
        return state == SessionState.CONNECTING;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String status() {
        return state + ": " + reason + (state == SessionState.DISCONNECTED ? "; " + restReason.get() : "");
    }

    RequestSender sender() {
        return sender;
    }

    @Override
    public int doWork(final long nowNs) {
        final int work = sender.requests().prepare(sender.venueTimeNs(nowNs), nowNs);
        return work + switch (state) {
            case DISCONNECTED -> connected(nowNs);
            case MEASURING_CLOCK -> measureClock(nowNs);
            case CONNECTING, FAILED -> 0;
            case SUBSCRIBING -> subscribing(nowNs);
            case LOADING -> loading(nowNs);
            case READY -> upkeep(nowNs);
        };
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        desk.newOrder(order, ready(), nowNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        desk.cancelOrder(cancel, ready(), nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        desk.replaceOrder(replace, ready(), nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        watch.queryOrder(query, ready(), nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        reconciliation.begin(request, nowNs);
        if (state != SessionState.READY) {
            reconciliation.abort("not connected: " + reason, nowNs);
        }
    }

    @Override
    public void onOpen(final long nowNs) {
        userChannel.onOpen();
        subscribeTimeNs = nowNs;
        transition(SessionState.SUBSCRIBING, "user channel connected", nowNs);
        final List<String> messages = userChannel.subscriptions(sender.venueTimeNs(nowNs));
        for (final String message : messages) {
            final DirectBuffer bytes = new UnsafeBuffer(message.getBytes(StandardCharsets.UTF_8));
            if (!userConnection.send(bytes, 0, bytes.capacity())) {
                transition(SessionState.FAILED, "the subscription can not be sent", nowNs);
                return;
            }
        }
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        switch (userChannel.onMessage(buffer, offset, length, receiveTimeNs, nowNs)) {
            case SUBSCRIBED -> {
                if (state == SessionState.SUBSCRIBING) {
                    load("subscribed", nowNs);
                }
            }
            case REFUSED -> fail("user channel refused: " + userChannel.text(), nowNs);
            case UNREADABLE -> fail("user channel: " + userChannel.text(), nowNs);
            case GAP -> {
                if (state == SessionState.READY) {
                    load("messages of the user channel are missing", nowNs);
                } else {
                    isReloadWanted = true;
                }
            }
            case NONE -> {
            }
        }
    }

    @Override
    public void onClosed(final String why, final long nowNs) {
        loadRequestId = InFlightRequests.NONE;
        if (state.canBecome(SessionState.CONNECTING) && state != SessionState.MEASURING_CLOCK) {
            transition(SessionState.CONNECTING, why, nowNs);
        } else {
            reason = why;
        }
    }

    /** {@inheritDoc} There is nothing to say. */
    @Override
    public void close() {
        sender.requests().close();
    }

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        if (response.status() == HttpStatus.TOO_MANY_REQUESTS) {
            final long retryAfterS = response.number(RETRY_AFTER);
            sender.budget().block(nowNs + Math.max(BLOCK_NS, TimeUnit.SECONDS.toNanos(retryAfterS)));
        }
        final InFlightRequests<RequestKind> inFlight = sender.inFlight();
        final RequestKind kind = inFlight.kind(token);
        final long clientOrderId = inFlight.clientOrderId(token);
        final int instrumentId = inFlight.instrumentId(token);
        final long sentTimeNs = inFlight.sentTimeNs(token);
        inFlight.remove(token);
        switch (kind) {
            case NEW_ORDER, CANCEL, REPLACE -> desk.onResponse(kind, clientOrderId, instrumentId, response, receiveTimeNs, sentTimeNs);
            case QUERY, FILLS -> watch.onResponse(kind, clientOrderId, instrumentId, response, receiveTimeNs, nowNs);
            case TIME -> onTime(answers.readTime(response), response, sentTimeNs, receiveTimeNs, nowNs);
            case OPEN_ORDERS -> onOpenOrders(token, response, receiveTimeNs, nowNs);
            case RECONCILE -> reconciliation.onResponse(token, response, receiveTimeNs, nowNs);
        }
    }

    @Override
    public void onNoResponse(final long token, final String why, final long nowNs) {
        final InFlightRequests<RequestKind> inFlight = sender.inFlight();
        final RequestKind kind = inFlight.kind(token);
        final long clientOrderId = inFlight.clientOrderId(token);
        final int instrumentId = inFlight.instrumentId(token);
        inFlight.remove(token);
        switch (kind) {
            case NEW_ORDER, CANCEL, REPLACE -> desk.onNoResponse(kind, clientOrderId, instrumentId, nowNs);
            case QUERY, FILLS -> watch.onNoResponse(kind, clientOrderId, instrumentId, nowNs);
            case TIME -> {
                timeRequestId = InFlightRequests.NONE;
                again(why, nowNs);
            }
            case OPEN_ORDERS -> {
                if (token == loadRequestId) {
                    loadRequestId = InFlightRequests.NONE;
                    again(why, nowNs);
                }
            }
            case RECONCILE -> reconciliation.onNoResponse(token, why, nowNs);
        }
    }

    private int connected(final long nowNs) {
        if (!sender.connected()) {
            return 0;
        }
        transition(SessionState.MEASURING_CLOCK, "connected", nowNs);
        return 1;
    }

    private int measureClock(final long nowNs) {
        if (timeRequestId != InFlightRequests.NONE || nowNs - askTimeNs < 0
                || sender.refusal(RequestKind.TIME, false, nowNs) != RejectReason.NONE) {
            return 0;
        }
        sender.requests().time();
        timeRequestId = sender.send(RequestKind.TIME, false, nowNs);
        return 1;
    }

    private void onTime(
            final long venueTimeNs, final HttpResponse response, final long sentTimeNs, final long receiveTimeNs, final long nowNs) {
        timeRequestId = InFlightRequests.NONE;
        if (venueTimeNs == Instrument.NULL_VALUE) {
            again("no time: HTTP " + response.status() + ' ' + response.text(100), nowNs);
            return;
        }
        clockTimeNs = nowNs;
        sender.measureClock(sentTimeNs, receiveTimeNs, venueTimeNs);
        if (state == SessionState.MEASURING_CLOCK) {
            transition(SessionState.CONNECTING, "the venue's clock is known", nowNs);
        }
    }

    private int subscribing(final long nowNs) {
        if (nowNs - subscribeTimeNs < SUBSCRIBE_MAX_NS) {
            return 0;
        }
        transition(SessionState.FAILED, "no answer to the subscription", nowNs);
        return 1;
    }

    private void load(final String why, final long nowNs) {
        page.first();
        loadRequestId = InFlightRequests.NONE;
        isReloadWanted = false;
        askTimeNs = nowNs;
        watch.beforeLoading();
        transition(SessionState.LOADING, why, nowNs);
    }

    private int loading(final long nowNs) {
        if (loadRequestId != InFlightRequests.NONE || nowNs - askTimeNs < 0
                || sender.refusal(RequestKind.OPEN_ORDERS, false, nowNs) != RejectReason.NONE) {
            return 0;
        }
        sender.requests().openOrders(page, sender.venueTimeNs(nowNs));
        loadRequestId = sender.send(RequestKind.OPEN_ORDERS, false, nowNs);
        return 1;
    }

    /** An answer to a question of before is passed over: it may be older than the user channel. */
    private void onOpenOrders(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        if (token != loadRequestId) {
            return;
        }
        loadRequestId = InFlightRequests.NONE;
        if (!watch.onOpenOrders(response, page, receiveTimeNs, nowNs)) {
            again("open orders: HTTP " + response.status() + ' ' + response.text(100), nowNs);
            return;
        }
        failures = 0;
        if (page.isFirst() && isReloadWanted) {
            isReloadWanted = false;
            watch.beforeLoading();
        } else if (page.isFirst()) {
            watch.afterLoading();
            transition(SessionState.READY, "subscribed to the account's events", nowNs);
        }
    }

    private int upkeep(final long nowNs) {
        if (!sender.connected()) {
            load("no connection to the REST API", nowNs);
            return 1;
        }
        if (nowNs - clockTimeNs >= CLOCK_INTERVAL_NS && timeRequestId == InFlightRequests.NONE) {
            return measureClock(nowNs);
        }
        return watch.doWork(nowNs) + reconciliation.doWork(nowNs);
    }

    /** What the session itself asked for did not come: after a pause. */
    private void again(final String why, final long nowNs) {
        askTimeNs = nowNs + (RETRY_NS << Math.min(failures, RETRY_DOUBLINGS_MAX));
        failures++;
        reason = why;
    }

    private void fail(final String why, final long nowNs) {
        if (state.canBecome(SessionState.FAILED)) {
            transition(SessionState.FAILED, why, nowNs);
        }
    }

    private void transition(final SessionState to, final String why, final long nowNs) {
        if (!state.canBecome(to)) {
            throw new IllegalStateException("session can not go from " + state + " to " + to + ": " + why);
        }
        final boolean wasReady = state == SessionState.READY;
        state = to;
        reason = why;
        if (wasReady) {
            reconciliation.abort(why, nowNs);
            account.status(false, why, nowNs);
        } else if (to == SessionState.READY) {
            account.status(true, why, nowNs);
        }
    }
}
