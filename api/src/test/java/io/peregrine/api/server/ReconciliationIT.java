package io.peregrine.api.server;

import static io.peregrine.api.server.ApiClient.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.view.ScriptedEngine;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceKind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reconciliation over a real server and real sockets. */
class ReconciliationIT {
    private static final long ASKED_NS = 1_700_000_000_000_000_000L;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final ApiClient client = new ApiClient(engine);

    ReconciliationIT() {
        engine.commands = new ScriptedEngine.Commands() {
            @Override
            public void onReconcile(final long correlationId, final Venue venue, final boolean accept) {
                commands.add(correlationId + " " + venue + " " + accept);
            }
        };
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void asksOneVenueOrAllAndSaysUnderWhichId() {
        final HttpResponse<String> all = client.post("/reconciliation", null);
        assertEquals(202, all.statusCode(), all.body());
        assertEquals("{\"correlation_id\":\"1\",\"accept\":false,\"venues\":[\"binance\"]}", all.body());
        assertEquals("/api/v1/hft/reconciliation", all.headers().firstValue("Location").orElse(""));
        final HttpResponse<String> one = client.post("/reconciliation?venue=binance", "{\"accept\":true}");
        assertEquals("{\"correlation_id\":\"2\",\"accept\":true,\"venues\":[\"binance\"]}", one.body());
        assertEquals("/api/v1/hft/reconciliation?venue=binance", one.headers().firstValue("Location").orElse(""));
        assertEquals(202, client.post("/reconciliation", "{}").statusCode());
        assertEquals(List.of("1 null false", "2 BINANCE_SPOT true", "3 null false"), List.copyOf(commands));
    }

    @Test
    void refusesWhatItDoesNotUnderstandAndKeysThatMayNotChange() {
        assertEquals("INVALID_PARAMETER", problem(400, client.post("/reconciliation?venue=kraken", null)), "not connected");
        assertEquals("INVALID_PARAMETER", problem(400, client.post("/reconciliation?venu=binance", null)));
        assertEquals("UNKNOWN_FIELD", problem(400, client.post("/reconciliation", "{\"acept\":true}")));
        assertEquals("INVALID_FIELD", problem(422, client.post("/reconciliation", "{\"accept\":\"yes\"}")));
        assertEquals("INVALID_JSON", problem(400, client.post("/reconciliation", "true")));
        assertEquals("UNAUTHORIZED", problem(401, client.send("POST", "/api/v1/hft/reconciliation", null, null)));
        assertEquals("FORBIDDEN", problem(403, client.send("POST", "/api/v1/hft/reconciliation", ApiClient.READ_KEY, null)));
        assertEquals(List.of(), List.copyOf(commands), "nothing of this reached the engine");
        engine.commands = new ScriptedEngine.Commands() {
            @Override
            public boolean full() {
                return true;
            }
        };
        assertEquals("BACK_PRESSURE", problem(503, client.post("/reconciliation", null)));
    }

    @Test
    void showsWhatDiffersWithItsFacts() throws InterruptedException {
        engine.journal(journal -> {
            journal.at(ASKED_NS).reconcile(7, true);
            journal.reconcileRequest(4);
            journal.at(ASKED_NS + 5).balanceDifference(4, 0, DifferenceAction.REDUCE_ONLY, 150_000_000, 100_000_000);
            journal.orderDifference(4, DifferenceKind.UNKNOWN_ORDER, DifferenceAction.ADOPTED, 1001, 88,
                    Instrument.NULL_VALUE);
            journal.at(ASKED_NS + 9).reconcileResult(4, ASKED_NS, 2, true, "");
        });
        client.server().view().await(() -> client.server().view().reconciliation(Venue.BINANCE_SPOT).result(), 5_000);
        final JsonNode venue = client.get("/reconciliation?venue=binance").path("venues").get(0);
        assertEquals("{\"correlation_id\":\"7\",\"time_ns\":1700000000000000000,\"accept\":true}", venue.path("command").toString());
        assertEquals("{\"id\":\"4\",\"time_ns\":1700000000000000000,\"fills_since_ns\":1699999990000000000}",
                venue.path("request").toString());
        assertEquals("{\"id\":\"4\",\"time_ns\":1700000000000000009,\"cause\":\"COMMAND\",\"complete\":true,\"text\":null,"
                + "\"open_orders\":3,\"fills\":2,\"new_fills\":1,\"differences\":2,\"balances_compared\":true,\"fills_known_ns\":null}",
                venue.path("result").toString());
        assertEquals("[\"BTC/USDT\",\"ETH/BTC\"]", venue.path("reduce_only").toString());
        assertEquals("[{\"id\":3,\"kind\":\"BALANCE\",\"action\":\"REDUCE_ONLY\",\"venue\":\"binance\",\"symbol\":null,\"asset\":\"BTC\","
                + "\"order_id\":null,\"venue_order_id\":null,\"execution_id\":null,\"side\":null,\"price\":null,\"quantity\":null,"
                + "\"engine_value\":\"1.5\",\"venue_value\":\"1\",\"since_ns\":1700000000000000005,"
                + "\"told_ns\":1700000000000000005,\"settled_ns\":null}]", venue.path("differences").toString());
        assertEquals("[{\"id\":4,\"kind\":\"UNKNOWN_ORDER\",\"action\":\"ADOPTED\",\"venue\":\"binance\",\"symbol\":\"BTC/USDT\","
                + "\"asset\":null,\"order_id\":\"1001\",\"venue_order_id\":\"88\",\"execution_id\":null,\"side\":\"SELL\","
                + "\"price\":\"60000\",\"quantity\":\"1\",\"engine_value\":null,\"venue_value\":null,\"since_ns\":1700000000000000005,"
                + "\"told_ns\":1700000000000000005,\"settled_ns\":1700000000000000005}]", venue.path("settled").toString());
        assertEquals(List.of("false", "1"), List.of(venue.path("under_way").asText(), venue.path("open_differences").asText()));
        assertEquals(client.get("/reconciliation"), client.get("/reconciliation?venue=binance"));
        assertEquals("INVALID_PARAMETER", problem(400, client.send("GET", "/api/v1/hft/reconciliation?venue=mtgox", null, null)));
    }
}
