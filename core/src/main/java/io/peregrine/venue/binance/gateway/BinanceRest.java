package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpChannel;
import io.peregrine.net.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Order entry over REST, for while the WebSocket is down. Nobody tells then what becomes of an order: a cancel that was taken is followed
 * by a question for the order, a question by one for its fills, and every order that may work is asked for when the WebSocket is back.
 * Fills are known by their execution ids, so none is counted twice.
 *
 * <p>A new order is sent at once or refused. Cancels wait for a free connection, before questions, and what waits is signed when it is
 * sent; new orders are refused meanwhile. The rate limits are those of the WebSocket: every call counts in both.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> freely, for each
 * call. <b>Errors:</b> the reason why a request was not taken; what becomes of one that was comes as an execution report.
 */
final class BinanceRest implements AutoCloseable {
    /** Calls at the same time. */
    static final int CONNECTIONS = 2;
    /** What could not be sent for so long is given up: a cancel is right at any time, but whoever asked must hear. */
    static final long WAIT_MAX_NS = TimeUnit.SECONDS.toNanos(5);
    /** Cancels and questions that wait, each. */
    static final int WAITING_MAX = 1024;

    private static final byte[] RETRY_AFTER = ascii("retry-after");
    private static final int WEIGHT_CANCEL = 1;
    private static final int WEIGHT_TIME = 1;
    private static final int WEIGHT_QUERY = 4;
    private static final int WEIGHT_TRADES = 5;
    private static final int STATUS_CLIENT_ERROR = 400;
    private static final int STATUS_REQUEST_TIMEOUT = 408;
    private static final int STATUS_SERVER_ERROR = 500;

    private final BinanceMessageDecoder answer = new BinanceMessageDecoder();
    private final Long2ObjectHashMap<RestCall> inFlight = new Long2ObjectHashMap<>();
    private final Deque<RestCall> cancels = new ArrayDeque<>();
    private final Deque<RestCall> questions = new ArrayDeque<>();
    private final BinanceRestEncoder encoder;
    private final BinanceRequests requests;
    private final BinanceResponseAdapter responses;
    private final BinanceUserDataAdapter userData;
    private final HttpChannel channel;
    private long lastToken;

    BinanceRest(
            final BinanceGatewaySettings settings, final Instruments instruments, final BinanceRequests requests,
            final BinanceResponseAdapter responses, final BinanceUserDataAdapter userData, final HttpChannel channel) {
        encoder = new BinanceRestEncoder(settings.restUri(), settings.credentials(), instruments, settings.recvWindowMs());
        this.requests = requests;
        this.responses = responses;
        this.userData = userData;
        this.channel = channel;
    }

    /** Is there a connection to the venue? */
    boolean connected() {
        return channel.connected();
    }

    /** Is a new order on its way? */
    boolean placing() {
        for (final RestCall call : inFlight.values()) {
            if (call.kind() == RequestKind.NEW_ORDER) {
                return true;
            }
        }
        return false;
    }

    /** Sends an order; the reason why not, or {@code NONE}. */
    RejectReason newOrder(final NewOrderDecoder order, final long nowNs) {
        if (!requests.known(order.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (!channel.free() || !cancels.isEmpty()) {
            return RejectReason.BACK_PRESSURE;
        }
        final RejectReason refusal = encoder.newOrder(order, requests.clock().venueTimeMs(nowNs));
        if (refusal != RejectReason.NONE) {
            return refusal;
        }
        if (!requests.limits().tryOrder(nowNs)) {
            return RejectReason.RATE_LIMITED;
        }
        if (!send(RestCall.newOrder(order, nowNs), nowNs)) {
            return RejectReason.BACK_PRESSURE;
        }
        requests.working().onWorking(order.clientOrderId(), order.instrumentId());
        return RejectReason.NONE;
    }

    /** Has a cancel sent; the reason why not, or {@code NONE}. */
    RejectReason cancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        return call(cancels, new RestCall(RequestKind.CANCEL_ORDER, cancel.clientOrderId(), cancel.venueOrderId().low(),
                cancel.instrumentId(), nowNs), nowNs);
    }

    /** Has a question for an order sent; the reason why not, or {@code NONE}. */
    RejectReason queryOrder(final QueryOrderDecoder query, final long nowNs) {
        return call(questions, new RestCall(RequestKind.QUERY_ORDER, query.clientOrderId(), query.venueOrderId().low(),
                query.instrumentId(), nowNs), nowNs);
    }

    /** Has the venue's clock asked for. */
    void measureClock(final long nowNs) {
        if (questions.stream().noneMatch(call -> call.kind() == RequestKind.TIME)) {
            questions.addFirst(RestCall.time(nowNs));
        }
    }

    /** Sends what waits and can be sent, gives up what waited too long. */
    int doWork(final long nowNs) {
        return doWork(cancels, nowNs) + doWork(questions, nowNs);
    }

    /** The venue answered. */
    void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        final RestCall call = inFlight.remove(token);
        if (call == null) {
            return;
        }
        final int status = response.status();
        final BinanceMessageDecoder.Kind kind = answer.decodeBody(status, response.body(), 0, response.body().capacity());
        if (status >= STATUS_CLIENT_ERROR) {
            heed(response.number(RETRY_AFTER), nowNs);
        }
        final boolean refused = status >= STATUS_CLIENT_ERROR && status < STATUS_SERVER_ERROR && status != STATUS_REQUEST_TIMEOUT
                || status >= STATUS_SERVER_ERROR && kind == BinanceMessageDecoder.Kind.ERROR;
        if (kind == BinanceMessageDecoder.Kind.RESULT) {
            onResult(call, receiveTimeNs, nowNs);
        } else if (refused && call.kind().ofOrder()) {
            responses.onRefused(call.kind(), call.clientOrderId(), call.instrumentId(), answer, receiveTimeNs, nowNs);
        } else {
            onSilence(call, nowNs);
        }
    }

