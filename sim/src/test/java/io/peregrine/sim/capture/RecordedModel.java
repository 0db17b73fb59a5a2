package io.peregrine.sim.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The book of a capture after each depth update, and its messages in the venue's order, read plainly. */
final class RecordedModel {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private final int lotDecimals;
    private long updateId;

    /** @param lotDecimals quantities are rounded down to so many decimals */
    RecordedModel(final int lotDecimals) {
        this.lotDecimals = lotDecimals;
    }

    /** Messages of a capture: the snapshot, then depth updates and, after the snapshot, trades by event time. */
    static List<JsonNode> messages(final Path file) throws IOException {
        final List<JsonNode> messages = new ArrayList<>();
        JsonNode snapshot = null;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final JsonNode json = json(line.substring(line.indexOf(' ') + 1));
                final JsonNode data = json.path("data");
                if (json.has("lastUpdateId")) {
                    snapshot = json;
                } else if (isDepth(data) || isTrade(data) && snapshot != null) {
                    messages.add(data);
                }
            }
        }
        messages.sort(Comparator.comparingLong((JsonNode data) -> data.path(isTrade(data) ? "T" : "E").asLong())
                .thenComparing(RecordedModel::isDepth));
        messages.addFirst(snapshot);
        return messages;
    }

    static boolean isDepth(final JsonNode message) {
        return message.path("e").asText().equals("depthUpdate");
    }

    static boolean isTrade(final JsonNode message) {
        return message.path("e").asText().equals("trade");
    }

    /** Applies a snapshot or a depth update. */
    void apply(final JsonNode message) {
        if (message.has("lastUpdateId")) {
            updateId = message.path("lastUpdateId").asLong();
            change(bids, message.path("bids"));
            change(asks, message.path("asks"));
        } else if (isDepth(message) && message.path("u").asLong() > updateId) {
            updateId = message.path("u").asLong();
            change(bids, message.path("b"));
            change(asks, message.path("a"));
        }
    }

    List<String> bids(final int limit) {
        return levels(bids, limit);
    }

    List<String> asks(final int limit) {
        return levels(asks, limit);
    }

    BigDecimal lots(final JsonNode quantity) {
        return new BigDecimal(quantity.asText()).setScale(lotDecimals, RoundingMode.DOWN);
    }

    private void change(final Map<BigDecimal, BigDecimal> side, final JsonNode levels) {
        for (final JsonNode level : levels) {
            final BigDecimal price = new BigDecimal(level.path(0).asText());
            final BigDecimal quantity = lots(level.path(1));
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        }
    }

    private static List<String> levels(final TreeMap<BigDecimal, BigDecimal> side, final int limit) {
        return side.entrySet().stream().limit(limit)
                .map(level -> level.getKey().setScale(8).toPlainString() + ' ' + level.getValue().setScale(8).toPlainString()).toList();
    }

    private static JsonNode json(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            return MAPPER.nullNode();
        }
    }
}
