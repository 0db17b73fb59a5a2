package io.peregrine.order;

import static io.peregrine.message.OrderStatus.FILLED;
import static io.peregrine.message.OrderStatus.PARTIALLY_FILLED;
import static io.peregrine.message.OrderStatus.PENDING_CANCEL;
import static io.peregrine.message.OrderStatus.PENDING_NEW;
import static io.peregrine.message.OrderStatus.PENDING_REPLACE;
import static io.peregrine.message.OrderStatus.REJECTED;
import static io.peregrine.message.OrderStatus.TRIGGERED;
import static io.peregrine.message.OrderStatus.UNKNOWN;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;

/**
 * Applies execution reports to orders. Reports may come late, twice, out of order, or not at all; what the engine knows of an order only
 * ever grows:
 * <ul>
 *   <li>fills are facts: each execution id counts once, in any status;
 *   <li>a report that ends an order while the venue has said that more was filled than was seen here leaves it UNKNOWN, its exposure
 *       reserved, until the missing fills are here;
 *   <li>no report on the network ends an order; "not found" does only for an order that the venue never acknowledged, and only when it was
 *       sent so long ago that it can not arrive any more;
 *   <li>while a replace in place has no answer the order may have either terms: the worse are reserved, and it is filled when both are;
 *       a fill beyond the old quantity proves the replace, and so does the venue's answer to a query;
 *   <li>any proof that the venue has the order outweighs a refusal (a resent order is refused as a duplicate).
 * </ul>
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none. <b>Errors:</b> as {@link ReportOutcome}.
 */
public final class OrderTracker {
    /** Terminal orders remembered for late reports. */
    public static final int TERMINAL_ORDERS = 4096;
    /** Fills remembered for repeated ones. */
    public static final int EXECUTION_IDS = 1 << 16;
    /** A request without an answer after all its attempts is repeated this many times more slowly, for ever. */
    private static final int PATIENCE = 10;

    private final OrderSettings settings;
    private final OrderTable table;
    private final ExecutionIds executionIds = new ExecutionIds(EXECUTION_IDS);
    private final OrderRecovery recovery;
    private final HeldOrders held;
    private long nowNs;

    /**
     * @param table shared with those who only look
     */
    public OrderTracker(final OrderSettings settings, final OrderTable table) {
        this.settings = settings;
        this.table = table;
        recovery = new OrderRecovery(this, table, executionIds);
        held = new HeldOrders(this, table, settings);
    }

    /** A new order, PENDING_NEW. */
    public Order open(final OrderRequest request, final long clientOrderId, final long sentTimeNs) {
        final Order order = acquire(request, clientOrderId, sentTimeNs);
        move(order, PENDING_NEW, sentTimeNs);
        table.add(order);
        return order;
    }

    /** An order by these terms, PENDING_RISK and not in the table yet. */
    Order acquire(final OrderRequest request, final long clientOrderId, final long timeNs) {
        final Order order = table.acquire();
        order.clientOrderId = clientOrderId;
        order.instrumentId = request.instrumentId;
        order.strategyId = request.strategyId;
        order.side = request.side;
        order.orderType = request.orderType;
        order.timeInForce = request.timeInForce;
        order.postOnly = request.postOnly;
        order.price = request.price;
        order.stopPrice = request.stopPrice;
        order.reservePrice = request.reservePrice;
        order.orderQuantity = request.quantity;
        order.sentTimeNs = timeNs;
        return order;
    }

    /** Orders that wait in the engine. */
    public HeldOrders held() {
        return held;
    }

    /** Brings orders back from the journal and from snapshots. */
    public OrderRecovery recovery() {
        return recovery;
    }

    /** The order is to be cancelled as soon as it is known to work. */
    public void wantCancel(final Order order) {
        order.cancelWanted = true;
    }

    /** A cancel is about to be sent; false where the order's status does not allow it. */
    public boolean cancelSent(final Order order, final long timeNs) {
        nowNs = timeNs;
        order.cancelWanted = true;
        if (order.status == PENDING_CANCEL) {
            order.attempts++;
            requestDeadline(order, nowNs + spacingNs(order));
            return true;
        }
        return transition(order, PENDING_CANCEL);
    }

