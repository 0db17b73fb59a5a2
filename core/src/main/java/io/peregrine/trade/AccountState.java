package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.ReconcileCause;

/**
 * Where the reconciliation with one venue stands.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> nanoseconds of the engine's clock, but for the fills' times, which are
 * the venue's.
 */
final class AccountState {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    final Venue venue;
    /** The first one names the venue. */
    final int[] instrumentIds;

    /** The gateway has not said that requests are in vain. */
    boolean usable = true;
    /** Everything was told, once at least in this run. */
    boolean reconciled;

    /** The request under way, or null value. */
    long reconciliationId = Instrument.NULL_VALUE;
    long requestTimeNs;
    ReconcileCause cause;
    int newFillCount;
    int differenceCount;
    /** A fill was told whose order can not be named yet. */
    boolean fillAwaited;

    /** The next request's time and cause. */
    long nextTimeNs = NEVER;
    ReconcileCause nextCause = ReconcileCause.PERIODIC;
    /** Requests in a row that did not lead to a comparison, each after a longer pause. */
    int attempts;

    /** Time of the last fill that is here, or null value. */
    long lastFillNs = Instrument.NULL_VALUE;
    /** The same, when the request under way was sent. */
    long lastFillAtRequestNs = Instrument.NULL_VALUE;
    /** No fill before this time is missing, or null value. */
    long fillsKnownNs = Instrument.NULL_VALUE;

    AccountState(final Venue venue, final int[] instrumentIds) {
        this.venue = venue;
        this.instrumentIds = instrumentIds;
    }

    int instrumentId() {
        return instrumentIds[0];
    }

    boolean underWay() {
        return reconciliationId != Instrument.NULL_VALUE;
    }

    /** Is it an answer to the request under way? */
    boolean asked(final long id) {
        return underWay() && id == reconciliationId;
    }

    void onFill(final long venueTimeNs) {
        newFillCount++;
        if (venueTimeNs != Instrument.NULL_VALUE) {
            lastFillNs = Math.max(lastFillNs, venueTimeNs);
        }
    }

    void schedule(final long timeNs, final ReconcileCause newCause) {
        nextTimeNs = timeNs;
        nextCause = newCause;
    }
}
