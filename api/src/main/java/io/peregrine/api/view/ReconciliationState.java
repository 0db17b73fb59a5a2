package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.ReconcileCause;
import java.util.List;

/**
 * How the reconciliation with one venue stands. Times are nanoseconds on the engine's clock, but for those that are said to be the venue's.
 *
 * @param venue      with whom
 * @param command    the last one of this run that asked for it, or null
 * @param request    the last one that was sent, or null
 * @param underWay   is its answer still to come?
 * @param result     the last one, or null
 * @param completeNs when everything was told last, or {@link Order#NO_TIME}
 * @param open       what differs, oldest first
 * @param settled    what differed, last settled first
 * @param reduceOnly instruments that are reduce-only because a balance differs
 */
public record ReconciliationState(
        Venue venue,
        Command command,
        Request request,
        boolean underWay,
        Result result,
        long completeNs,
        List<Difference> open,
        List<Difference> settled,
        List<Instrument> reduceOnly) {

    /**
     * @param correlationId as it was answered to whoever asked
     * @param timeNs        when
     * @param accept        take the balances as they are for agreed
     */
    public record Command(long correlationId, long timeNs, boolean accept) {
    }

    /**
     * @param reconciliationId names it in the journal
     * @param timeNs           when
     * @param fillsSinceNs     fills from this time of the venue's clock on
     */
    public record Request(long reconciliationId, long timeNs, long fillsSinceNs) {
    }

    /**
     * @param reconciliationId of which request
     * @param timeNs           when
     * @param cause            why it was asked for
     * @param complete         was everything told?
     * @param text             why it was not, in the venue's words; may be empty
     * @param openOrderCount   as the venue told them
     * @param fillCount        as the venue told them
     * @param newFillCount     of those, the ones that the engine did not have
     * @param differenceCount  found this time, balances that still differ included
     * @param balancesCompared were there balances, and no fill meanwhile?
     * @param fillsKnownNs     all fills up to this time of the venue's clock are here, or a null value
     */
    public record Result(
            long reconciliationId,
            long timeNs,
            ReconcileCause cause,
            boolean complete,
            String text,
            int openOrderCount,
            int fillCount,
            int newFillCount,
            int differenceCount,
            boolean balancesCompared,
            long fillsKnownNs) {
    }
}
