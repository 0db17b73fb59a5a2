package io.peregrine.runtime;

import io.peregrine.message.InstrumentState;

/**
 * What is known of an instrument's reference data.
 *
 * @param state        is it traded?
 * @param detail       what has changed since the start, or why it is not traded; empty for nothing
 * @param sourceTimeNs when the venue was last asked with success
 * @param refreshes    times that it was asked with success since the start
 * @param failures     times that it could not be asked
 * @param changes      times that the answer was another than before
 */
public record InstrumentTerms(
        InstrumentState state, String detail, long sourceTimeNs, long refreshes, long failures, long changes) {
    /** As it was loaded. */
    static InstrumentTerms loaded(final long timeNs) {
        return new InstrumentTerms(InstrumentState.TRADING, "", timeNs, 0, 0, 0);
    }

    InstrumentTerms refreshed(final InstrumentState newState, final String newDetail, final long timeNs) {
        final boolean isOther = newState != state || !newDetail.equals(detail);
        return new InstrumentTerms(newState, newDetail, timeNs, refreshes + 1, failures, isOther ? changes + 1 : changes);
    }

    InstrumentTerms failed() {
        return new InstrumentTerms(state, detail, sourceTimeNs, refreshes, failures + 1, changes);
    }
}
