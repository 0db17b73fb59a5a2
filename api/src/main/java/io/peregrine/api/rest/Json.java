package io.peregrine.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * JSON of the API. Numbers in requests keep every digit; a key given twice is an error.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** An array of the resources of all items. */
    public static <T> ArrayNode array(final List<T> items, final Function<T, ? extends JsonNode> resource) {
        final ArrayNode array = array();
        items.forEach(item -> array.add(resource.apply(item)));
        return array;
    }

    /**
     * Parses a document.
     *
     * @throws JsonProcessingException where it is not JSON
     */
    public static JsonNode parse(final String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Facts as they are, for JSON. */
    public static JsonNode tree(final Map<String, ?> facts) {
        return MAPPER.valueToTree(facts);
    }

    /** Compact text. */
    public static String text(final JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("JSON of a tree can not fail", e);
        }
    }

    /** A plain decimal without trailing zeros, or null. */
    public static String decimal(final BigDecimal value) {
        return value == null ? null : value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** Puts a number, or null where it is NaN: JSON has no NaN. */
    public static void number(final ObjectNode node, final String field, final double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }
}
