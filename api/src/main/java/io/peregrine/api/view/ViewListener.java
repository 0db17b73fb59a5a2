package io.peregrine.api.view;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;

/**
 * Changes of the view as they happen.
 *
 * <p><b>Threading:</b> the tailer's thread, under the view's lock: must be quick and must not block. <b>Memory:</b> an {@link Order} is
 * valid only during the call.
 */
public interface ViewListener {
    /** An order is new or has changed. */
    void onOrder(Order order);

    /** An order was filled, wholly or in part; its position has changed. */
    void onFill(Fill fill);

    /** A risk event occurred, for the first time or once more. */
    void onRiskEvent(RiskEvent event);

    /** Engine and venue do not agree on something, or do again. */
    void onDifference(Difference difference);

    /** A reconciliation with a venue came to an end. */
    void onReconciliation(Venue venue, long timeNs);

    /** A strategy started, stopped or failed. */
    void onStrategy(int strategyId, long timeNs);

    /** A book's state changed. */
    void onBookStatus(int instrumentId, BookState state, BookReason reason, long timeNs);

    /** A signal has a new value, fixed point as its catalogue entry says. */
    void onSignal(int instrumentId, int signalId, long value, long timeNs);
}
