package io.peregrine.bench.tick;

import io.peregrine.time.EngineClock;
import io.peregrine.venue.binance.gateway.BinanceSession;
import io.peregrine.gateway.RequestChannel;
import org.agrona.AsciiSequenceView;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue's side of order entry, in memory. {@link #send} takes a signed request's bytes, as a socket's buffer would, and notes when they
 * were complete; {@link #answer} then gives what Binance gives: the response, and the event in the user data stream. Every order is
 * accepted and rests until it is cancelled; nothing is ever filled.
 *
 * <p><b>Threading:</b> confined to the harness's thread. <b>Memory:</b> {@link #REQUESTS_MAX} requests between two answers.
 * <b>Allocates:</b> none after construction. <b>Errors:</b> {@link IllegalStateException} for a request that this harness does not make.
 */
final class AnsweringVenue implements RequestChannel {
    /** Requests that one tick can cause. */
    static final int REQUESTS_MAX = 64;

    private static final int REQUEST_BYTES_MAX = 1024;
    private static final int ORDERS = 1024;
    private static final int METHOD_OFFSET_IN_NAME = ",\"method\":\"order.".length();
    private static final int ID_OFFSET = "{\"id\":".length();

    private final UnsafeBuffer requests =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(REQUESTS_MAX * REQUEST_BYTES_MAX, 64));
    private final int[] lengths = new int[REQUESTS_MAX];
    private final long[] sentTimesNs = new long[REQUESTS_MAX];
    private final RequestText request = new RequestText();
    private final VenueText text = new VenueText();
    private final RestingOrder[] orders = new RestingOrder[ORDERS];
    private int requestCount;
    private long lastOrderId;

    AnsweringVenue() {
        for (int i = 0; i < ORDERS; i++) {
            orders[i] = new RestingOrder();
        }
    }

    @Override
    public boolean send(final DirectBuffer buffer, final int offset, final int length) {
        if (requestCount == REQUESTS_MAX || length > REQUEST_BYTES_MAX) {
            throw new IllegalStateException("request " + requestCount + " since the last answer, of " + length + " bytes");
        }
        requests.putBytes(requestCount * REQUEST_BYTES_MAX, buffer, offset, length);
        lengths[requestCount] = length;
        sentTimesNs[requestCount++] = EngineClock.nowNs();
        return true;
    }

    /** Requests since the last answer. */
    int requestCount() {
        return requestCount;
    }

    /** When a request was complete. */
    long sentTimeNs(final int index) {
        return sentTimesNs[index];
    }

    /** Is the request a new order? */
    boolean isNewOrder(final int index) {
        return methodLetter(index) == 'p';
    }

    /** Is the request a cancel? */
    boolean isCancel(final int index) {
        return methodLetter(index) == 'c';
    }

    /** Opens the session and answers until it is ready. */
    void logOn(final BinanceSession session, final long nowNs) {
        session.onOpen(nowNs);
        answer(session);
        session.doWork(nowNs);
        answer(session);
        if (!session.ready()) {
            throw new IllegalStateException("the session with the venue in memory did not become ready");
        }
    }

    /** Answers everything that was sent, in order; what the engine sends meanwhile, too. Returns the number of requests. */
    int answer(final BinanceSession session) {
        final int count = requestCount;
        int answered = 0;
        while (answered < requestCount) {
            request.wrap(requests, answered * REQUEST_BYTES_MAX, lengths[answered]);
            if (isNewOrder(answered)) {
                accept(session);
            } else if (isCancel(answered)) {
                cancel(session);
            } else {
                serve(session);
            }
            answered++;
        }
        requestCount = 0;
        return count;
    }

    /** First letter of the method behind {@code order.}; a method that has none there has another letter there. */
    private int methodLetter(final int index) {
        int i = index * REQUEST_BYTES_MAX + ID_OFFSET;
        while (requests.getByte(i) != ',') {
            i++;
        }
        return requests.getByte(i + METHOD_OFFSET_IN_NAME - 1) == '.' ? requests.getByte(i + METHOD_OFFSET_IN_NAME) : 0;
    }

    private void accept(final BinanceSession session) {
        final long orderId = ++lastOrderId;
        final RestingOrder order = order(orderId);
        order.clientOrderId.set(request.find(RequestText.CLIENT_ORDER_ID));
        order.price.set(request.find(RequestText.PRICE));
        order.quantity.set(request.find(RequestText.QUANTITY));
        order.side.set(request.find(RequestText.SIDE));
        result(orderId, order).put("\"}}");
        say(session);
        event(orderId, order, false);
        say(session);
    }

    private void cancel(final BinanceSession session) {
        final long orderId = number(request.find(RequestText.ORDER_ID));
        final RestingOrder order = order(orderId);
        result(orderId, order).put("\",\"status\":\"CANCELED\"}}");
        say(session);
        event(orderId, order, true);
        say(session);
    }

    /** What a session asks for before it is ready, and what a reconciliation does: no fills, and no orders before the first. */
    private void serve(final BinanceSession session) {
        final AsciiSequenceView method = request.find(RequestText.METHOD);
        final char first = method.charAt(0);
        text.begin("{\"id\":").put(request.find(RequestText.ID)).put(",\"status\":200,\"result\":");
        switch (first) {
            case 't' -> text.put("{\"serverTime\":").put(EngineClock.nowNs() / 1_000_000).put("}}");
            case 'u' -> text.put("{\"subscriptionId\":0}}");
            case 'm', 'o' -> text.put("[]}");
            case 'a' -> text.put("{\"balances\":[{\"asset\":\"BTC\",\"free\":\"1000\",\"locked\":\"0\"},"
                    + "{\"asset\":\"USDT\",\"free\":\"100000000\",\"locked\":\"0\"}]}}");
            default -> throw new IllegalStateException("a request that is not answered here: " + request.find(RequestText.METHOD));
        }
        say(session);
    }

    private VenueText result(final long orderId, final RestingOrder order) {
        return text.begin("{\"id\":").put(request.find(RequestText.ID))
                .put(",\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":").put(orderId)
                .put(",\"orderListId\":-1,\"transactTime\":").put(EngineClock.nowNs() / 1_000_000)
                .put(",\"clientOrderId\":\"").put(order.clientOrderId);
    }

    private void event(final long orderId, final RestingOrder order, final boolean canceled) {
        final long timeMs = EngineClock.nowNs() / 1_000_000;
        text.begin("{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"E\":").put(timeMs)
                .put(",\"s\":\"BTCUSDT\",\"c\":\"");
        if (canceled) {
            text.put("cancel\",\"C\":\"").put(order.clientOrderId);
        } else {
            text.put(order.clientOrderId).put("\",\"C\":\"");
        }
        text.put("\",\"S\":\"").put(order.side).put("\",\"o\":\"LIMIT_MAKER\",\"f\":\"GTC\",\"q\":\"").put(order.quantity)
                .put("\",\"p\":\"").put(order.price)
                .put(canceled ? "\",\"x\":\"CANCELED\",\"X\":\"CANCELED\"" : "\",\"x\":\"NEW\",\"X\":\"NEW\"")
                .put(",\"r\":\"NONE\",\"i\":").put(orderId)
                .put(",\"l\":\"0.00000000\",\"z\":\"0.00000000\",\"L\":\"0.00000000\",\"n\":\"0\",\"N\":null,\"T\":").put(timeMs)
                .put(",\"t\":-1,\"w\":true,\"m\":false}}");
    }

    private RestingOrder order(final long orderId) {
        return orders[(int) (orderId % ORDERS)];
    }

    private void say(final BinanceSession session) {
        final long nowNs = EngineClock.nowNs();
        session.onMessage(text.buffer(), 0, text.length(), nowNs, nowNs);
    }

    private static long number(final AsciiSequenceView digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            number = 10 * number + digits.charAt(i) - '0';
        }
        return number;
    }

    /** What a cancel's event repeats of an order. */
    private static final class RestingOrder {
        private final VenueText clientOrderId = new VenueText();
        private final VenueText price = new VenueText();
        private final VenueText quantity = new VenueText();
        private final VenueText side = new VenueText();
    }
}
