package io.peregrine.api.config;

import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.server.ApiSettings;
import io.peregrine.api.store.StoreSettings;
import io.peregrine.feed.FeedSettings;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * A checked configuration file.
 *
 * @param enabled        {@code hft.enabled}
 * @param dataDirectory  for the journal and the books
 * @param venues         those that are named by {@code hft.feeds.providers} and can be connected to
 * @param strategies     in order of their ids
 * @param feeds          {@code hft.feeds}
 * @param orders         {@code hft.order_management}
 * @param risk           {@code hft.risk_management}
 * @param strategyEngine {@code hft.strategy_engine}
 * @param threads        {@code threads}; a null plan is for the machine to choose
 * @param offload        {@code offload}
 * @param api            {@code api}
 * @param logLevel       {@code logging.level}
 * @param instrumentRefreshNs {@code hft.feeds.instrument_refresh}
 * @param journal        {@code journal}
 * @param store          {@code store}
 * @param alerts         {@code alerts}
 * @param killSwitch     {@code kill_switch}
 * @param notes          what the user should be told at start, a line each
 */
public record Configuration(
        boolean enabled,
        Path dataDirectory,
        List<VenueSettings> venues,
        List<StrategySettings> strategies,
        FeedSettings feeds,
        OrderSettings orders,
        RiskSettings risk,
        StrategyEngineSettings strategyEngine,
        ThreadSettings threads,
        OffloadBlock offload,
        ApiSettings api,
        String logLevel,
        long instrumentRefreshNs,
        JournalSettings journal,
        StoreSettings store,
        AlertSettings alerts,
        KillSwitchSettings killSwitch,
        List<String> notes) {

    /** What the engine is made from. */
    public EngineSettings engine(final EngineMode mode) {
        return new EngineSettings(mode, dataDirectory, venues, strategies, feeds, orders, risk, threads,
                strategyEngine.signalBufferSize(), instrumentRefreshNs, journal, strategyEngine.executionTimeoutNs(),
                killSwitch.flatten());
    }
}
