package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Answers the engine's question what the venue holds: balances, fills of one instrument after the other, open orders, page by page, each
 * when the rate limits leave room for it.
 *
 * <p>A fill names the venue's order only. Where the gateway does not know that, because the order ended in an earlier run, the venue is
 * asked whose it is before the fill is told.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> for the texts of an end only. <b>Errors:</b> what can not be had
 * after three attempts ends the answer, not complete.
 */
final class Reconciliation implements AnswerListener {
    /** What is being asked for. */
    enum Step { NONE, BALANCES, FILLS, LOOK_UP, OPEN_ORDERS }

    private static final int ATTEMPTS_MAX = 3;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int UNRESOLVED_MAX = 1024;

    private final RequestSender sender;
    private final RestAnswers answers;
    private final OrderReports reports;
    private final ReconciliationWriter account;
    private final List<Instrument> instruments;
    private final Page page = new Page();
    private final Page next = new Page();
    private final FillRecord[] unresolved = new FillRecord[UNRESOLVED_MAX];
    private Step step = Step.NONE;
    private int unresolvedCount;
    private int instrumentIndex;
    private long sinceNs;
    private boolean hasReachedOlder;
    private boolean isComplete;
    private long requestId = InFlightRequests.NONE;
    private int attempts;
    private long askTimeNs;
    private long receiveTimeNs;
    private long nowNs;
    private long ownerClientOrderId;
    private boolean ownerIsEnded;

    Reconciliation(
            final RequestSender sender, final RestAnswers answers, final OrderReports reports, final ReconciliationWriter account,
            final List<Instrument> instruments) {
        this.sender = sender;
        this.answers = answers;
        this.reports = reports;
        this.account = account;
        this.instruments = instruments;
        for (int i = 0; i < UNRESOLVED_MAX; i++) {
            unresolved[i] = new FillRecord();
        }
    }

    /** A request of the engine: one under way is not answered any more. */
    void begin(final ReconcileRequestDecoder request, final long timeNs) {
        account.begin(request);
        sinceNs = request.fillsSinceNs();
        instrumentIndex = 0;
        unresolvedCount = 0;
        isComplete = true;
        requestId = InFlightRequests.NONE;
        enter(Step.BALANCES, timeNs);
    }

    /** Ends an answer that is under way: there is no session any more. */
    void abort(final String why, final long timeNs) {
        if (step != Step.NONE) {
            end(false, why, timeNs);
        }
    }

    /** Asks for the next page if it can be asked for now. */
    int doWork(final long timeNs) {
        if (step == Step.NONE || requestId != InFlightRequests.NONE || timeNs - askTimeNs < 0
                || sender.refusal(RequestKind.RECONCILE, step == Step.FILLS, timeNs) != RejectReason.NONE) {
            return 0;
        }
        final RestRequests requests = sender.requests();
        final long venueTimeNs = sender.venueTimeNs(timeNs);
        switch (step) {
            case BALANCES -> requests.balances(page, venueTimeNs);
            case FILLS -> requests.fills(instruments.get(instrumentIndex), page, venueTimeNs);
            case LOOK_UP -> requests.query(unresolved[0].venueIdHigh, unresolved[0].venueIdLow, venueTimeNs);
            default -> requests.openOrders(page, venueTimeNs);
        }
        requestId = sender.send(RequestKind.RECONCILE, step == Step.FILLS, timeNs);
        return 1;
    }

    /** An answer to a request of this kind; one of an answer that was given up is passed over. */
    void onResponse(final long id, final HttpResponse response, final long receivedNs, final long timeNs) {
        if (id != requestId) {
            return;
        }
        requestId = InFlightRequests.NONE;
        receiveTimeNs = receivedNs;
        nowNs = timeNs;
        hasReachedOlder = false;
        ownerClientOrderId = OrderUuid.FOREIGN;
        ownerIsEnded = true;
        final boolean isRead = switch (step) {
            case BALANCES -> answers.readBalances(response, this, next);
            case FILLS -> answers.readFills(response, this, next);
            case LOOK_UP -> answers.readOrders(response, this, next) || answers.isNotFound(response);
            case OPEN_ORDERS -> answers.readOrders(response, this, next);
            case NONE -> true;
        };
        if (isRead) {
            attempts = 0;
            advance();
        } else {
            again("HTTP " + response.status() + ' ' + response.text(100), timeNs);
        }
    }

    /** The request in flight gets no answer. */
    void onNoResponse(final long id, final String why, final long timeNs) {
        if (id == requestId) {
            requestId = InFlightRequests.NONE;
            again(why, timeNs);
        }
    }

