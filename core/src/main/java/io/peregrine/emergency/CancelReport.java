package io.peregrine.emergency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the open orders at one venue.
 *
 * @param venue         its key
 * @param state         how far it has come
 * @param cancelled     orders that the venue said it cancels at our asking; the trade core may have cancelled others meanwhile
 * @param open          orders that it listed last, {@link #UNKNOWN} before the first list
 * @param lastCancelNs  from the trip to the last answer that told of a cancel, {@link #UNKNOWN} where there was none to cancel
 * @param firstEmptyNs  from the trip to the first list without an order after which all were empty, or {@link #UNKNOWN}
 * @param calls         that were answered
 * @param failures      that were not, or not with what was wanted
 * @param lastError     of these, empty where there was none
 * @param late          orders that the venue listed after {@link CancelState#DONE}, and that were cancelled then
 * @param positions     what became of the positions; empty where none was to be closed
 */
public record CancelReport(
        String venue, CancelState state, int cancelled, int open, long lastCancelNs, long firstEmptyNs, int calls, int failures,
        String lastError, int late, List<FlattenReport> positions) {
    /** Not known. */
    public static final int UNKNOWN = -1;

    static CancelReport begin(final String venue) {
        return new CancelReport(venue, CancelState.CANCELLING, 0, UNKNOWN, UNKNOWN, UNKNOWN, 0, 0, "", 0, List.of());
    }

    CancelReport acknowledged(final int count, final long sinceTripNs) {
        return new CancelReport(venue, state, cancelled + count, open, count > 0 ? sinceTripNs : lastCancelNs, firstEmptyNs, calls + 1,
                failures, lastError, late, positions);
    }

    CancelReport listed(final int count, final long sinceTripNs) {
        return new CancelReport(venue, state, cancelled, count, lastCancelNs,
                count > 0 ? UNKNOWN : firstEmptyNs == UNKNOWN ? sinceTripNs : firstEmptyNs, calls + 1, failures, lastError, late,
                positions);
    }

    CancelReport failed(final String error) {
        return new CancelReport(venue, state, cancelled, open, lastCancelNs, firstEmptyNs, calls, failures + 1, error, late, positions);
    }

    CancelReport in(final CancelState newState) {
        return new CancelReport(venue, newState, cancelled, open, lastCancelNs, firstEmptyNs, calls, failures, lastError, late, positions);
    }

    /** Orders that came late are not told as open, but counted: whoever waits for the end has had it. */
    CancelReport cameLate(final int count) {
        return new CancelReport(venue, state, cancelled, open, lastCancelNs, firstEmptyNs, calls, failures, lastError, late + count,
                positions);
    }

    CancelReport flattened(final List<FlattenReport> newPositions) {
        return new CancelReport(venue, state, cancelled, open, lastCancelNs, firstEmptyNs, calls, failures, lastError, late, newPositions);
    }

    /** Is nothing open, and no position left whose order the venue refused or has not told of? */
    public boolean succeeded() {
        return state == CancelState.DONE && positions.stream().allMatch(
                position -> position.state() == FlattenState.ENDED || position.state() == FlattenState.DUST);
    }

    /** For JSON; absent is null. */
    public Map<String, Object> facts() {
        final Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("venue", venue);
        facts.put("state", state.name());
        facts.put("cancelled", cancelled);
        facts.put("open", open == UNKNOWN ? null : open);
        facts.put("last_cancel_ns", lastCancelNs == UNKNOWN ? null : lastCancelNs);
        facts.put("none_open_ns", firstEmptyNs == UNKNOWN ? null : firstEmptyNs);
        facts.put("late", late);
        facts.put("positions", positions.stream().map(FlattenReport::facts).toList());
        facts.put("calls", calls);
        facts.put("failures", failures);
        facts.put("last_error", lastError.isEmpty() ? null : lastError);
        return facts;
    }
}
