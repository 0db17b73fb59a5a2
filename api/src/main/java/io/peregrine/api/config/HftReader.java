package io.peregrine.api.config;

import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Venue;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.risk.RiskSettings;
import io.peregrine.venue.VenueSettings;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads the parts of the {@code hft} block.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class HftReader {
    /** Names of venue families that {@code providers} may hold. */
    private static final List<String> PROVIDERS = Venue.families();

    private static final List<String> SELF_TRADE_PREVENTION = List.of("cancel_newest", "cancel_both", "cancel_oldest", "decrement");
    private static final List<String> UNKNOWN_ORDERS =
            Stream.of(UnknownOrders.values()).map(policy -> policy.name().toLowerCase(Locale.ROOT)).toList();

    private HftReader() {
    }

    /** Names in {@code hft.feeds.providers}. */
    static List<String> providers(final Section feeds) {
        final List<String> providers = feeds.texts("providers", PROVIDERS.subList(0, 1));
        for (final String provider : providers) {
            if (!PROVIDERS.contains(provider)) {
                throw feeds.wrong("providers", provider, "one of " + PROVIDERS);
            }
        }
        return providers;
    }

    static FeedSettings feeds(final Section feeds) {
        return new FeedSettings(
                feeds.integer("buffer_size", 10_000, 16, 1_000_000),
                feeds.durationNs("latency_threshold", "10ms", "1us", "60s"),
                feeds.durationNs("reconnect_interval", "5s", "10ms", "10m"),
                feeds.durationNs("stale_after", "30s", "0s", "1h"),
                feeds.durationNs("peer_stale_after", "5s", "0s", "1h"),
                feeds.durationNs("audit_interval", "60s", "0s", "24h"),
                feeds.flag("latency_suspect", false));
    }

    static OrderSettings orders(final Section hft) {
        try (Section orders = hft.section("order_management")) {
            return new OrderSettings(
                    orders.integer("max_orders_per_second", 100, 1, 1_000_000),
                    orders.durationNs("order_timeout", "5s", "1ms", "10m"),
                    orders.durationNs("fill_timeout", "10s", "0s", "24h"),
                    orders.integer("retry_attempts", 3, 0, 100),
                    orders.integer("max_open_orders", 1_024, 1, 65_536),
                    orders.durationNs("reconcile_interval", "60s", "0s", "24h"),
                    UnknownOrders.valueOf(orders.choice("unknown_orders", "report", UNKNOWN_ORDERS).toUpperCase(Locale.ROOT)),
                    SelfTradePrevention.valueOf(orders.choice("self_trade_prevention", "cancel_newest", SELF_TRADE_PREVENTION)
                            .toUpperCase(Locale.ROOT)));
        }
    }

    static StrategyEngineSettings strategyEngine(final Section hft) {
        try (Section engine = hft.section("strategy_engine")) {
            return new StrategyEngineSettings(
                    engine.integer("max_strategies", 10, 1, 1_000),
                    engine.integer("signal_buffer_size", 1_000, 1, 1_000_000),
                    engine.durationNs("execution_timeout", "1s", "1ms", "1h"),
                    engine.durationNs("performance_window", "24h", "1s", "9999h"));
        }
    }

    static RiskSettings risk(
            final Section hft, final LimitReader limits, final List<VenueSettings> venues, final int strategyCount) {
        try (Section risk = hft.section("risk_management")) {
            final long drawdown = risk.positiveE8("max_drawdown", "5.0");
            if (drawdown > 100 * Decimals.power(8)) {
                throw risk.wrong("max_drawdown", Decimals.format(drawdown, 8), "a percentage from above 0 to 100");
            }
            limits.total(risk, venues, strategyCount);
            return new RiskSettings(
                    risk.positiveE8("max_daily_loss", "10000.0"),
                    drawdown / 1e8,
                    risk.positiveE8("max_position_size", "10.0"),
                    risk.positiveE8("max_exposure", "50000.0"),
                    risk.durationNs("check_interval", "1s", "1ms", "1h"),
                    risk.integer("violation_threshold", 5, 1, 1_000_000),
                    MonitorReader.monitors(risk),
                    limits.limits());
        }
    }
}
