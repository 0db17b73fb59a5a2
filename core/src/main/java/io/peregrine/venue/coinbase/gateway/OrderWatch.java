package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.InFlightRequests;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpResponse;
import java.util.concurrent.TimeUnit;

/**
 * Asks the venue for what it has not told: the state of an order that the engine wants to know, orders that worked before the user channel
 * was gone, and fills that the venue spoke of without telling them.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds of the engine's clock. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> fills are asked for again, with pauses that double, until they are there.
 */
final class OrderWatch implements AnswerListener {
    /** An order that was taken so long ago and is not found was cancelled before anything was filled, where the venue forgets such. */
    static final long FORGOTTEN_NS = TimeUnit.SECONDS.toNanos(3);

    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RETRY_DOUBLINGS_MAX = 6;
    /** Orders are made a little before or after the venue says so. */
    private static final long CLOCK_TOLERANCE_NS = TimeUnit.SECONDS.toNanos(60);

    private final RequestSender sender;
    private final RestAnswers answers;
    private final OrderReports reports;
    private final SentOrders orders;
    private final Page first = new Page();
    private final Page next = new Page();
    private final long[] unasked = new long[SentOrders.ORDERS_MAX];
    private final FillRecord[] fills = new FillRecord[ExchangeRequests.PAGE_LENGTH];
    private int unaskedCount;
    private int fillCount;
    private int wantingIndex;
    private RequestKind kind;
    private long askedClientOrderId;
    private boolean isFound;
    private boolean hasReachedOlder;
    private long olderThanNs;
    private long receiveTimeNs;
    private long nowNs;

    OrderWatch(final SessionParts parts) {
        sender = parts.sender();
        answers = parts.answers();
        reports = parts.reports();
        orders = reports.orders();
        for (int i = 0; i < fills.length; i++) {
            fills[i] = new FillRecord();
        }
    }

    /** The engine asks for an order's state. An id of the venue's that it tells shows that the venue had the order. */
    void queryOrder(final QueryOrderDecoder query, final boolean isReady, final long timeNs) {
        final long clientOrderId = query.clientOrderId();
        final int instrumentId = query.instrumentId();
        final Id128Decoder id = query.venueOrderId();
        final long idHigh = id.high();
        final long idLow = id.low();
        if (idLow != Id128Decoder.lowNullValue()) {
            final SentOrder order = orders.add(clientOrderId, instrumentId);
            if (order != null && !order.hasVenueId) {
                orders.identify(order, idHigh, idLow);
                order.isAcknowledged = true;
            }
        }
        if (!isReady || !query(clientOrderId, instrumentId, first, timeNs)) {
            reports.status(clientOrderId, instrumentId, OrderStatus.UNKNOWN,
                    isReady ? RejectReason.BACK_PRESSURE : RejectReason.NOT_CONNECTED, timeNs);
        }
    }

    /** The open orders will be asked for. */
    void beforeLoading() {
        for (int i = 0; i < SentOrders.ORDERS_MAX; i++) {
            orders.at(i).isListed = false;
        }
    }

    /**
     * A page of the open orders.
     *
     * @param page becomes the next one, or the first where this was the last
     */
    boolean onOpenOrders(final HttpResponse response, final Page page, final long receivedNs, final long timeNs) {
        begin(RequestKind.OPEN_ORDERS, receivedNs, timeNs);
        return answers.readOrders(response, this, page);
    }

    /** All open orders are known: those that worked and are not among them have ended meanwhile. */
    void afterLoading() {
        unaskedCount = 0;
        for (int i = 0; i < SentOrders.ORDERS_MAX; i++) {
            final SentOrder order = orders.at(i);
            if (orders.works(order) && !order.isListed) {
                unasked[unaskedCount++] = order.clientOrderId;
            }
        }
    }

    /** Asks for one thing, if there is one and the limits allow it. */
    int doWork(final long timeNs) {
        if (unaskedCount > 0) {
            final SentOrder order = orders.get(unasked[unaskedCount - 1]);
            if (order == null || order.isEnded || query(order.clientOrderId, order.instrumentId, first, timeNs)) {
                unaskedCount--;
                return 1;
            }
            return 0;
        }
        return reports.wantingCount() == 0 ? 0 : askForFills(timeNs);
    }

    void onResponse(
            final RequestKind answered, final long clientOrderId, final int instrumentId, final HttpResponse response,
            final long receivedNs, final long timeNs) {
        begin(answered, receivedNs, timeNs);
        askedClientOrderId = clientOrderId;
        if (answered == RequestKind.FILLS) {
            onFills(orders.get(clientOrderId), response);
        } else {
            onState(clientOrderId, instrumentId, response);
        }
    }

    void onNoResponse(final RequestKind unanswered, final long clientOrderId, final int instrumentId, final long timeNs) {
        if (unanswered == RequestKind.QUERY) {
            reports.status(clientOrderId, instrumentId, OrderStatus.UNKNOWN, RejectReason.NONE, timeNs);
        } else {
            final SentOrder order = orders.get(clientOrderId);
            if (order != null) {
                again(order, timeNs);
            }
        }
    }

    @Override
    public void onOrder(final OrderRecord told) {
        if (kind == RequestKind.OPEN_ORDERS) {
            onOpenOrder(told);
            return;
        }
        if (told.clientOrderId == askedClientOrderId && told.instrument != null) {
            isFound = true;
            final SentOrder order = orders.add(told.clientOrderId, told.instrument.instrumentId());
            if (order != null) {
                reports.status(order, told, receiveTimeNs, nowNs);
            }
        }
        hasReachedOlder |= told.madeTimeNs != Instrument.NULL_VALUE && told.madeTimeNs < olderThanNs;
    }

