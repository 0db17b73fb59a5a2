package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.strategy.quoting.MarketMaker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The settings of the demo: the configuration that we ship, against simulated venues, with market makers that start by themselves.
 */
final class DemoSettings {
    private DemoSettings() {
    }

    /**
     * @param simulator the simulator's description of its venues, in the order of their instruments' ids
     */
    static List<DemoVenue> venues(final JsonNode simulator) {
        return simulator.path("venues").propertyStream()
                .map(entry -> DemoVenue.of(Venue.byKey(entry.getKey()), entry.getValue())).toList();
    }

    static EngineSettings of(final List<DemoVenue> venues, final Path dataDirectory, final ThreadPlan plan) {
        return new EngineSettings(
                EngineMode.SIMULATED,
                dataDirectory,
                venues.stream().map(DemoVenue::settings).toList(),
                strategies(venues),
                new FeedSettings(10_000, 10_000_000L, 1_000_000_000L, 30_000_000_000L, 5_000_000_000L, 5_000_000_000L, false),
                new OrderSettings(100, 5_000_000_000L, 10_000_000_000L, 3, 1_024),
                new RiskSettings(1_000_000_000_000L, 5.0, 1_000_000_000L, 5_000_000_000_000L, 1_000_000_000L, 5),
                new ThreadSettings(plan == null ? ThreadPlan.forCores(Runtime.getRuntime().availableProcessors()) : plan,
                        new int[0], ""),
                1_000,
                3_600_000_000_000L,
                JournalSettings.STANDARD,
                EngineSettings.EXECUTION_TIMEOUT_NS, false);
    }

    /** A market maker for bitcoin and one for ether on each venue: a venue's first two symbols. */
    private static List<StrategySettings> strategies(final List<DemoVenue> venues) {
        final List<StrategySettings> strategies = new ArrayList<>();
        int instrumentId = 0;
        for (final DemoVenue venue : venues) {
            final String suffix = venues.size() == 1 ? "" : "-" + venue.venue().key();
            // Quotes that follow every step would meet the venues' order limits.
            final int dollarTicks = BigDecimal.ONE.divide(venue.firstTick(), RoundingMode.UP).intValueExact();
            strategies.add(marketMaker(strategies.size() + 1, "mm-btc" + suffix, instrumentId, Map.of(
                    "half_spread_ticks", text(dollarTicks / 2), "requote_ticks", text(dollarTicks * 3 / 2),
                    "order_size", "0.01", "max_inventory", "0.1")));
            strategies.add(marketMaker(strategies.size() + 1, "mm-eth" + suffix, instrumentId + 1, Map.of(
                    "half_spread_ticks", "3", "requote_ticks", "10", "order_size", "0.2", "max_inventory", "2")));
            instrumentId += venue.settings().symbols().size();
        }
        return strategies;
    }

    private static StrategySettings marketMaker(
            final int id, final String name, final int instrumentId, final Map<String, String> parameters) {
        return new StrategySettings(id, name, MarketMaker.TYPE, new int[] {instrumentId}, parameters, true);
    }

    private static String text(final int ticks) {
        return Integer.toString(ticks);
    }
}
