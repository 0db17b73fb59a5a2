package io.peregrine.journal;

/**
 * What a scan of the whole journal found.
 *
 * @param end       after the last record
 * @param lastRunId run of the last {@code EngineStarted}, 0 where there is none
 * @param orderly   does the journal end with {@code EngineStopped}, or is it empty? If not, the last run was killed
 * @param unknown   records of a template that this version does not know
 */
public record JournalSummary(JournalPosition end, long lastRunId, boolean orderly, long unknown) {
    /** Sequence of the last record; 0 where there is none. */
    public long lastSequence() {
        return end.sequence();
    }
}
