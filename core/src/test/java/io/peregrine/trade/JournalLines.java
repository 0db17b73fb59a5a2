package io.peregrine.trade;

import io.peregrine.journal.JournalListener;
import io.peregrine.message.BalanceBaselineDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.LossStatusDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileResultDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.order.OrderTransitions;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Journal records as short lines, and to a {@link JournalListener}. */
final class JournalLines {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    String line(final DirectBuffer record) {
        header.wrap(record, 0);
        return switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> {
                final NewOrderDecoder order = new NewOrderDecoder().wrapAndApplyHeader(record, 0, header);
                yield "NewOrder #" + (int) order.clientOrderId() + " " + order.side() + " " + order.quantity();
            }
            case CancelOrderDecoder.TEMPLATE_ID ->
                "CancelOrder #" + (int) new CancelOrderDecoder().wrapAndApplyHeader(record, 0, header).clientOrderId();
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                final ReplaceOrderDecoder replace = new ReplaceOrderDecoder().wrapAndApplyHeader(record, 0, header);
                yield "ReplaceOrder #" + (int) replace.clientOrderId() + " " + replace.quantity() + " @ " + replace.price();
            }
            case QueryOrderDecoder.TEMPLATE_ID ->
                "QueryOrder #" + (int) new QueryOrderDecoder().wrapAndApplyHeader(record, 0, header).clientOrderId();
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                final ExecutionReportDecoder report = new ExecutionReportDecoder().wrapAndApplyHeader(record, 0, header);
                yield "Report #" + (int) report.clientOrderId() + " " + report.execType() + " " + report.orderStatus()
                        + " " + report.cumQuantity() + "/" + report.leavesQuantity();
            }
            case RiskEventDecoder.TEMPLATE_ID -> {
                final RiskEventDecoder event = new RiskEventDecoder().wrapAndApplyHeader(record, 0, header);
                yield "RiskEvent " + event.severity() + " " + event.rule();
            }
            case StrategyStatusDecoder.TEMPLATE_ID -> {
                final StrategyStatusDecoder status = new StrategyStatusDecoder().wrapAndApplyHeader(record, 0, header);
                yield "StrategyStatus " + status.strategyId() + " " + status.state() + ": " + status.reason();
            }
            case BookStatusDecoder.TEMPLATE_ID ->
                "BookStatus " + new BookStatusDecoder().wrapAndApplyHeader(record, 0, header).state();
            case PlaceOrderDecoder.TEMPLATE_ID -> {
                final PlaceOrderDecoder place = new PlaceOrderDecoder().wrapAndApplyHeader(record, 0, header);
                yield "PlaceOrder #" + (int) place.clientOrderId() + " " + place.userOrderId();
            }
            case CancelRequestDecoder.TEMPLATE_ID -> "CancelRequest";
            case ReplaceRequestDecoder.TEMPLATE_ID -> "ReplaceRequest";
            case SetLimitsDecoder.TEMPLATE_ID -> {
                final StringBuilder line = new StringBuilder("SetLimits");
                new SetLimitsDecoder().wrapAndApplyHeader(record, 0, header).changes()
                        .forEach(change -> line.append(' ').append(change.riskLimit()));
                yield line.toString();
            }
            case StartStrategyDecoder.TEMPLATE_ID -> "StartStrategy";
            case StopStrategyDecoder.TEMPLATE_ID -> "StopStrategy";
            default -> reconciliation(record);
        };
    }

    private String reconciliation(final DirectBuffer record) {
        return switch (header.templateId()) {
            case ReconcileRequestDecoder.TEMPLATE_ID ->
                "ReconcileRequest " + (int) new ReconcileRequestDecoder().wrapAndApplyHeader(record, 0, header).reconciliationId();
            case ReconcileResultDecoder.TEMPLATE_ID -> {
                final ReconcileResultDecoder result = new ReconcileResultDecoder().wrapAndApplyHeader(record, 0, header);
                yield "ReconcileResult " + (int) result.reconciliationId() + " " + result.cause()
                        + (result.complete() == BooleanType.TRUE ? " complete" : " incomplete")
                        + (result.balancesCompared() == BooleanType.TRUE ? " compared" : "")
                        + " new fills " + result.newFillCount() + " differences " + result.differenceCount();
            }
            case DifferenceDecoder.TEMPLATE_ID -> {
                final DifferenceDecoder difference = new DifferenceDecoder().wrapAndApplyHeader(record, 0, header);
                yield "Difference " + difference.kind() + " " + difference.action()
                        + (difference.kind() == DifferenceKind.BALANCE
                                ? " asset " + difference.assetId() + ": " + difference.engineE8() + ", venue " + difference.venueE8()
                                : " " + difference.venueOrderId().low() + " " + difference.quantity() + " @ " + difference.price());
            }
            case BalanceBaselineDecoder.TEMPLATE_ID -> {
                final BalanceBaselineDecoder baseline = new BalanceBaselineDecoder().wrapAndApplyHeader(record, 0, header);
                yield "Baseline asset " + baseline.assetId() + " " + baseline.baselineE8();
            }
            case ReconcileDecoder.TEMPLATE_ID -> "Reconcile";
            case BreakerStatusDecoder.TEMPLATE_ID -> {
                final BreakerStatusDecoder breaker = new BreakerStatusDecoder().wrapAndApplyHeader(record, 0, header);
                yield "Breaker " + breaker.scope() + " " + breaker.targetId() + " " + breaker.state() + " " + breaker.cause()
                        + (breaker.untilNs() == BreakerStatusDecoder.untilNsNullValue() ? "" : " cools");
            }
            case LossStatusDecoder.TEMPLATE_ID -> {
                final LossStatusDecoder loss = new LossStatusDecoder().wrapAndApplyHeader(record, 0, header);
                yield "Loss of " + (loss.strategyId() == LossStatusDecoder.strategyIdNullValue() ? "all" : "" + loss.strategyId())
                        + " from " + loss.dayStartE8() + " highest " + loss.highestE8();
            }
            case ResetBreakerDecoder.TEMPLATE_ID ->
                "ResetBreaker: " + new ResetBreakerDecoder().wrapAndApplyHeader(record, 0, header).reason();
            default -> "template " + header.templateId();
        };
    }

    /** Do these records leave the order open? */
    boolean open(final List<byte[]> records, final long clientOrderId) {
        boolean open = false;
        for (final byte[] bytes : records) {
            final DirectBuffer record = new UnsafeBuffer(bytes);
            header.wrap(record, 0);
            if (header.templateId() == ExecutionReportDecoder.TEMPLATE_ID) {
                final ExecutionReportDecoder report = new ExecutionReportDecoder().wrapAndApplyHeader(record, 0, header);
                open = report.clientOrderId() == clientOrderId ? !OrderTransitions.terminal(report.orderStatus()) : open;
            }
        }
        return open;
    }

    /** As a reader of the journal would be told. */
    void dispatch(final long sequence, final DirectBuffer record, final JournalListener listener) {
        header.wrap(record, 0);
        switch (header.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID ->
                listener.onNewOrder(sequence, new NewOrderDecoder().wrapAndApplyHeader(record, 0, header));
            case CancelOrderDecoder.TEMPLATE_ID ->
                listener.onCancelOrder(sequence, new CancelOrderDecoder().wrapAndApplyHeader(record, 0, header));
            case ReplaceOrderDecoder.TEMPLATE_ID ->
                listener.onReplaceOrder(sequence, new ReplaceOrderDecoder().wrapAndApplyHeader(record, 0, header));
            case ExecutionReportDecoder.TEMPLATE_ID ->
                listener.onExecutionReport(sequence, new ExecutionReportDecoder().wrapAndApplyHeader(record, 0, header));
            case StrategyStatusDecoder.TEMPLATE_ID ->
                listener.onStrategyStatus(sequence, new StrategyStatusDecoder().wrapAndApplyHeader(record, 0, header));
            case ReconcileResultDecoder.TEMPLATE_ID ->
                listener.onReconcileResult(sequence, new ReconcileResultDecoder().wrapAndApplyHeader(record, 0, header));
            case DifferenceDecoder.TEMPLATE_ID ->
                listener.onDifference(sequence, new DifferenceDecoder().wrapAndApplyHeader(record, 0, header));
            case BalanceBaselineDecoder.TEMPLATE_ID ->
                listener.onBalanceBaseline(sequence, new BalanceBaselineDecoder().wrapAndApplyHeader(record, 0, header));
            case LossStatusDecoder.TEMPLATE_ID ->
                listener.onLossStatus(sequence, new LossStatusDecoder().wrapAndApplyHeader(record, 0, header));
            case BreakerStatusDecoder.TEMPLATE_ID ->
                listener.onBreakerStatus(sequence, new BreakerStatusDecoder().wrapAndApplyHeader(record, 0, header));
            default -> {
                // Recovery needs no other.
            }
        }
    }
}
