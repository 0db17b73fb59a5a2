package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.order.Order;
import io.peregrine.order.ReportOutcome;
import io.peregrine.position.Money;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.PreTradeRisk;

/**
 * Takes execution reports: the order first, then the journal, then the position, then the strategy. A report that changes nothing is
 * counted and goes no further, so that each fill is in the journal once.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class ExecutionDesk {
    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final StrategyHost host;
    private final PreTradeRisk risk;
    private final Exposure exposure;
    private final TradeCounters counters;
    private Reconciliation reconciliation;
    private RiskDesk riskDesk;

    ExecutionDesk(
            final Instruments instruments, final TradeState state, final OrderDesk desk, final StrategyHost host,
            final PreTradeRisk risk, final Exposure exposure) {
        this.instruments = instruments;
        this.state = state;
        this.desk = desk;
        this.host = host;
        this.risk = risk;
        this.exposure = exposure;
        counters = state.counters();
    }

    /** Who hears of fills; set before the first report. */
    void listeners(final Reconciliation newReconciliation, final RiskDesk newRiskDesk) {
        reconciliation = newReconciliation;
        riskDesk = newRiskDesk;
    }

    void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        counters.increment(TradeCounter.REPORTS);
        final Order order = order(report);
        if (order == null) {
            unknownOrder(report, nowNs);
            return;
        }
        final OrderStatus statusBefore = order.status();
        final ReportOutcome outcome = state.tracker().apply(order, report, nowNs);
        state.tracker().held().changed();
        if (order.status() != statusBefore) {
            count(order.status());
        }
        act(outcome, order, report, nowNs);
        exposure.refresh(order.instrumentId());
    }

    /** By our id; by the venue's where it has none of ours: in a list of fills, or for an order that was adopted. */
    private Order order(final ExecutionReportDecoder report) {
        if (report.clientOrderId() != ExecutionReportDecoder.clientOrderIdNullValue()) {
            return state.orders().get(report.clientOrderId());
        }
        final Id128Decoder venueOrderId = report.venueOrderId();
        return venueOrderId.low() == Id128Decoder.lowNullValue()
                ? null : state.orders().byVenueOrderId(venueOrderId.high(), venueOrderId.low());
    }

    private void act(final ReportOutcome outcome, final Order order, final ExecutionReportDecoder report, final long nowNs) {
        switch (outcome) {
            case APPLIED -> tell(order, report, nowNs);
            case FILL -> fill(order, report, nowNs);
            case OVERFILL -> {
                counters.increment(TradeCounter.OVERFILLS);
                severe(order, RejectReason.QUANTITY_RANGE, order.cumQuantity(), nowNs);
                fill(order, report, nowNs);
            }
            case LATE_FILL -> {
                severe(order, RejectReason.TOO_LATE, report.lastQuantity(), nowNs);
                if (order.status() == OrderStatus.REJECTED) {
                    desk.cancelRevenant(order, nowNs);
                }
                fill(order, report, nowNs);
            }
            case ASK -> {
                tell(order, report, nowNs);
                desk.query(order, nowNs);
            }
            case CANCEL_AGAIN -> desk.cancelAgain(order, nowNs);
            case REVENANT -> {
                severe(order, RejectReason.TOO_LATE, order.orderQuantity(), nowNs);
                desk.cancelRevenant(order, nowNs);
            }
            case DUPLICATE -> counters.increment(TradeCounter.REPORTS_DUPLICATE);
            case LATE -> counters.increment(TradeCounter.REPORTS_LATE);
            case REFUSED -> counters.increment(TradeCounter.REPORTS_REFUSED);
        }
    }

    private void fill(final Order order, final ExecutionReportDecoder report, final long nowNs) {
        counters.increment(TradeCounter.FILLS);
        final ExecutionReportDecoder written = state.orderRecords().venueReport(order, report, nowNs);
        state.rememberFill(written);
        state.positions().onFill(written);
        risk.onFill(order, nowNs);
        exposure.refresh(order.instrumentId());
        reconciliation.onFill(order.instrumentId(), written.venueTimeNs());
        riskDesk.onFill(written, nowNs);
        host.onExecutionReport(order, written, nowNs);
    }

    private void tell(final Order order, final ExecutionReportDecoder report, final long nowNs) {
        host.onExecutionReport(order, state.orderRecords().venueReport(order, report, nowNs), nowNs);
    }

    private void severe(final Order order, final RejectReason rule, final long quantity, final long nowNs) {
        final int decimals = instruments.get(order.instrumentId()).quantityDecimals();
        state.records().orderEvent(order, Severity.SEVERE, rule, Money.rescale(quantity, decimals, Money.E8_DECIMALS), nowNs);
    }

    private void unknownOrder(final ExecutionReportDecoder report, final long nowNs) {
        final int instrumentId = report.instrumentId();
        final boolean fill = report.execType() == ExecType.TRADE && instruments.contains(instrumentId);
        if (fill && reconciliation.awaited(report)) {
            counters.increment(TradeCounter.REPORTS_LATE);
            return;
        }
        if (fill && !state.rememberFill(report)) {
            counters.increment(TradeCounter.REPORTS_DUPLICATE);
            return;
        }
        counters.increment(TradeCounter.REPORTS_UNKNOWN_ORDER);
        final Instrument instrument = fill ? instruments.get(instrumentId) : null;
        final long quantityE8 = instrument == null
                ? 0
                : Money.rescale(report.lastQuantity(), instrument.quantityDecimals(), Money.E8_DECIMALS);
        state.records().unknownOrderEvent(report.clientOrderId(), instrumentId, quantityE8, nowNs);
        if (fill) {
            reconciliation.onUnknownFill(report, nowNs);
        }
    }

    private void count(final OrderStatus status) {
        switch (status) {
            case FILLED -> counters.increment(TradeCounter.ORDERS_FILLED);
            case CANCELED -> counters.increment(TradeCounter.ORDERS_CANCELED);
            case REJECTED -> counters.increment(TradeCounter.ORDERS_REJECTED);
            case EXPIRED -> counters.increment(TradeCounter.ORDERS_EXPIRED);
            case UNKNOWN -> counters.increment(TradeCounter.ORDERS_UNKNOWN);
            default -> {
                // On its way.
            }
        }
    }
}