    /** A request is about to be sent that cancels the order and sends another; false where the order's status does not allow it. */
    public boolean replaceByNewSent(final Order order, final long timeNs) {
        nowNs = timeNs;
        return (order.status == OrderStatus.NEW || order.status == PARTIALLY_FILLED) && transition(order, PENDING_CANCEL);
    }

    /** A replace in place is about to be sent; false where the order's status does not allow it. */
    public boolean replaceSent(final Order order, final long price, final long quantity, final long timeNs) {
        nowNs = timeNs;
        if (order.status != OrderStatus.NEW && order.status != PARTIALLY_FILLED || !transition(order, PENDING_REPLACE)) {
            return false;
        }
        wantTerms(order, price, quantity, timeNs);
        return true;
    }

    /** The terms that a replace on its way may give the order. */
    void wantTerms(final Order order, final long price, final long quantity, final long timeNs) {
        order.replacePrice = price;
        order.replaceQuantity = quantity;
        order.replaceSentTimeNs = timeNs;
        table.reserve(order);
    }

    /** The trigger of a stop that the engine holds is met, and its order is about to be sent; false where it is not held as NEW. */
    public boolean triggerSent(final Order order, final long timeNs) {
        nowNs = timeNs;
        if (order.status != OrderStatus.NEW || !transition(order, TRIGGERED)) {
            return false;
        }
        order.triggered = true;
        order.acknowledged = false;
        order.sentTimeNs = timeNs;
        requestDeadline(order, nowNs + settings.orderTimeoutNs());
        return true;
    }

    /** A stop that was triggered here may not be sent. */
    public void triggerRefused(final Order order, final long timeNs) {
        move(order, REJECTED, timeNs);
    }

    boolean move(final Order order, final OrderStatus to, final long timeNs) {
        nowNs = timeNs;
        return transition(order, to);
    }

    /** A query is about to be sent. */
    public void querySent(final Order order, final long timeNs) {
        order.attempts++;
        requestDeadline(order, timeNs + spacingNs(order));
    }

    /** The outcome of the order's request is not known. */
    public boolean lost(final Order order, final long timeNs) {
        return move(order, UNKNOWN, timeNs);
    }

    /**
     * Applies a report of this order.
     *
     * @param report its clientOrderId is the order's
     */
    public ReportOutcome apply(final Order order, final ExecutionReportDecoder report, final long timeNs) {
        nowNs = timeNs;
        if (order.held() && report.execType() != ExecType.TRADE) {
            return ReportOutcome.REFUSED;
        }
        venueOrderId(order, report);
        return switch (report.execType()) {
            case NEW -> acknowledged(order);
            case TRADE -> filled(order, report);
            case CANCELED -> ended(order, OrderStatus.CANCELED, report.cumQuantity());
            case EXPIRED -> ended(order, OrderStatus.EXPIRED, report.cumQuantity());
            case REJECTED -> rejected(order, report.rejectReason());
            case CANCEL_REJECTED -> cancelRejected(order, report.rejectReason());
            case TIMEOUT -> timedOut(order);
            case ORDER_STATUS -> told(order, report);
            case TRIGGERED -> triggered(order);
            case REPLACED -> replaced(order, report);
            case REPLACE_REJECTED -> replaceRejected(order, report.rejectReason());
            case PENDING_NEW, PENDING_CANCEL, PENDING_REPLACE, RISK_REJECTED, NULL_VAL -> ReportOutcome.REFUSED;
        };
    }

    static void venueOrderId(final Order order, final ExecutionReportDecoder report) {
        final Id128Decoder venueOrderId = report.venueOrderId();
        if (venueOrderId.low() != Instrument.NULL_VALUE) {
            order.venueOrderIdHigh = venueOrderId.high();
            order.venueOrderIdLow = venueOrderId.low();
        }
    }

