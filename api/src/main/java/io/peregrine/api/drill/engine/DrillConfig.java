package io.peregrine.api.drill.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.demo.SimulatorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of the engine that is killed: the simulated venues, and market makers that trade as often as they may. Keys go through
 * the environment, as they would in earnest.
 */
public final class DrillConfig {
    public static final String API_KEY = "0123456789abcdef0123456789abcdef";

    /** A venue as it is drilled. */
    public record Target(String key, String rest, String apiKey, List<String> symbols) {
    }

    private DrillConfig() {
    }

    public static List<Target> targets(final List<String> venues, final JsonNode simulator) {
        return venues.stream().map(key -> {
            final JsonNode venue = simulator.path("venues").path(key);
            return new Target(key, venue.path("rest").asText(), venue.path("apiKey").asText(), SimulatorProcess.symbols(venue));
        }).toList();
    }

    /**
     * Writes the file; the environment that it needs.
     *
     * @param killSwitch the block {@code kill_switch}; an engine that a watchdog saw die does not trade again until the switch is reset
     */
    public static Map<String, String> write(
            final Path file, final Path data, final int apiPort, final List<Target> targets, final JsonNode simulator,
            final String killSwitch) throws IOException {
        final Map<String, String> environment = new HashMap<>();
        environment.put("DRILL_API_KEY", API_KEY);
        final StringBuilder text = new StringBuilder("""
                hft:
                  feeds:
                    providers: [%s]
                    reconnect_interval: 200ms
                  order_management:
                    max_orders_per_second: 200
                    order_timeout: 2s
                    fill_timeout: 3s
                    retry_attempts: 3
                    reconcile_interval: 2s
                    unknown_orders: cancel
                  risk_management:
                    max_daily_loss: 100000000.0
                    max_drawdown: 100.0
                    max_position_size: 100000.0
                    max_exposure: 1000000000.0
                    violation_threshold: 1000000
                venues:
                """.formatted(targets.stream().map(target -> target.key().split("-")[0]).distinct().collect(Collectors.joining(", "))));
        targets.forEach(target -> venue(target, simulator.path("venues").path(target.key()), text, environment));
        text.append("strategies:\n");
        for (final Target target : targets) {
            for (final String symbol : target.symbols()) {
                text.append("""
                          - id: mm-%s-%s
                            type: market-making
                            venue: %s
                            symbols: ["%s"]
                            auto_start: true
                            parameters: {half_spread_ticks: 2, requote_ticks: 1}
                        """.formatted(target.key(), symbol.toLowerCase(Locale.ROOT).replace('/', '-'), target.key(), symbol));
            }
        }
        text.append("""
                threads: {plan: inline}
                offload: {backend: cpu}
                api:
                  port: %d
                  requests_per_second: 1000000
                  keys:
                    - {name: drill, role: admin, key: "${DRILL_API_KEY}"}
                kill_switch: %s
                data_directory: %s
                """.formatted(apiPort, killSwitch, data));
        Files.writeString(file, text);
        return environment;
    }

    /** Writes the entry of a venue, with what it needs in the environment. */
    public static void venue(
            final Target target, final JsonNode venue, final StringBuilder text, final Map<String, String> environment) {
        final String prefix = "DRILL_" + target.key().toUpperCase(Locale.ROOT).replace('-', '_');
        environment.put(prefix + "_KEY", target.apiKey());
        final boolean pem = venue.has("privateKeyPem");
        // The environment holds a PEM file in one line.
        environment.put(prefix + "_SECRET",
                pem ? venue.path("privateKeyPem").asText().replace("\n", "\\n") : venue.path("secret").asText());
        text.append("""
                  - venue: %s
                    rest: %s
                    stream: %s
                    orders: %s
                    symbols: [%s]
                    api_key: ${%s_KEY}
                    %s: ${%s_SECRET}
                """.formatted(target.key(), target.rest(), venue.path("stream").asText(), venue.path("orders").asText(),
                target.symbols().stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(", ")), prefix,
                pem ? "private_key" : "secret", prefix));
        if (venue.has("options")) {
            text.append("    options: ").append(venue.path("options")).append('\n');
        }
        if (venue.has("passphrase")) {
            environment.put(prefix + "_PASSPHRASE", venue.path("passphrase").asText());
            text.append("    passphrase: ${").append(prefix).append("_PASSPHRASE}\n");
        }
    }
}
