package io.peregrine.journal;

import io.peregrine.message.BalanceBaselineDecoder;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.DifferenceDecoder;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStoppedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.LossStatusDecoder;
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

/**
 * What a tailer of the journal reads, in the order in which it was written. Each method does nothing unless overridden.
 *
 * <p><b>Threading:</b> the tailer's thread. <b>Memory:</b> a decoder is valid only during the call.
 */
public interface JournalListener {
    default void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
    }

    default void onEngineStopped(final long sequence, final EngineStoppedDecoder message) {
    }

    /** One of the settings of the run that has just begun, by its name. */
    default void onRunSetting(final long sequence, final RunSettingDecoder message) {
    }

    default void onNewOrder(final long sequence, final NewOrderDecoder message) {
    }

    default void onCancelOrder(final long sequence, final CancelOrderDecoder message) {
    }

    default void onReplaceOrder(final long sequence, final ReplaceOrderDecoder message) {
    }

    default void onQueryOrder(final long sequence, final QueryOrderDecoder message) {
    }

    default void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
    }

    default void onRiskEvent(final long sequence, final RiskEventDecoder message) {
    }

    default void onBreakerStatus(final long sequence, final BreakerStatusDecoder message) {
    }

    default void onLossStatus(final long sequence, final LossStatusDecoder message) {
    }

    default void onResetBreaker(final long sequence, final ResetBreakerDecoder message) {
    }

    default void onStrategyStatus(final long sequence, final StrategyStatusDecoder message) {
    }

    default void onBookStatus(final long sequence, final BookStatusDecoder message) {
    }

    default void onSignal(final long sequence, final SignalDecoder message) {
    }

    default void onStartStrategy(final long sequence, final StartStrategyDecoder message) {
    }

    default void onStopStrategy(final long sequence, final StopStrategyDecoder message) {
    }

    default void onPlaceOrder(final long sequence, final PlaceOrderDecoder message) {
    }

    default void onCancelRequest(final long sequence, final CancelRequestDecoder message) {
    }

    default void onReplaceRequest(final long sequence, final ReplaceRequestDecoder message) {
    }

    default void onInstrumentUpdate(final long sequence, final InstrumentUpdateDecoder message) {
    }

    default void onReconcileRequest(final long sequence, final ReconcileRequestDecoder message) {
    }

    default void onReconcileResult(final long sequence, final ReconcileResultDecoder message) {
    }

    default void onDifference(final long sequence, final DifferenceDecoder message) {
    }

    default void onBalanceBaseline(final long sequence, final BalanceBaselineDecoder message) {
    }

    default void onSetLimits(final long sequence, final SetLimitsDecoder message) {
    }

    default void onReconcile(final long sequence, final ReconcileDecoder message) {
    }

    /** A record of a template that this version does not know: written by a newer one. */
    default void onUnknown(final long sequence, final int templateId) {
    }
}
