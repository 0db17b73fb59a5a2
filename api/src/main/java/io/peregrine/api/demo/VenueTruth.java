package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the simulated venue itself holds of our account, from {@code GET /sim/state}; exact decimals.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param balances   free and locked together, by asset
 * @param openOrders client order ids of open orders
 * @param fills      in the venue's order
 */
public record VenueTruth(Map<String, BigDecimal> balances, List<String> openOrders, List<VenueFill> fills) {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * One fill as the venue has it.
     *
     * @param symbol     the venue's symbol
     * @param tradeId    the venue's id
     * @param side       {@code BUY} or {@code SELL}
     * @param price      at
     * @param quantity   how much
     * @param fee        fee
     * @param feeAsset   what it was taken in
     */
    public record VenueFill(
            String symbol, String tradeId, String side, BigDecimal price, BigDecimal quantity, BigDecimal fee, String feeAsset) {
    }

    /**
     * Asks the venue.
     *
     * @throws IOException where it does not answer as it should
     */
    public static VenueTruth fetch(final URI rest, final String apiKey) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(rest.resolve("/sim/state")).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("/sim/state answered " + response.statusCode());
            }
            return parse(JsonMapper.builder().build().readTree(response.body()), apiKey);
        }
    }

    static VenueTruth parse(final JsonNode state, final String apiKey) throws IOException {
        for (final JsonNode account : state.path("accounts")) {
            if (apiKey.equals(account.path("apiKey").asText())) {
                return of(account);
            }
        }
        throw new IOException("/sim/state does not know the account");
    }

    private static VenueTruth of(final JsonNode account) {
        final Map<String, BigDecimal> balances = new TreeMap<>();
        account.path("balances").properties().forEach(entry -> balances.put(entry.getKey(),
                decimal(entry.getValue(), "free").add(decimal(entry.getValue(), "locked"))));
        final List<String> openOrders = new ArrayList<>();
        account.path("openOrders").forEach(order -> openOrders.add(order.path("clientOrderId").asText()));
        final List<VenueFill> fills = new ArrayList<>();
        account.path("fills").forEach(fill -> fills.add(new VenueFill(fill.path("symbol").asText(), fill.path("executionId").asText(),
                fill.path("side").asText(), decimal(fill, "price"), decimal(fill, "quantity"), decimal(fill, "commission"),
                fill.path("commissionAsset").asText())));
        return new VenueTruth(balances, openOrders, fills);
    }

    private static BigDecimal decimal(final JsonNode node, final String name) {
        return new BigDecimal(node.path(name).asText());
    }
}
