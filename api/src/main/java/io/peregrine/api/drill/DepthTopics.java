package io.peregrine.api.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Of which symbols' books a message of a venue speaks.
 *
 * <p><b>Threading:</b> immutable.
 */
enum DepthTopics {
    /** {@code depthUpdate}. */
    BINANCE {
        @Override
        List<String> in(final JsonNode message) {
            final JsonNode event = message.has("data") ? message.path("data") : message;
            return "depthUpdate".equals(event.path("e").asText()) ? List.of(event.path("s").asText()) : List.of();
        }
    },
    /** Levels and, on the full channel, orders. */
    COINBASE_EXCHANGE {
        private static final Set<String> BOOK_TYPES = Set.of("snapshot", "l2update", "open", "done", "match", "change");

        @Override
        List<String> in(final JsonNode message) {
            return BOOK_TYPES.contains(message.path("type").asText()) ? List.of(message.path("product_id").asText()) : List.of();
        }
    },
    /** {@code l2_data}. */
    COINBASE_ADVANCED {
        @Override
        List<String> in(final JsonNode message) {
            final List<String> products = new ArrayList<>();
            if ("l2_data".equals(message.path("channel").asText())) {
                message.path("events").forEach(event -> products.add(event.path("product_id").asText()));
            }
            return products;
        }
    },
    /** {@code book}. */
    KRAKEN {
        @Override
        List<String> in(final JsonNode message) {
            final List<String> symbols = new ArrayList<>();
            if ("book".equals(message.path("channel").asText())) {
                message.path("data").forEach(book -> symbols.add(book.path("symbol").asText()));
            }
            return symbols;
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The venue's names; none for a message that changes no book. */
    List<String> of(final String text) {
        try {
            return in(MAPPER.readTree(text));
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("the simulated venue sent what is not JSON: " + text, e);
        }
    }

    abstract List<String> in(JsonNode message);
}
