package io.peregrine.journal;

import io.peregrine.message.BalanceBaselineDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStoppedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
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
import io.peregrine.message.RunSettingDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.message.StrategyStatusDecoder;
import org.agrona.DirectBuffer;

/**
 * From a record's message to the method of {@link JournalListener} for its template.
 *
 * <p><b>Threading:</b> confined to its tailer's thread. <b>Allocates:</b> none after construction.
 */
public final class JournalAdapter {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final EngineStartedDecoder engineStarted = new EngineStartedDecoder();
    private final EngineStoppedDecoder engineStopped = new EngineStoppedDecoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderDecoder cancelOrder = new CancelOrderDecoder();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final QueryOrderDecoder queryOrder = new QueryOrderDecoder();
    private final ExecutionReportDecoder executionReport = new ExecutionReportDecoder();
    private final RiskEventDecoder riskEvent = new RiskEventDecoder();
    private final RunSettingDecoder runSetting = new RunSettingDecoder();
    private final StrategyStatusDecoder strategyStatus = new StrategyStatusDecoder();
    private final BookStatusDecoder bookStatus = new BookStatusDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final StartStrategyDecoder startStrategy = new StartStrategyDecoder();
    private final StopStrategyDecoder stopStrategy = new StopStrategyDecoder();
    private final PlaceOrderDecoder placeOrder = new PlaceOrderDecoder();
    private final CancelRequestDecoder cancelRequest = new CancelRequestDecoder();
    private final ReplaceRequestDecoder replaceRequest = new ReplaceRequestDecoder();
    private final InstrumentUpdateDecoder instrumentUpdate = new InstrumentUpdateDecoder();
    private final ReconcileRequestDecoder reconcileRequest = new ReconcileRequestDecoder();
    private final ReconcileResultDecoder reconcileResult = new ReconcileResultDecoder();
    private final DifferenceDecoder difference = new DifferenceDecoder();
    private final BalanceBaselineDecoder balanceBaseline = new BalanceBaselineDecoder();
    private final BreakerStatusDecoder breakerStatus = new BreakerStatusDecoder();
    private final LossStatusDecoder lossStatus = new LossStatusDecoder();
    private final ResetBreakerDecoder resetBreaker = new ResetBreakerDecoder();
    private final ReconcileDecoder reconcile = new ReconcileDecoder();
    private final SetLimitsDecoder setLimits = new SetLimitsDecoder();

    private long runId;
    private int templateId;
    private long unknownCount;

    /** What is known of the records before. */
    void resume(final JournalResume from) {
        runId = from.runId();
        templateId = from.templateId();
    }

    /** Run of the last {@code EngineStarted} that went through; 0 before the first. */
    long runId() {
        return runId;
    }

    /** Template of the last message; 0 before the first. */
    int templateId() {
        return templateId;
    }

    /** Messages of a template that is not known. */
    long unknownCount() {
        return unknownCount;
    }

    /** Does the header describe a message of this schema that fits into these bytes? */
    boolean fits(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        return header.schemaId() == MessageHeaderDecoder.SCHEMA_ID
                && MessageHeaderDecoder.ENCODED_LENGTH + header.blockLength() <= length;
    }