    private ReportOutcome acknowledged(final Order order) {
        if (order.terminal()) {
            return order.status == REJECTED ? ReportOutcome.REVENANT : ReportOutcome.LATE;
        }
        if (order.acknowledged) {
            return ReportOutcome.LATE;
        }
        order.acknowledged = true;
        if (order.status != PENDING_CANCEL && order.toldStatus == null) {
            transition(order, order.workingStatus());
        }
        return ReportOutcome.APPLIED;
    }

    private ReportOutcome triggered(final Order order) {
        if (order.terminal() || order.status == TRIGGERED || order.replacing() || order.toldStatus != null) {
            return ReportOutcome.LATE;
        }
        order.acknowledged = true;
        if (order.status != PENDING_CANCEL && !transition(order, TRIGGERED)) {
            return ReportOutcome.REFUSED;
        }
        order.triggered = true;
        return ReportOutcome.APPLIED;
    }

    private ReportOutcome filled(final Order order, final ExecutionReportDecoder report) {
        final Id128Decoder executionId = report.executionId();
        if (!executionIds.add(order.clientOrderId, executionId.high(), executionId.low())) {
            return ReportOutcome.DUPLICATE;
        }
        final boolean provenNow = !order.acknowledged;
        order.cumQuantity += report.lastQuantity();
        order.changedTimeNs = nowNs;
        order.acknowledged = true;
        if (order.terminal()) {
            return order.cumQuantity > order.orderQuantity ? ReportOutcome.OVERFILL : ReportOutcome.LATE_FILL;
        }
        if (order.replacing() && order.cumQuantity > order.orderQuantity && order.replaceQuantity > order.orderQuantity) {
            order.terms(order.replacePrice, order.replaceQuantity);
        }
        table.reserve(order);
        if (order.filled()) {
            transition(order, FILLED);
            return order.cumQuantity > order.orderQuantity ? ReportOutcome.OVERFILL : ReportOutcome.FILL;
        }
        if (order.toldStatus != null) {
            enterTold(order);
        } else if (order.status == PARTIALLY_FILLED) {
            rest(order);
        } else if (order.status != PENDING_CANCEL && !order.replacing() && (order.status != UNKNOWN || provenNow)) {
            transition(order, PARTIALLY_FILLED);
        }
        return ReportOutcome.FILL;
    }

    private ReportOutcome rejected(final Order order, final RejectReason reason) {
        if (order.terminal()) {
            return ReportOutcome.LATE;
        }
        if (order.acknowledged && order.status != TRIGGERED) {
            return ReportOutcome.REFUSED;
        }
        if (reason == RejectReason.DUPLICATE_ORDER) {
            return ask(order);
        }
        return ended(order, REJECTED, Instrument.NULL_VALUE);
    }

    private ReportOutcome ended(final Order order, final OrderStatus status, final long venueCumQuantity) {
        if (order.terminal()) {
            return ReportOutcome.LATE;
        }
        order.venueCumQuantity = Math.max(order.venueCumQuantity, venueCumQuantity);
        order.toldStatus = status;
        if (order.cumQuantity >= order.venueCumQuantity) {
            return enterTold(order) ? ReportOutcome.APPLIED : ReportOutcome.REFUSED;
        }
        order.acknowledged = true;
        return ask(order);
    }

    private ReportOutcome cancelRejected(final Order order, final RejectReason reason) {
        if (order.status != PENDING_CANCEL) {
            return ReportOutcome.LATE;
        }
        if (reason == RejectReason.UNKNOWN_ORDER || reason == RejectReason.TOO_LATE || order.toldStatus != null) {
            return ask(order);
        }
        transition(order, order.replacing() ? PENDING_REPLACE : order.workingStatus());
        return ReportOutcome.APPLIED;
    }

