package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.alert.AlertReceiver;
import io.peregrine.api.alert.AlertRule;
import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.cli.CommandLineRunner;
import io.peregrine.api.store.Store;
import io.peregrine.api.store.StoreSettings;
import io.peregrine.api.view.LiveEngine;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
import io.peregrine.runtime.Engine;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One refusal by a real engine, seen everywhere: REST, metrics, an alert, and the store while the engine runs and after a rebuild. */
class RiskWatchIT {
    private static final String ROWS = "SELECT id, occurrences, type, rule, strategy_id, venue, symbol, limit_value, actual_value, "
            + "bid < ask AS priced FROM hft_risk_events WHERE type = 'ORDER_REFUSED'";

    @TempDir
    private Path data;

    @Test
    void aRefusalIsAnEventAnAlertAndARow() throws Exception {
        final SimulatorSettings venue = SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0));
        final List<String> rows;
        try (AlertReceiver receiver = new AlertReceiver(); Simulator simulator = Simulator.start(venue)) {
            try (Engine engine = Engine.launch(LiveEngineIT.settings(simulator, data));
                    Store store = Store.start(StoreSettings.standard(data).directory(), data.resolve("journal"))) {
                final LiveEngine access = new LiveEngine(engine);
                try (ApiClient client = new ApiClient(access, 10_000, WatchSettings.of(alerts(receiver), data))) {
                    LiveEngineIT.awaitReady(client);
                    refuse(client);
                    refuse(client);
                    final JsonNode event = event(client);
                    assertEquals("ORDER_REFUSED POSITION_LIMIT WARNING manual binance BTC/USDT 10 11 max_position_size total", texts(event,
                            "type", "rule", "severity", "strategy_id", "venue", "symbol", "limit", "value", "limit_name", "limit_scope"));
                    assertTrue(event.path("bid").isTextual() && event.path("ask").isTextual(), event.toString());
                    assertEquals(0, client.get("/risk/events?severity=severe").path("events").size());
                    final JsonNode alert = receiver.take().json();
                    assertEquals(event.path("id").asText(), alert.path("event").path("id").asText());
                    awaitSent(client);
                    rows = awaitRow(store, event.path("last_id").asLong());
                    assertEquals(List.of("{\"id\":" + event.path("id") + ",\"occurrences\":2,\"type\":\"ORDER_REFUSED\","
                            + "\"rule\":\"POSITION_LIMIT\",\"strategy_id\":\"manual\",\"venue\":\"binance\",\"symbol\":\"BTC/USDT\","
                            + "\"limit_value\":\"10\",\"actual_value\":\"11\",\"priced\":true}"), rows);
                    access.detach();
                }
            }
        }
        assertEquals(0, run("db", "rebuild", "--data", data.toString()).code());
        assertEquals(rows, run("db", "query", ROWS, "--data", data.toString()).lines());
        assertEquals(1, run("db", "query", "DELETE FROM hft_risk_events", "--data", data.toString()).code());
        assertEquals(2, run("db", "query", "SELECT 1", "--data", data.resolve("nowhere").toString()).code());
    }

    private static AlertSettings alerts(final AlertReceiver receiver) {
        return new AlertSettings(List.of(receiver.settings()), List.of(new AlertRule(Severity.WARNING,
                Set.of(RiskEventType.ORDER_REFUSED), Set.of(), Set.of(), Set.of(), 0, List.of("hook"))), 300_000_000_000L, 30, 5, 100);
    }

    private static void refuse(final ApiClient client) {
        final HttpResponse<String> refused = client.post("/orders", "{\"venue\":\"binance\",\"symbol\":\"BTC/USDT\",\"side\":\"BUY\","
                + "\"type\":\"LIMIT\",\"quantity\":\"11\",\"price\":\"" + client.get("/books/binance/BTC-USDT").path("bids").get(0).get(0)
                        .asText() + "\"}");
        assertEquals("POSITION_LIMIT", ApiClient.problem(422, refused));
    }

    private static JsonNode event(final ApiClient client) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            for (final JsonNode event : client.get("/risk/events?severity=warning").path("events")) {
                // On a busy machine there are late messages, too.
                if (event.path("type").asText().equals("ORDER_REFUSED") && event.path("count").asInt() == 2) {
                    return event;
                }
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError(client.get("/risk/events").toString());
    }

    private static void awaitSent(final ApiClient client) throws InterruptedException {
        String metrics = "";
        for (int i = 0; i < 1_200 && !metrics.contains("hft_alerts_total{channel=\"hook\",outcome=\"sent\"} 1.0"); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
            metrics = client.send("GET", "/metrics", null, null).body();
        }
        assertTrue(metrics.contains("hft_alerts_total{channel=\"hook\",outcome=\"suppressed\"} 1.0"), metrics);
        assertTrue(metrics.contains("hft_limit_use_ratio{limit=\"max_exposure\",scope=\"total\"} 0.0"), metrics);
        assertTrue(metrics.contains("hft_kill_switch 0.0"), metrics);
    }

    private List<String> awaitRow(final Store store, final long sequence) throws Exception {
        for (int i = 0; i < 1_200 && store.sequence() < sequence; i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        return run("db", "query", ROWS, "--data", data.toString()).lines();
    }

    /** What a command printed, and its exit code. */
    private record Printed(int code, List<String> lines) {
    }

    private static Printed run(final String... arguments) {
        final PrintStream before = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            final int code = CommandLineRunner.run(arguments);
            return new Printed(code, printed.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setOut(before);
        }
    }

    private static String texts(final JsonNode node, final String... fields) {
        final List<String> texts = new ArrayList<>();
        for (final String field : fields) {
            texts.add(node.path(field).asText());
        }
        return String.join(" ", texts);
    }
}
