package io.peregrine.runtime;

import io.peregrine.feed.FeedSettings;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that an engine is made from. The configuration file is read elsewhere; these are its checked values.
 *
 * @param mode            simulated, paper or live
 * @param dataDirectory   the journal ({@code journal/}) and the books ({@code books/}) live here
 * @param venues          at least one
 * @param strategies      in order of their ids
 * @param feeds           of all feeds
 * @param orders          of order management
 * @param risk            limits
 * @param threads         thread plan
 * @param signalBufferSize batch signals that may wait for the trade thread; more are dropped and counted
 * @param instrumentRefreshNs time between two readings of the venues' reference data; 0 for none after the first
 * @param journal         its durability, snapshots, room
 * @param executionTimeoutNs time that a call of a strategy may take
 * @param flatten         are positions closed after the kill switch has cancelled everything?
 */
public record EngineSettings(
        EngineMode mode,
        Path dataDirectory,
        List<VenueSettings> venues,
        List<StrategySettings> strategies,
        FeedSettings feeds,
        OrderSettings orders,
        RiskSettings risk,
        ThreadSettings threads,
        int signalBufferSize,
        long instrumentRefreshNs,
        JournalSettings journal,
        long executionTimeoutNs,
        boolean flatten) {
    /** {@link #executionTimeoutNs} where nothing else is asked for. */
    public static final long EXECUTION_TIMEOUT_NS = 1_000_000_000L;
}
