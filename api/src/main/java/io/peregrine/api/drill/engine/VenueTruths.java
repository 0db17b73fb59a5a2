package io.peregrine.api.drill.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.drill.engine.DrillConfig.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated venues, asked directly: what the account really has, and what is to go wrong.
 *
 * <p><b>Threading:</b> confined to the main thread.
 */
public final class VenueTruths implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 6;

    private final List<Target> targets;
    private final List<EngineClient> clients = new ArrayList<>();

    VenueTruths(final List<Target> targets) {
        this.targets = targets;
        targets.forEach(target -> clients.add(new EngineClient(target.rest(), "")));
    }

    /** Open orders by venue. */
    public Map<String, Integer> open() throws IOException, InterruptedException {
        final Map<String, Integer> open = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            open.put(targets.get(i).key(), account(i, "").path("openOrders").size());
        }
        return open;
    }

    /** Orders that each venue ever took. */
    public Map<String, Integer> placed() throws IOException, InterruptedException {
        final Map<String, Integer> placed = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            placed.put(targets.get(i).key(), account(i, "").path("orders").path("placed").asInt());
        }
        return placed;
    }

    /** When each venue's youngest order came, in milliseconds since the epoch; 0 where there is none. */
    public Map<String, Long> youngestOrdersMs() throws IOException, InterruptedException {
        final Map<String, Long> youngest = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            long timeMs = 0;
            for (final JsonNode order : account(i, "?history").path("history")) {
                timeMs = Math.max(timeMs, order.path("time").asLong());
            }
            youngest.put(targets.get(i).key(), timeMs);
        }
        return youngest;
    }

    /** Starts a script at every venue in place of the one before; null for none. */
    public void faults(final String script) throws IOException, InterruptedException {
        for (final EngineClient venue : clients) {
            venue.send("DELETE", "/sim/faults", null);
            if (script != null) {
                venue.send("POST", "/sim/faults", script);
            }
        }
    }

    /** The account at the venue with this place; {@code ?history} for its past, too. */
    public JsonNode account(final int index, final String query) throws IOException, InterruptedException {
        for (final JsonNode account : state(index, query).path("accounts")) {
            if (account.path("apiKey").asText().equals(targets.get(index).apiKey())) {
                return account;
            }
        }
        throw new IOException("/sim/state of " + targets.get(index).key() + " does not know the account");
    }

    @Override
    public void close() {
        clients.forEach(EngineClient::close);
    }

    /** A venue that is busy is asked again: its silence is no result. */
    private JsonNode state(final int index, final String query) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return clients.get(index).get("/sim/state" + query);
            } catch (final IOException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }
}
