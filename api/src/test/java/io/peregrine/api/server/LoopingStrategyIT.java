package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.server.looping.Looping;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A strategy of one's own loops for ever, at a simulated venue, with the settings' defaults: it alone is stopped, as REST shows. The market
 * maker beside it quotes on.
 */
class LoopingStrategyIT extends OnKeyRig {
    @Test
    void itIsStoppedItsOrderIsCancelledAndTheOtherQuotesOn() throws Exception {
        rig.strategy("alpha", "{type: %s, venue: binance, symbols: [BTC/USDT], parameters: {order_size: 0.001}}"
                .formatted(Looping.class.getName())).start("", "");
        start("beta");
        final Set<String> quotes = rig.await("both quotes", () -> open("beta").size() == 2 ? open("beta") : null);

        start("alpha");
        final JsonNode failed = rig.await("alpha FAILED", () -> {
            final JsonNode alpha = rig.client().get("/strategies/alpha");
            return alpha.path("state").asText().equals("FAILED") ? alpha : null;
        });
        assertEquals("io.peregrine.trade.StrategyTimeout: a call took longer than strategy_engine.execution_timeout",
                failed.path("reason").asText());
        final JsonNode order = rig.client().get("/orders?strategy_id=alpha&status=all").path("orders").path(0);
        rig.awaitStatus(order.path("id").asText(), "CANCELED");
        assertEquals(Set.of(), open("alpha"));
        assertEquals("true", rig.awaitBreaker("strategy", "alpha", "HALTED", "EXECUTION_TIMEOUT").path("latched").asText());
        assertEquals("alpha", rig.awaitEvent("STRATEGY_FAILED", "HALTED").path("strategy_id").asText());

        rig.market("50499", "50501");
        rig.await("new quotes", () -> open("beta").size() == 2 && open("beta").stream().noneMatch(quotes::contains) ? true : null);
        assertEquals("RUNNING", rig.client().get("/strategies/beta").path("state").asText());
        assertFalse(rig.client().get("/risk").path("kill_switch").path("tripped").asBoolean(true));
        assertEquals(200, rig.client().send("GET", "/health/ready", null, null).statusCode());
        assertEquals("its circuit breaker is HALTED: EXECUTION_TIMEOUT",
                ApiClient.json(rig.client().post("/strategies/alpha/start", null)).path("reason").asText());
    }

    private void start(final String strategy) {
        assertEquals("RUNNING", ApiClient.json(rig.client().post("/strategies/" + strategy + "/start", null)).path("state").asText());
    }

    private Set<String> open(final String strategy) {
        final Set<String> ids = new TreeSet<>();
        for (final JsonNode order : rig.client().get("/orders?status=open&strategy_id=" + strategy).path("orders")) {
            ids.add(order.path("id").asText());
        }
        return ids;
    }
}
