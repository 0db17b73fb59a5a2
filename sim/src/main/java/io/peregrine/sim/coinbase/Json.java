package io.peregrine.sim.coinbase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON of these venues: the one mapper.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final int SCALE_MAX = 32;

    private Json() {
    }

    /** An empty object. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    /** An empty array. */
    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Parses a whole document; decimals keep their digits. */
    public static JsonNode parse(final String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** The text of a string or a number, or null where the field is absent, null or something else. */
    public static String text(final JsonNode object, final String field) {
        final JsonNode value = object.path(field);
        if (value.isNumber() && !value.isIntegralNumber() && Math.abs(value.decimalValue().scale()) < SCALE_MAX) {
            return value.decimalValue().toPlainString();
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }
}
