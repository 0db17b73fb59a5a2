package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a route answers.
 *
 * @param status      HTTP status
 * @param contentType media type of the body
 * @param body        bytes; nobody writes to them
 * @param headers     further headers
 */
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    static Answer ok(final JsonNode body) {
        return json(200, body);
    }

    static Answer json(final int status, final JsonNode body) {
        return json(status, body, Map.of());
    }

    static Answer json(final int status, final JsonNode body, final Map<String, String> headers) {
        return new Answer(status, JSON, Json.text(body).getBytes(StandardCharsets.UTF_8), headers);
    }
}
