package io.peregrine.command;

import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;

/**
 * Commands into the trade core.
 *
 * <p><b>Threading:</b> always one thread. <b>Memory:</b> a decoder is valid only during the call.
 */
public interface CommandListener {
    /** Start a strategy; nothing happens where it runs already. */
    void onStartStrategy(StartStrategyDecoder command, long nowNs);

    /** Stop a strategy and cancel its orders; nothing happens where it is stopped already. */
    void onStopStrategy(StopStrategyDecoder command, long nowNs);

    /** Place an order by hand. */
    void onPlaceOrder(PlaceOrderDecoder command, long nowNs);

    /** Cancel one order, or many. */
    void onCancelRequest(CancelRequestDecoder command, long nowNs);

    /** Change a working order. */
    void onReplaceRequest(ReplaceRequestDecoder command, long nowNs);

    /** The venue's reference data have changed: from now on orders of the instrument are refused, or not any more. */
    void onInstrumentUpdate(InstrumentUpdateDecoder command, long nowNs);

    /** Let a circuit breaker go back to NORMAL. */
    void onResetBreaker(ResetBreakerDecoder command, long nowNs);

    /** Change limits of risk: all of these or, where one is not possible, none. */
    void onSetLimits(SetLimitsDecoder command, long nowNs);

    /** Reconcile with one venue, or with all. */
    void onReconcile(ReconcileDecoder command, long nowNs);
}