    private ReportOutcome replaced(final Order order, final ExecutionReportDecoder report) {
        if (order.terminal()) {
            return order.status == REJECTED ? ReportOutcome.REVENANT : ReportOutcome.LATE;
        }
        if (order.replacing()) {
            if (!ReportedTerms.agree(report, order, order.replacePrice, order.replaceQuantity)) {
                return ReportOutcome.LATE;
            }
            order.terms(order.replacePrice, Math.max(order.replaceQuantity, order.cumQuantity));
            return termsSettled(order);
        }
        if (ReportedTerms.agree(report, order, order.price, order.orderQuantity)) {
            return ReportOutcome.LATE;
        }
        // Nobody asked for it now: an old one, come late, or the doing of somebody else. The venue knows.
        order.acknowledged = true;
        if (order.toldStatus != null && !OrderTransitions.terminal(order.toldStatus)) {
            order.toldStatus = null;
        }
        wantTerms(order, ReportedTerms.price(report, order), ReportedTerms.quantity(report, order), nowNs);
        return ask(order);
    }

    private ReportOutcome replaceRejected(final Order order, final RejectReason reason) {
        if (!order.replacing()) {
            return ReportOutcome.LATE;
        }
        order.termsCertain();
        final boolean gone = reason == RejectReason.UNKNOWN_ORDER || reason == RejectReason.TOO_LATE;
        if (gone && order.status == PENDING_REPLACE && !order.filled()) {
            table.reserve(order);
            return ask(order);
        }
        return termsSettled(order);
    }

    /** The terms are certain again. A cancel or a query that has no answer goes on waiting for it. */
    private ReportOutcome termsSettled(final Order order) {
        table.reserve(order);
        if (order.filled()) {
            transition(order, FILLED);
        } else if (order.status == PENDING_REPLACE) {
            transition(order, order.workingStatus());
        }
        return ReportOutcome.APPLIED;
    }

    private ReportOutcome timedOut(final Order order) {
        return switch (order.status) {
            case PENDING_NEW, PENDING_REPLACE -> ask(order);
            case TRIGGERED -> order.acknowledged ? ReportOutcome.LATE : ask(order);
            case PENDING_CANCEL -> order.cancelCanBeRepeated(settings.retryAttempts()) ? ReportOutcome.CANCEL_AGAIN : ask(order);
            default -> ReportOutcome.LATE;
        };
    }

    /** The venue's answer to a query. */
    private ReportOutcome told(final Order order, final ExecutionReportDecoder report) {
        if (report.rejectReason() == RejectReason.UNKNOWN_ORDER) {
            return notFound(order);
        }
        final OrderStatus status = report.orderStatus();
        if (OrderTransitions.terminal(status)) {
            return toldEnd(order, status, report);
        }
        if (status != OrderStatus.NEW && status != PARTIALLY_FILLED && status != PENDING_CANCEL && status != TRIGGERED) {
            // The query itself failed: still nothing is known.
            return ReportOutcome.LATE;
        }
        if (order.terminal()) {
            return order.status == REJECTED ? ReportOutcome.REVENANT : ReportOutcome.LATE;
        }
        order.acknowledged = true;
        if (order.status != UNKNOWN && order.status != PENDING_NEW) {
            return ReportOutcome.LATE;
        }
        if (order.replacing() && !decidesTerms(order, report)) {
            return ReportOutcome.LATE;
        }
        ReportedTerms.take(report, order);
        table.reserve(order);
        if (order.filled()) {
            return transition(order, FILLED) ? ReportOutcome.APPLIED : ReportOutcome.REFUSED;
        }
        order.venueCumQuantity = Math.max(order.venueCumQuantity, report.cumQuantity());
        if (order.toldStatus == null) {
            order.toldStatus = status == TRIGGERED ? TRIGGERED : order.venueCumQuantity > 0 ? PARTIALLY_FILLED : OrderStatus.NEW;
        }
        if (order.cumQuantity >= order.venueCumQuantity) {
            return enterTold(order) ? ReportOutcome.APPLIED : ReportOutcome.REFUSED;
        }
        return order.status == UNKNOWN ? ReportOutcome.LATE : ask(order);
    }