    /** There is no answer: it may have been carried out. */
    void onNoResponse(final long token, final long nowNs) {
        final RestCall call = inFlight.remove(token);
        if (call != null) {
            onSilence(call, nowNs);
        }
    }

    /** Wipes the secret. */
    @Override
    public void close() {
        encoder.close();
    }

    private RejectReason call(final Deque<RestCall> queue, final RestCall call, final long nowNs) {
        if (!requests.known(call.instrumentId())) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        }
        if (queue.size() >= WAITING_MAX) {
            return RejectReason.BACK_PRESSURE;
        }
        queue.add(call);
        doWork(nowNs);
        return RejectReason.NONE;
    }

    /** A call is off its queue when it is reported: whoever hears of it may call again. */
    private int doWork(final Deque<RestCall> queue, final long nowNs) {
        int work = 0;
        for (int i = queue.size(); i > 0 && !queue.isEmpty(); i--) {
            final RestCall call = queue.poll();
            if (nowNs - call.timeNs() > WAIT_MAX_NS) {
                onNotSent(call, RejectReason.NOT_CONNECTED, nowNs);
                work++;
            } else if (!channel.free() || placing(call.clientOrderId())) {
                queue.add(call);
            } else if (!requests.limits().tryRequest(weight(call.kind()), nowNs)) {
                onNotSent(call, RejectReason.RATE_LIMITED, nowNs);
                work++;
            } else {
                encode(call, requests.clock().venueTimeMs(nowNs));
                if (!send(call, nowNs)) {
                    onNotSent(call, RejectReason.BACK_PRESSURE, nowNs);
                }
                work++;
            }
        }
        return work;
    }

    /** Another connection's call could come to the venue before the order that it is about. */
    private boolean placing(final long clientOrderId) {
        for (final RestCall call : inFlight.values()) {
            if (call.kind() == RequestKind.NEW_ORDER && call.clientOrderId() == clientOrderId) {
                return true;
            }
        }
        return false;
    }

    private void encode(final RestCall call, final long timestampMs) {
        switch (call.kind()) {
            case CANCEL_ORDER -> encoder.cancelOrder(call, timestampMs);
            case QUERY_ORDER -> encoder.queryOrder(call, timestampMs);
            case TRADES -> encoder.trades(call, timestampMs);
            default -> encoder.time();
        }
    }

    private static int weight(final RequestKind kind) {
        return switch (kind) {
            case CANCEL_ORDER -> WEIGHT_CANCEL;
            case QUERY_ORDER -> WEIGHT_QUERY;
            case TRADES -> WEIGHT_TRADES;
            default -> WEIGHT_TIME;
        };
    }

    private boolean send(final RestCall call, final long nowNs) {
        if (!channel.send(lastToken + 1, encoder.buffer(), 0, encoder.length(), nowNs)) {
            return false;
        }
        lastToken++;
        inFlight.put(lastToken, call.kind() == RequestKind.TIME ? RestCall.time(nowNs) : call);
        return true;
    }

    private void onResult(final RestCall call, final long receiveTimeNs, final long nowNs) {
        final OrderFields fields = answer.fields();
        switch (call.kind()) {
            case NEW_ORDER -> {
                if (fields.number('i') == OrderFields.ABSENT) {
                    onSilence(call, nowNs);
                } else {
                    responses.onAccepted(call.clientOrderId(), call.instrumentId(), fields, receiveTimeNs, nowNs);
                }
            }
            case CANCEL_ORDER -> questions.add(call.next(RequestKind.QUERY_ORDER, nowNs));
            case QUERY_ORDER -> {
                if (userData.onOrderStatus(fields, answer.buffer(), receiveTimeNs, nowNs)) {
                    questions.add(new RestCall(
                            RequestKind.TRADES, fields.clientOrderId('c'), fields.number('i'), call.instrumentId(), nowNs));
                }
            }
            case TRADES -> userData.onTrades(call.clientOrderId(), call.instrumentId(), answer, receiveTimeNs, nowNs);
            default -> onTime(call, receiveTimeNs);
        }
    }

    private void onTime(final RestCall call, final long receiveTimeNs) {
        final long venueTimeMs = answer.fields().number('E');
        if (venueTimeMs != OrderFields.ABSENT) {
            requests.clock().measure(call.timeNs(), receiveTimeNs, venueTimeMs);
        }
    }

    /** What an error says of the rate, or of the clock; seconds to rest for, or a negative number where it does not say. */
    private void heed(final long retryAfterS, final long nowNs) {
        if (answer.errorCode() == BinanceErrors.TOO_MANY_ORDERS) {
            requests.limits().exhaustOrders(nowNs);
        } else if (BinanceErrors.blocksRequests(answer.status(), answer.errorCode())) {
            requests.limits().block(nowNs + (retryAfterS < 0 ? BinanceSession.BLOCK_NS : TimeUnit.SECONDS.toNanos(retryAfterS)));
        } else if (answer.errorCode() == BinanceErrors.INVALID_TIMESTAMP) {
            measureClock(nowNs);
        }
    }

    private void onSilence(final RestCall call, final long nowNs) {
        if (call.kind().ofOrder()) {
            responses.onNoAnswer(call.kind(), call.clientOrderId(), call.instrumentId(), RejectReason.NONE, nowNs);
        }
    }

    private void onNotSent(final RestCall call, final RejectReason reason, final long nowNs) {
        if (call.kind().ofOrder()) {
            responses.onNotSent(call.kind(), call.clientOrderId(), call.instrumentId(), reason, nowNs);
        }
    }
}
