package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.strategy.MarketMaker;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The settings of the demo: the configuration that we ship, against a simulated venue, with two market makers that start by themselves. */
final class DemoSettings {
    private static final List<String> SYMBOLS = List.of("BTC/USDT", "ETH/USDT", "ETH/BTC");

    private DemoSettings() {
    }

    /**
     * @param venue the simulated venue's description of itself
     */
    static EngineSettings of(final JsonNode venue, final Path dataDirectory, final ThreadPlan plan) {
        final String ws = venue.path("ws").asText();
        final VenueSettings binance = new VenueSettings(
                Venue.BINANCE_SPOT,
                URI.create(venue.path("rest").asText()),
                URI.create(ws),
                URI.create(ws + "/ws-api/v3"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.UTF_8)),
                SYMBOLS);
        return new EngineSettings(
                EngineMode.SIMULATED,
                dataDirectory,
                List.of(binance),
                List.of(marketMaker(1, "mm-btc", 0, "0.01", "0.1"), marketMaker(2, "mm-eth", 1, "0.2", "2")),
                new FeedSettings(10_000, 10_000_000L, 1_000_000_000L, 30_000_000_000L, 5_000_000_000L, 5_000_000_000L, false),
                new OrderSettings(100, 5_000_000_000L, 10_000_000_000L, 3, 1_024),
                new RiskSettings(1_000_000_000_000L, 5.0, 1_000_000_000L, 5_000_000_000_000L, 1_000_000_000L, 5),
                new ThreadSettings(plan == null ? ThreadPlan.forCores(Runtime.getRuntime().availableProcessors()) : plan,
                        new int[0], ""),
                1_000,
                3_600_000_000_000L);
    }

    private static StrategySettings marketMaker(
            final int id, final String name, final int instrumentId, final String orderSize, final String maxInventory) {
        return new StrategySettings(id, name, MarketMaker.TYPE, new int[] {instrumentId},
                Map.of("half_spread_ticks", "4", "requote_ticks", "8", "order_size", orderSize, "max_inventory", maxInventory), true);
    }
}
