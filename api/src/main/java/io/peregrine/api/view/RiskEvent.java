package io.peregrine.api.view;

import java.util.concurrent.TimeUnit;

/**
 * A risk event: all its occurrences within {@link #WINDOW_NS} of the first. What comes later begins a new one, so that a storm of refusals
 * is one event a minute with a count, and nothing is lost of how long it lasted.
 *
 * @param id         place of the first occurrence in the journal; unique
 * @param lastId     place of the last one: what {@code since} in REST is compared with
 * @param timeNs     of the first
 * @param lastTimeNs of the last
 * @param count      how many
 * @param key        what they have in common
 * @param facts      of the last
 */
public record RiskEvent(long id, long lastId, long timeNs, long lastTimeNs, long count, RiskKey key, RiskFacts facts) {
    /** Occurrences of the same key within this time of the first are one event. Fixed, so that a rebuilt store has the same rows. */
    public static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    /** Its first occurrence. */
    public static RiskEvent first(final RiskNotice notice) {
        return new RiskEvent(notice.sequence(), notice.sequence(), notice.timeNs(), notice.timeNs(), 1, notice.key(), notice.facts());
    }

    /** Is an occurrence of the same key at this time a part of it? */
    public boolean covers(final long otherTimeNs) {
        return otherTimeNs >= timeNs && otherTimeNs - timeNs < WINDOW_NS;
    }

    /** With one more. */
    public RiskEvent again(final RiskNotice notice) {
        return new RiskEvent(id, notice.sequence(), timeNs, notice.timeNs(), count + 1, key, notice.facts());
    }
}
