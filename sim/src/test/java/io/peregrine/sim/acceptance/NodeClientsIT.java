package io.peregrine.sim.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** npm's clients connect, read books, place, cancel and see fills; the venue's own state agrees with what they saw. */
class NodeClientsIT {
    @BeforeAll
    static void install() throws Exception {
        NodeClients.install();
    }

    @ParameterizedTest
    @CsvSource({"binance, binance-spot.js, @binance/spot", "binance, binance-connector.js, @binance/connector",
        "kraken, ccxt-kraken.js, ccxt kraken", "coinbase, ccxt-coinbaseexchange.js, ccxt coinbaseexchange",
        "coinbase-advanced, ccxt-coinbase.js, ccxt coinbase"})
    void theClientTrades(final String venue, final String script, final String client) throws Exception {
        try (Simulator simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(venue, 0))
                .withFlow(FlowSettings.parse("rate=100,volatility=0"))); HttpClient http = HttpClient.newHttpClient()) {
            final JsonNode entry = new ObjectMapper().readTree(simulator.firstLine()).path("venues").path(venue);
            final JsonNode told = NodeClients.run(script, entry);
            assertEquals(client, told.path("client").asText());
            final JsonNode account = new ObjectMapper().readTree(http.send(HttpRequest.newBuilder(
                    URI.create(entry.path("rest").asText() + "/sim/state")).build(), HttpResponse.BodyHandlers.ofString()).body())
                    .at("/accounts/0");
            assertEquals(account.path("fills").size(), told.path("fills").asInt());
            assertTrue(account.at("/orders/canceled").asInt() == 1 && account.at("/orders/filled").asInt() == 1, account.toString());
            assertEquals(0, account.path("openOrders").size());
        }
    }
}
