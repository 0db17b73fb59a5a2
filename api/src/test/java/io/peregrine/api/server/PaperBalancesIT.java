package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.LiveEngine;
import io.peregrine.message.EngineMode;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineContext;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account on paper that begins with balances: orders are held to them, as the configuration file, REST and a restart have it. */
class PaperBalancesIT {
    @TempDir
    private Path folder;
    private Configuration configuration;
    private Engine engine;
    private LiveEngine access;
    private ApiClient client;
    private String venue;

    @AfterEach
    void stop() {
        if (engine != null) {
            access.detach();
            engine.close();
            client.close();
            engine = null;
        }
    }

    @Test
    @Bites("risk_management.max_leverage")
    void aDerivativeIsHeldToItsBalanceTimesTheLeverage() throws Exception {
        try (FuturesMarket market = new FuturesMarket()) {
            start("binance-usdm", "http://" + market.address(), "ws://" + market.address(), "{USDT: 1000}", "max_leverage: 2");
            refused("MARGIN", "max_leverage of total: limit 2000, value 2050.0041)", place("BUY", "0.041", "50000.1", "IOC"));
            fill("BUY", "0.039", "50000.1");
            // What it cost more than the mid, and 0.1 % for the taker, are gone; the position is worth 1,950.
            refused("MARGIN", "max_leverage of total: limit 1996.0921922, value 2000)", place("BUY", "0.001", "50000", "GTC"));
            assertEquals(1.95, leverage(), 0.01);
            market.move("46000", "46000.2");
            await("the loss", () -> place("BUY", "0.001", "46000", "GTC").body().contains("limit 1684.0999922"));
            restart();
            assertEquals(1794 / 842.05, leverage(), 0.01);
            assertTrue(client.get("/reconciliation").path("differences").isEmpty());
            refused("MARGIN", "max_leverage of total: limit 1684.0999922", place("BUY", "0.001", "46000", "GTC"));
            fill("SELL", "0.039", "46000");
            refused("MARGIN", "max_leverage of total: limit 1680.", place("BUY", "0.037", "46000", "GTC"));
            final HttpResponse<String> changed = client.send("PUT", "/api/v1/hft/risk/limits", ApiClient.ADMIN_KEY,
                    "{\"changes\":[{\"scope\":\"total\",\"limit\":\"max_leverage\",\"value\":\"2.1\"}]}");
            assertEquals(200, changed.statusCode(), changed.body());
            assertEquals(201, place("BUY", "0.037", "46000", "GTC").statusCode());
        }
    }

    @Test
    void spotIsBoughtAndSoldWithWhatIsThere() throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0))
                .withFlow(FlowSettings.parse("rate=200")))) {
            final JsonNode entry = Json.parse(simulator.firstLine()).path("venues").path("binance");
            start("binance", entry.path("rest").asText(), entry.path("ws").asText(), "{USDT: 1000, BTC: 0.01}", "");
            final String low = price("bids", "0.99");
            final String high = price("asks", "1.01");
            refused("INSUFFICIENT_BALANCE", "limit 1000, value ", place("BUY", "0.03", low, "GTC"));
            refused("SHORT_SALE", "limit 0.01, value 0.011", place("SELL", "0.011", high, "GTC"));
            assertEquals(201, place("SELL", "0.004", high, "GTC").statusCode());
            refused("SHORT_SALE", "limit 0.006, value 0.007", place("SELL", "0.007", high, "GTC"));
            cancelAll();
            fill("BUY", "0.01", high);
            assertEquals(201, place("SELL", "0.015", high, "GTC").statusCode());
            cancelAll();
            restart();
            final JsonNode reconciled = client.get("/reconciliation");
            assertTrue(reconciled.path("differences").isEmpty(), reconciled::toString);
            refused("SHORT_SALE", "limit 0.02, value 0.021", place("SELL", "0.021", high, "GTC"));
        }
    }

    private void start(final String key, final String rest, final String stream, final String balances, final String risk)
            throws Exception {
        venue = key;
        final Path file = folder.resolve("config.yaml");
        Files.writeString(file, """
                hft:
                  feeds: {providers: [binance], reconnect_interval: 100ms, stale_after: 0s, peer_stale_after: 0s, audit_interval: 0s,
                    latency_threshold: 60s}
                  risk_management: {%s}
                venues:
                  - {venue: %s, rest: "%s", stream: "%s", orders: "ws://127.0.0.1:1", symbols: ["BTC/USDT"], paper_balances: %s}
                threads: {plan: shared}
                data_directory: %s
                """.formatted(risk, key, rest, stream, balances, folder.resolve("data")));
        configuration = ConfigReader.read(file, new Environment(Map.<String, String>of()::get));
        launch();
    }

    private void restart() {
        stop();
        launch();
    }

    private void launch() {
        engine = Engine.launch(configuration.engine(EngineMode.PAPER), EngineContext.STANDARD);
        access = new LiveEngine(engine);
        client = new ApiClient(access);
        await("ready", () -> client.get("/books/" + venue + "/BTC-USDT").path("state").asText().equals("LIVE")
                && client.get("/reconciliation").path("venues").get(0).path("complete_ns").asLong() > 0);
    }

    /** The best price of a side times a factor, in whole units. */
    private String price(final String side, final String factor) {
        final String best = client.get("/books/" + venue + "/BTC-USDT").path(side).path(0).path(0).asText();
        return Long.toString(new BigDecimal(best).multiply(new BigDecimal(factor)).longValue());
    }

    private HttpResponse<String> place(final String side, final String quantity, final String price, final String timeInForce) {
        return client.post("/orders", "{\"venue\":\"" + venue + "\",\"symbol\":\"BTC/USDT\",\"type\":\"LIMIT\",\"side\":\"" + side
                + "\",\"quantity\":\"" + quantity + "\",\"price\":\"" + price + "\",\"time_in_force\":\"" + timeInForce + "\"}");
    }

    private void fill(final String side, final String quantity, final String price) {
        final HttpResponse<String> answer = place(side, quantity, price, "IOC");
        assertEquals(201, answer.statusCode(), answer.body());
        final String id = ApiClient.json(answer).path("id").asText();
        await("filled", () -> client.get("/orders/" + id).path("status").asText().equals("FILLED"));
    }

    private void cancelAll() {
        assertEquals(200, client.delete("/orders").statusCode());
        await("cancelled", () -> client.get("/orders").path("orders").isEmpty());
    }

    /** What is used of the total's leverage, once something is. */
    private double leverage() {
        final double[] used = {0};
        await("leverage", () -> {
            for (final JsonNode use : client.get("/risk").path("limit_use")) {
                used[0] = use.path("limit").asText().equals("max_leverage") ? use.path("value").asDouble() : used[0];
            }
            return used[0] > 0;
        });
        return used[0];
    }

    private static void refused(final String reason, final String facts, final HttpResponse<String> answer) {
        assertEquals(reason, ApiClient.problem(422, answer), answer.body());
        assertTrue(answer.body().contains(facts), answer.body());
    }

    private void await(final String what, final BooleanSupplier condition) {
        client.await(what, () -> condition.getAsBoolean() ? true : null);
    }
}