    private ReportOutcome toldEnd(final Order order, final OrderStatus status, final ExecutionReportDecoder report) {
        if (order.terminal()) {
            return ReportOutcome.LATE;
        }
        if (status != FILLED) {
            return ended(order, status, report.cumQuantity());
        }
        if (order.replacing() && !ReportedTerms.quantityTold(report)) {
            if (report.cumQuantity() <= 0) {
                return ReportOutcome.LATE;
            }
            order.terms(order.price, report.cumQuantity());
        }
        ReportedTerms.take(report, order);
        table.reserve(order);
        return ended(order, FILLED, order.orderQuantity);
    }

    /** Does the answer say which terms the order has? The old ones may change for as long as the replace can still arrive. */
    private boolean decidesTerms(final Order order, final ExecutionReportDecoder report) {
        final boolean canStillArrive = nowNs - order.replaceSentTimeNs < settings.orderTimeoutNs();
        return ReportedTerms.complete(report, order)
                && (!canStillArrive || ReportedTerms.agree(report, order, order.replacePrice, order.replaceQuantity));
    }

    private ReportOutcome notFound(final Order order) {
        final boolean canStillArrive = nowNs - order.sentTimeNs < settings.orderTimeoutNs();
        if (order.status != UNKNOWN || order.acknowledged) {
            return ReportOutcome.LATE;
        } else if (canStillArrive) {
            requestDeadline(order, Math.min(order.requestDeadlineNs, order.sentTimeNs + settings.orderTimeoutNs()));
            return ReportOutcome.LATE;
        }
        transition(order, REJECTED);
        return ReportOutcome.APPLIED;
    }

    private ReportOutcome ask(final Order order) {
        if (order.status == UNKNOWN) {
            return ReportOutcome.LATE;
        }
        return transition(order, UNKNOWN) ? ReportOutcome.ASK : ReportOutcome.REFUSED;
    }

    /** What the venue told comes true, once the fills that it spoke of are all here. */
    private boolean enterTold(final Order order) {
        if (order.cumQuantity < order.venueCumQuantity) {
            return true;
        }
        final OrderStatus status = order.toldStatus;
        order.toldStatus = null;
        final boolean working = !OrderTransitions.terminal(status);
        return transition(order, working && status != TRIGGERED ? order.workingStatus() : status);
    }

    /** The only place where a status changes. */
    private boolean transition(final Order order, final OrderStatus to) {
        if (!OrderTransitions.legal(order.status, to)) {
            return false;
        }
        final OrderStatus from = order.status;
        order.status = to;
        order.changedTimeNs = nowNs;
        order.attempts = 0;
        order.requestDeadlineNs = Order.NEVER;
        if (order.terminal()) {
            order.termsCertain();
            table.onTerminal(order);
            held.onTerminal(order);
        } else if (to == PENDING_NEW || to == PENDING_CANCEL || to == PENDING_REPLACE || to == UNKNOWN) {
            requestDeadline(order, nowNs + settings.orderTimeoutNs());
        } else {
            rest(order);
            if (order.cancelWanted) {
                // Out of UNKNOWN the cancel is overdue; a cancel that was just refused is given some time.
                requestDeadline(order, from == UNKNOWN ? nowNs : nowNs + settings.orderTimeoutNs());
            }
        }
        return true;
    }

    void requestDeadline(final Order order, final long deadlineNs) {
        order.requestDeadlineNs = deadlineNs;
        table.arm(deadlineNs);
    }

    /** The order rests, from now on, for the fill timeout; a stop only once it is triggered. */
    private void rest(final Order order) {
        final boolean stop = order.orderType == OrderType.STOP || order.orderType == OrderType.STOP_LIMIT;
        if (settings.fillTimeoutNs() > 0 && (!stop || order.status != OrderStatus.NEW)) {
            order.restDeadlineNs = nowNs + settings.fillTimeoutNs();
            table.arm(order.restDeadlineNs);
        }
    }

    private long spacingNs(final Order order) {
        final long timeoutNs = settings.orderTimeoutNs();
        return order.attempts <= settings.retryAttempts() ? timeoutNs : timeoutNs * PATIENCE;
    }
}
