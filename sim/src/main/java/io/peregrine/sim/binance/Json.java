package io.peregrine.sim.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.matching.Decimal;

/**
 * JSON of this venue: the one mapper, and the shapes that occur everywhere.
 *
 * <p><b>Threading:</b> stateless.
 */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final long US_PER_MS = 1_000;

    private Json() {
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Parses a whole document; decimals keep their digits. */
    static JsonNode parse(final String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Milliseconds of a time in microseconds; -1 stays -1. */
    static long ms(final long timeUs) {
        return timeUs < 0 ? timeUs : timeUs / US_PER_MS;
    }

    /** {@code [["price","quantity"],…]} from price, quantity, price, quantity…. */
    static ArrayNode levels(final long[] levels) {
        final ArrayNode result = NODES.arrayNode(levels.length / 2);
        for (int i = 0; i < levels.length; i += 2) {
            result.add(level(levels[i], levels[i + 1]));
        }
        return result;
    }

    /** {@code ["price","quantity"]}. */
    static ArrayNode level(final long price, final long quantity) {
        return NODES.arrayNode(2).add(Decimal.text(price)).add(Decimal.text(quantity));
    }
}
