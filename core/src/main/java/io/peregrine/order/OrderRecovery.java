package io.peregrine.order;

import static io.peregrine.message.OrderStatus.PENDING_CANCEL;
import static io.peregrine.message.OrderStatus.PENDING_REPLACE;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BooleanType;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.SnapshotExecutionDecoder;
import io.peregrine.message.SnapshotOrderDecoder;
import io.peregrine.snapshot.SnapshotWriter;

/**
 * Brings orders back from the journal and from snapshots. What is read was judged when it happened; it is a fact now and taken as it is.
 *
 * <p><b>Threading:</b> before the start, the thread that reads the journal. <b>Allocates:</b> none.
 */
public final class OrderRecovery {
    private final OrderTracker tracker;
    private final OrderTable table;
    private final ExecutionIds executionIds;
    private final OrderSnapshot snapshot;

    OrderRecovery(final OrderTracker tracker, final OrderTable table, final ExecutionIds executionIds) {
        this.tracker = tracker;
        this.table = table;
        this.executionIds = executionIds;
        snapshot = new OrderSnapshot(table, executionIds);
    }

    /** An order that the journal says was sent. */
    public void restore(final NewOrderDecoder sent, final OrderRequest request) {
        final Order known = table.get(sent.clientOrderId());
        if (known != null) {
            restoreSecond(known, sent);
            return;
        }
        final long price = sent.price() != Instrument.NULL_VALUE ? sent.price() : sent.stopPrice();
        request.set(sent.strategyId(), sent.instrumentId(), sent.side(), sent.orderType(), sent.quantity())
                .prices(sent.price(), sent.stopPrice())
                .terms(sent.timeInForce(), sent.postOnly() == BooleanType.TRUE)
                .reserveAt(Math.max(0, price));
        if (sent.held() == BooleanType.TRUE) {
            tracker.held().hold(request, sent.clientOrderId(), sent.timeNs());
        } else {
            tracker.open(request, sent.clientOrderId(), sent.timeNs());
        }
    }

    /** A second record of one order: one that the engine held was sent, or a stop triggered and sent. */
    private void restoreSecond(final Order order, final NewOrderDecoder sent) {
        if (order.held()) {
            order.status = OrderStatus.PENDING_NEW;
            order.sentTimeNs = sent.timeNs();
            order.orderQuantity = sent.quantity();
            table.reserve(order);
        } else if (!order.terminal()) {
            order.status = OrderStatus.TRIGGERED;
            order.triggered = true;
            order.acknowledged = false;
            order.sentTimeNs = sent.timeNs();
        }
    }

    /** An order that the journal says was sent in place of another. */
    public void restore(final ReplaceOrderDecoder sent, final OrderRequest request) {
        request.set(sent.strategyId(), sent.instrumentId(), sent.side(), sent.orderType(), sent.quantity())
                .prices(sent.price(), sent.stopPrice())
                .terms(sent.timeInForce(), sent.postOnly() == BooleanType.TRUE)
                .reserveAt(sent.price());
        tracker.open(request, sent.newClientOrderId(), sent.timeNs());
    }

    /** A request that the journal says was sent, to cancel the order and send another. */
    public void restoreReplaceByNew(final Order order) {
        if (!order.terminal()) {
            order.status = PENDING_CANCEL;
        }
    }

    /** A replace in place that the journal says was sent; one of an order that had ended changes nothing. */
    public void restoreReplace(final Order order, final ReplaceOrderDecoder sent) {
        if (!order.terminal()) {
            order.status = PENDING_REPLACE;
            tracker.wantTerms(order, sent.price(), sent.quantity(), sent.timeNs());
        }
    }

    /**
     * A report that the journal says was applied: the order becomes what the record says, without any judgement.
     *
     * @return true for a fill
     */
    public boolean restore(final Order order, final ExecutionReportDecoder report) {
        final boolean fill = report.execType() == ExecType.TRADE;
        final boolean wasTerminal = order.terminal();
        OrderTracker.venueOrderId(order, report);
        if (fill) {
            executionIds.add(order.clientOrderId, report.executionId().high(), report.executionId().low());
        }
        order.triggered |= report.execType() == ExecType.TRIGGERED;
        final boolean triggeredThere = report.execType() == ExecType.TRIGGERED && report.receiveTimeNs() != Instrument.NULL_VALUE;
        order.acknowledged |= fill || report.execType() == ExecType.NEW || triggeredThere || report.orderStatus() == OrderStatus.NEW;
        order.cumQuantity = report.cumQuantity();
        order.status = report.orderStatus();
        if (ReportedTerms.settled(report, order)) {
            order.terms(ReportedTerms.price(report, order), ReportedTerms.quantity(report, order));
        }
        if (!wasTerminal && order.terminal()) {
            table.onTerminal(order);
        } else if (!wasTerminal) {
            table.reserve(order);
        }
        return fill;
    }

    /** Writes all orders, and the fills that are remembered. */
    public void snapshot(final SnapshotWriter out) {
        snapshot.write(out);
    }

    /** An order of a snapshot; in the order in which they were written. */
    public void restore(final SnapshotOrderDecoder message) {
        snapshot.restore(message);
    }

    /** A fill of a snapshot; in the order in which they were written. */
    public void restore(final SnapshotExecutionDecoder message) {
        snapshot.restore(message);
    }

    /** A cancel that the journal says was sent; one that was sent for an order that had ended changes nothing. */
    public void restoreCancel(final Order order) {
        if (!order.terminal()) {
            order.cancelWanted = true;
            order.status = PENDING_CANCEL;
        }
    }
}
