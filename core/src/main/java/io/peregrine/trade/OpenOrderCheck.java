package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.order.ExecutionIds;
import io.peregrine.order.Order;
import io.peregrine.order.OrderTable;
import io.peregrine.order.UnknownOrders;
import io.peregrine.position.Money;

/**
 * The venue's open orders against the engine's. The venue is right; but an order that changed here after the question was asked is left
 * alone, because the answer may be older than the change.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class OpenOrderCheck {
    /** Unknown orders that are remembered, so that each is told once. */
    private static final int TOLD_MAX = 1024;

    private final Instruments instruments;
    private final OrderTable orders;
    private final Records records;
    private final ReconciliationRecords written;
    private final HeldStops held;
    private final OrderDesk desk;
    private final ExecutionDesk executions;
    private final UnknownOrders policy;
    private final ExecutionIds told = new ExecutionIds(TOLD_MAX);

    OpenOrderCheck(
            final Instruments instruments, final TradeState state, final ReconciliationRecords written, final HeldStops held,
            final OrderDesk desk, final ExecutionDesk executions, final UnknownOrders policy) {
        this.instruments = instruments;
        this.written = written;
        this.held = held;
        this.desk = desk;
        this.executions = executions;
        this.policy = policy;
        orders = state.orders();
        records = state.records();
    }

    /** One order that closes a position beside the engine: its fills will be the engine's, by hand. */
    void onSentElsewhere(final OpenOrderDecoder sent, final long nowNs) {
        if (orders.get(sent.clientOrderId()) == null) {
            if (instruments.contains(sent.instrumentId()) && !orders.full()) {
                desk.expect(sent, nowNs);
            } else {
                records.unknownOrderEvent(sent.clientOrderId(), sent.instrumentId(), quantityE8(sent, sent.quantity()), nowNs);
            }
        }
    }

    /**
     * One order that the venue works.
     *
     * @return does it differ from what the engine has?
     */
    boolean onListed(final OpenOrderDecoder listed, final AccountState account, final long nowNs) {
        final long clientOrderId = listed.clientOrderId();
        final Order order = clientOrderId == OpenOrderDecoder.clientOrderIdNullValue()
                ? orders.byVenueOrderId(listed.venueOrderId().high(), listed.venueOrderId().low())
                : orders.get(clientOrderId);
        if (order == null) {
            unknown(listed, nowNs);
            return true;
        } else if (order.terminal()) {
            return ended(order, listed, account, nowNs);
        }
        orders.listed(order, listed.reconciliationId());
        if (order.status() == OrderStatus.UNKNOWN || order.status() == OrderStatus.PENDING_NEW) {
            executions.onExecutionReport(written.status(order, listed), nowNs);
            return false;
        }
        return lacksFills(order, listed, account, nowNs);
    }

    /**
     * The whole list is here: what should be on it and is not must be asked for.
     *
     * @return how many orders differ
     */
    int onEnd(final AccountState account, final long nowNs) {
        int differences = 0;
        for (final int instrumentId : account.instrumentIds) {
            Order order = orders.open(instrumentId).first();
            while (order != null) {
                final Order next = order.nextOpen();
                if (order.changedTimeNs() < account.requestTimeNs && order.listedIn() != account.reconciliationId
                        && !held.holds(order)) {
                    differences += missing(order, account, nowNs);
                }
                order = next;
            }
        }
        return differences;
    }

    /** Is the outcome of any request of this venue's orders open? */
    boolean anyUnknown(final AccountState account) {
        for (final int instrumentId : account.instrumentIds) {
            for (Order order = orders.open(instrumentId).first(); order != null; order = order.nextOpen()) {
                if (order.status() == OrderStatus.UNKNOWN) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Is there an order whose id at the venue is not known yet? */
    boolean anyUnidentified(final int instrumentId) {
        for (Order order = orders.open(instrumentId).first(); order != null; order = order.nextOpen()) {
            if (order.venueOrderIdLow() == Instrument.NULL_VALUE && !order.held() && !held.holds(order)) {
                return true;
            }
        }
        return false;
    }

    private int missing(final Order order, final AccountState account, final long nowNs) {
        switch (order.status()) {
            case UNKNOWN -> desk.query(order, nowNs);
            case NEW, PARTIALLY_FILLED, TRIGGERED -> {
                written.missingOrder(order, account.reconciliationId, nowNs);
                records.orderEvent(order, Severity.WARNING, RejectReason.UNKNOWN_ORDER, 0, nowNs);
                desk.lose(order, nowNs);
                return 1;
            }
            default -> {
                // A request is on its way; its own timeout watches it.
            }
        }
        return 0;
    }

    private void unknown(final OpenOrderDecoder listed, final long nowNs) {
        final int instrumentId = listed.instrumentId();
        final boolean first = told.add(instrumentId, listed.venueOrderId().high(), listed.venueOrderId().low());
        final boolean tradable = instruments.contains(instrumentId) && listed.quantity() != OpenOrderDecoder.quantityNullValue();
        if (!first && policy == UnknownOrders.REPORT) {
            return;
        }
        records.unknownOrderEvent(listed.clientOrderId(), instrumentId, quantityE8(listed, listed.quantity()), nowNs);
        if (policy == UnknownOrders.REPORT || !tradable || orders.full()) {
            difference(listed, DifferenceKind.UNKNOWN_ORDER, DifferenceAction.REPORTED, listed.clientOrderId(), 0, nowNs);
            return;
        }
        final boolean cancel = policy == UnknownOrders.CANCEL;
        final Order adopted = desk.adopt(listed, nowNs);
        difference(listed, DifferenceKind.UNKNOWN_ORDER, cancel ? DifferenceAction.CANCELED : DifferenceAction.ADOPTED,
                adopted.clientOrderId(), listed.cumQuantity(), nowNs);
        orders.listed(adopted, listed.reconciliationId());
        if (cancel) {
            desk.cancel(adopted, nowNs);
        }
    }

    private boolean ended(final Order order, final OpenOrderDecoder listed, final AccountState account, final long nowNs) {
        if (order.changedTimeNs() >= account.requestTimeNs) {
            return false;
        }
        final boolean cancel = policy != UnknownOrders.REPORT;
        difference(listed, DifferenceKind.ENDED_ORDER, cancel ? DifferenceAction.CANCELED : DifferenceAction.REPORTED,
                order.clientOrderId(), order.cumQuantity(), nowNs);
        records.orderEvent(order, Severity.SEVERE, RejectReason.TOO_LATE, quantityE8(listed, listed.quantity()), nowNs);
        if (cancel) {
            desk.cancelRevenant(order, nowNs);
        }
        return true;
    }

    /** The fills were told before the list, so what is missing now must be asked for. */
    private boolean lacksFills(final Order order, final OpenOrderDecoder listed, final AccountState account, final long nowNs) {
        final boolean lacks = listed.cumQuantity() != OpenOrderDecoder.cumQuantityNullValue()
                && listed.cumQuantity() > order.cumQuantity()
                && order.changedTimeNs() < account.requestTimeNs;
        if (lacks) {
            difference(listed, DifferenceKind.MISSING_ORDER, DifferenceAction.QUERIED, order.clientOrderId(), order.cumQuantity(), nowNs);
            desk.lose(order, nowNs);
        }
        return lacks;
    }

    private void difference(
            final OpenOrderDecoder listed, final DifferenceKind kind, final DifferenceAction action, final long clientOrderId,
            final long engineCumQuantity, final long nowNs) {
        written.orderDifference(listed, kind, action, clientOrderId,
                quantityE8(listed, engineCumQuantity), quantityE8(listed, listed.cumQuantity()), nowNs);
    }

    private long quantityE8(final OpenOrderDecoder listed, final long quantity) {
        if (!instruments.contains(listed.instrumentId()) || quantity == Instrument.NULL_VALUE) {
            return Instrument.NULL_VALUE;
        }
        return Money.rescale(quantity, instruments.get(listed.instrumentId()).quantityDecimals(), Money.E8_DECIMALS);
    }
}