    @Override
    public void onFill(final FillRecord fill) {
        if (fillCount < fills.length) {
            fills[fillCount++].set(fill);
        }
    }

    private void begin(final RequestKind answered, final long receivedNs, final long timeNs) {
        kind = answered;
        receiveTimeNs = receivedNs;
        nowNs = timeNs;
        isFound = false;
        hasReachedOlder = false;
        olderThanNs = Instrument.NULL_VALUE;
        fillCount = 0;
    }

    private boolean query(final long clientOrderId, final int instrumentId, final Page page, final long timeNs) {
        if (sender.refusal(RequestKind.QUERY, instrumentId, timeNs) != RejectReason.NONE) {
            return false;
        }
        sender.requests().query(clientOrderId, instrumentId, orders.get(clientOrderId), page, sender.venueTimeNs(timeNs));
        return sender.send(RequestKind.QUERY, false, clientOrderId, instrumentId, timeNs) != InFlightRequests.NONE;
    }

    private void onOpenOrder(final OrderRecord told) {
        if (!told.isOurs() || told.instrument == null || !told.hasVenueId) {
            return;
        }
        final SentOrder order = orders.add(told.clientOrderId, told.instrument.instrumentId());
        if (order != null) {
            order.isListed = true;
            if (order.orderQuantity == Instrument.NULL_VALUE) {
                order.orderQuantity = told.quantity;
                order.madeTimeNs = told.madeTimeNs;
            }
            order.venueQuantity = told.quantity;
            order.orderType = told.orderType;
            order.isTriggered |= told.isTriggered;
            reports.accepted(order, told, told.madeTimeNs, receiveTimeNs, nowNs);
            reports.told(order, told.filledQuantity);
        }
    }

    private void onState(final long clientOrderId, final int instrumentId, final HttpResponse response) {
        final SentOrder order = orders.get(clientOrderId);
        final boolean isSearched = sender.requests().searchesByList() && (order == null || !order.hasVenueId);
        if (isSearched && order != null && order.madeTimeNs != Instrument.NULL_VALUE) {
            olderThanNs = order.madeTimeNs - CLOCK_TOLERANCE_NS;
        }
        final boolean isRead = answers.readOrders(response, this, next);
        if (isFound) {
            return;
        }
        if (isRead && isSearched && !next.isFirst() && !hasReachedOlder) {
            if (!query(clientOrderId, instrumentId, next, nowNs)) {
                reports.status(clientOrderId, instrumentId, OrderStatus.UNKNOWN, RejectReason.RATE_LIMITED, nowNs);
            }
        } else if (isRead && isSearched || answers.isNotFound(response)) {
            notFound(order, clientOrderId, instrumentId);
        } else {
            reports.status(clientOrderId, instrumentId, OrderStatus.UNKNOWN, RejectReason.VENUE_OTHER, nowNs);
        }
    }

    private void notFound(final SentOrder order, final long clientOrderId, final int instrumentId) {
        final boolean wasThere = order != null && order.isAcknowledged;
        if (!wasThere) {
            reports.status(clientOrderId, instrumentId, OrderStatus.NULL_VAL, RejectReason.UNKNOWN_ORDER, nowNs);
        } else if (answers.forgetsCanceled()
                && (order.madeTimeNs == Instrument.NULL_VALUE || sender.venueTimeNs(nowNs) - order.madeTimeNs >= FORGOTTEN_NS)) {
            reports.forgotten(order, receiveTimeNs, nowNs);
        } else {
            reports.status(clientOrderId, instrumentId, OrderStatus.UNKNOWN, RejectReason.NONE, nowNs);
        }
    }

    private int askForFills(final long timeNs) {
        if (wantingIndex >= reports.wantingCount()) {
            wantingIndex = 0;
        }
        final SentOrder order = reports.wanting(wantingIndex);
        if (order == null) {
            return 1;
        }
        wantingIndex++;
        if (order.isAskingFills || timeNs - order.fillsTimeNs < 0 && order.fillAttempts > 0
                || sender.refusal(RequestKind.FILLS, true, timeNs) != RejectReason.NONE) {
            return 0;
        }
        return fills(order, first, timeNs) ? 1 : 0;
    }

    private boolean fills(final SentOrder order, final Page page, final long timeNs) {
        sender.requests().fills(order, page, sender.venueTimeNs(timeNs));
        order.isAskingFills = sender.send(
                RequestKind.FILLS, true, order.clientOrderId, order.instrumentId, timeNs) != InFlightRequests.NONE;
        return order.isAskingFills;
    }

    /** They come newest first, and those of a page are told oldest first. */
    private void onFills(final SentOrder order, final HttpResponse response) {
        answers.readFills(response, this, next);
        if (order == null) {
            return;
        }
        for (int i = fillCount - 1; i >= 0; i--) {
            if (fills[i].venueIdHigh == order.venueIdHigh && fills[i].venueIdLow == order.venueIdLow) {
                reports.filled(order, fills[i], false, receiveTimeNs, nowNs);
            }
        }
        final boolean hasOlder = order.lacksFills() && !next.isFirst();
        if (!hasOlder || sender.refusal(RequestKind.FILLS, true, nowNs) != RejectReason.NONE || !fills(order, next, nowNs)) {
            again(order, nowNs);
        }
    }

    private static void again(final SentOrder order, final long timeNs) {
        order.isAskingFills = false;
        order.fillsTimeNs = timeNs + (RETRY_NS << Math.min(order.fillAttempts, RETRY_DOUBLINGS_MAX));
        order.fillAttempts++;
    }
}