    @Override
    public void onBalance(final int assetId, final long freeE8, final long lockedE8) {
        account.tellBalance(assetId, freeE8, lockedE8, receiveTimeNs, nowNs);
    }

    @Override
    public void onFill(final FillRecord fill) {
        if (fill.timeNs != Instrument.NULL_VALUE && fill.timeNs < sinceNs) {
            hasReachedOlder = true;
            return;
        }
        final SentOrder order = reports.orders().get(fill.venueIdHigh, fill.venueIdLow);
        if (order != null) {
            tell(order, fill);
        } else if (unresolvedCount < UNRESOLVED_MAX) {
            unresolved[unresolvedCount++].set(fill);
        } else {
            isComplete = false;
        }
    }

    @Override
    public void onOrder(final OrderRecord order) {
        if (step == Step.LOOK_UP) {
            if (order.isOurs() && order.instrument != null) {
                ownerClientOrderId = order.clientOrderId;
                ownerIsEnded = order.isEnded();
            }
            return;
        }
        final OpenOrderEncoder told = account.openOrder(
                order.instrument == null ? OpenOrderEncoder.instrumentIdNullValue() : order.instrument.instrumentId(),
                order.clientOrderId, order.side, order.orderType, receiveTimeNs);
        told.price(order.price).quantity(order.quantity).cumQuantity(order.filledQuantity);
        told.venueOrderId().high(order.venueIdHigh).low(order.venueIdLow);
        account.tellOpenOrder(nowNs);
    }

    private void advance() {
        switch (step) {
            case BALANCES -> turn(next.isFirst(), Step.FILLS);
            case FILLS -> {
                if (hasReachedOlder) {
                    next.first();
                }
                if (unresolvedCount > 0) {
                    enter(Step.LOOK_UP, nowNs);
                    page.set(next);
                } else {
                    nextFills();
                }
            }
            case LOOK_UP -> {
                resolve();
                if (unresolvedCount == 0) {
                    next.set(page);
                    step = Step.FILLS;
                    nextFills();
                }
            }
            case OPEN_ORDERS -> {
                if (next.isFirst()) {
                    end(isComplete, isComplete ? "" : "more fills of unknown orders than can be looked up", nowNs);
                } else {
                    page.set(next);
                }
            }
            case NONE -> {
            }
        }
    }

    private void nextFills() {
        if (next.isFirst()) {
            instrumentIndex++;
            turn(instrumentIndex == instruments.size(), Step.OPEN_ORDERS);
        } else {
            page.set(next);
        }
    }

    /** The next page, or the next step where this one is over. */
    private void turn(final boolean isOver, final Step to) {
        if (isOver) {
            enter(to, nowNs);
        } else {
            page.set(next);
        }
    }

    private void enter(final Step to, final long timeNs) {
        step = to;
        page.first();
        attempts = 0;
        askTimeNs = timeNs;
    }

    /** The first unresolved fill's order is known now: its fills are told, the others stay. */
    private void resolve() {
        final long high = unresolved[0].venueIdHigh;
        final long low = unresolved[0].venueIdLow;
        final SentOrder order = ownerClientOrderId == OrderUuid.FOREIGN ? null : owner(high, low);
        int kept = 0;
        for (int i = 0; i < unresolvedCount; i++) {
            final FillRecord fill = unresolved[i];
            if (fill.venueIdHigh != high || fill.venueIdLow != low) {
                unresolved[i] = unresolved[kept];
                unresolved[kept++] = fill;
            } else if (order != null) {
                tell(order, fill);
            } else {
                reports.foreignFill(fill, receiveTimeNs, nowNs);
                account.countFill();
            }
        }
        unresolvedCount = kept;
    }

    private SentOrder owner(final long high, final long low) {
        final SentOrder order = reports.orders().add(ownerClientOrderId, unresolved[0].instrument.instrumentId());
        if (order != null) {
            reports.orders().identify(order, high, low);
            order.isAcknowledged = true;
            if (ownerIsEnded) {
                reports.orders().end(order);
            }
        }
        return order;
    }

    private void tell(final SentOrder order, final FillRecord fill) {
        reports.filled(order, fill, true, receiveTimeNs, nowNs);
        account.countFill();
    }

    private void again(final String why, final long timeNs) {
        attempts++;
        askTimeNs = timeNs + PAUSE_NS;
        if (attempts == ATTEMPTS_MAX) {
            end(false, step + ": " + why, timeNs);
        }
    }

    private void end(final boolean complete, final String text, final long timeNs) {
        step = Step.NONE;
        requestId = InFlightRequests.NONE;
        account.end(complete, text, timeNs);
    }
}