    /** Calls the listener's method for the message; {@link JournalListener#onUnknown} for a template that is not known. */
    public void dispatch(final long sequence, final DirectBuffer buffer, final int offset, final JournalListener listener) {
        header.wrap(buffer, offset);
        templateId = header.templateId();
        switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID -> listener.onNewOrder(sequence, newOrder.wrapAndApplyHeader(buffer, offset, header));
            case CancelOrderDecoder.TEMPLATE_ID ->
                listener.onCancelOrder(sequence, cancelOrder.wrapAndApplyHeader(buffer, offset, header));
            case ReplaceOrderDecoder.TEMPLATE_ID ->
                listener.onReplaceOrder(sequence, replaceOrder.wrapAndApplyHeader(buffer, offset, header));
            case QueryOrderDecoder.TEMPLATE_ID -> listener.onQueryOrder(sequence, queryOrder.wrapAndApplyHeader(buffer, offset, header));
            case ExecutionReportDecoder.TEMPLATE_ID ->
                listener.onExecutionReport(sequence, executionReport.wrapAndApplyHeader(buffer, offset, header));
            case RiskEventDecoder.TEMPLATE_ID -> listener.onRiskEvent(sequence, riskEvent.wrapAndApplyHeader(buffer, offset, header));
            case StrategyStatusDecoder.TEMPLATE_ID ->
                listener.onStrategyStatus(sequence, strategyStatus.wrapAndApplyHeader(buffer, offset, header));
            case BookStatusDecoder.TEMPLATE_ID -> listener.onBookStatus(sequence, bookStatus.wrapAndApplyHeader(buffer, offset, header));
            case SignalDecoder.TEMPLATE_ID -> listener.onSignal(sequence, signal.wrapAndApplyHeader(buffer, offset, header));
            case EngineStartedDecoder.TEMPLATE_ID -> {
                runId = engineStarted.wrapAndApplyHeader(buffer, offset, header).runId();
                listener.onEngineStarted(sequence, engineStarted);
            }
            case EngineStoppedDecoder.TEMPLATE_ID ->
                listener.onEngineStopped(sequence, engineStopped.wrapAndApplyHeader(buffer, offset, header));
            default -> dispatchCommand(sequence, buffer, offset, listener);
        }
    }

    private void dispatchCommand(final long sequence, final DirectBuffer buffer, final int offset, final JournalListener listener) {
        switch (templateId) {
            case StartStrategyDecoder.TEMPLATE_ID ->
                listener.onStartStrategy(sequence, startStrategy.wrapAndApplyHeader(buffer, offset, header));
            case StopStrategyDecoder.TEMPLATE_ID ->
                listener.onStopStrategy(sequence, stopStrategy.wrapAndApplyHeader(buffer, offset, header));
            case PlaceOrderDecoder.TEMPLATE_ID -> listener.onPlaceOrder(sequence, placeOrder.wrapAndApplyHeader(buffer, offset, header));
            case CancelRequestDecoder.TEMPLATE_ID ->
                listener.onCancelRequest(sequence, cancelRequest.wrapAndApplyHeader(buffer, offset, header));
            case ReplaceRequestDecoder.TEMPLATE_ID ->
                listener.onReplaceRequest(sequence, replaceRequest.wrapAndApplyHeader(buffer, offset, header));
            case InstrumentUpdateDecoder.TEMPLATE_ID ->
                listener.onInstrumentUpdate(sequence, instrumentUpdate.wrapAndApplyHeader(buffer, offset, header));
            case SetLimitsDecoder.TEMPLATE_ID -> listener.onSetLimits(sequence, setLimits.wrapAndApplyHeader(buffer, offset, header));
            case ReconcileDecoder.TEMPLATE_ID -> listener.onReconcile(sequence, reconcile.wrapAndApplyHeader(buffer, offset, header));
            default -> dispatchReconciliation(sequence, buffer, offset, listener);
        }
    }

    private void dispatchReconciliation(
            final long sequence, final DirectBuffer buffer, final int offset, final JournalListener listener) {
        switch (templateId) {
            case ReconcileRequestDecoder.TEMPLATE_ID ->
                listener.onReconcileRequest(sequence, reconcileRequest.wrapAndApplyHeader(buffer, offset, header));
            case ReconcileResultDecoder.TEMPLATE_ID ->
                listener.onReconcileResult(sequence, reconcileResult.wrapAndApplyHeader(buffer, offset, header));
            case DifferenceDecoder.TEMPLATE_ID ->
                listener.onDifference(sequence, difference.wrapAndApplyHeader(buffer, offset, header));
            case BalanceBaselineDecoder.TEMPLATE_ID ->
                listener.onBalanceBaseline(sequence, balanceBaseline.wrapAndApplyHeader(buffer, offset, header));
            case BreakerStatusDecoder.TEMPLATE_ID ->
                listener.onBreakerStatus(sequence, breakerStatus.wrapAndApplyHeader(buffer, offset, header));
            case LossStatusDecoder.TEMPLATE_ID ->
                listener.onLossStatus(sequence, lossStatus.wrapAndApplyHeader(buffer, offset, header));
            case ResetBreakerDecoder.TEMPLATE_ID ->
                listener.onResetBreaker(sequence, resetBreaker.wrapAndApplyHeader(buffer, offset, header));
            case RunSettingDecoder.TEMPLATE_ID -> listener.onRunSetting(sequence, runSetting.wrapAndApplyHeader(buffer, offset, header));
            case CoreInputDecoder.TEMPLATE_ID -> {
                // For a replay, which reads the records themselves.
            }
            default -> {
                unknownCount++;
                listener.onUnknown(sequence, templateId);
            }
        }
    }
}
