package io.peregrine.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bodies of requests.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class Body {
    private Body() {
    }

    /**
     * The body, empty where there is none.
     *
     * @throws Problem 415 where it is said to be anything but JSON
     */
    static String text(final ServerRequest request) {
        final String type = request.headers().contentType().map(value -> value.mediaType().text()).orElse("application/json");
        if (!type.equals("application/json")) {
            throw new Problem(415, "MEDIA_TYPE", "content type '" + type + "': send application/json");
        }
        return !request.content().hasEntity() ? "" : new String(request.content().as(byte[].class), StandardCharsets.UTF_8);
    }

    /**
     * One JSON object.
     *
     * @throws Problem 400 where it is none, or has other fields than these
     */
    static JsonNode object(final String text, final Set<String> fields) {
        final JsonNode body;
        try {
            body = Json.parse(text);
        } catch (final JsonProcessingException e) {
            throw new Problem(400, "INVALID_JSON", "the body is not JSON: " + e.getOriginalMessage());
        }
        if (body == null || !body.isObject()) {
            throw new Problem(400, "INVALID_JSON", "the body must be one JSON object with the fields " + new TreeSet<>(fields));
        }
        for (final Iterator<String> names = body.fieldNames(); names.hasNext();) {
            final String name = names.next();
            if (!fields.contains(name)) {
                throw new Problem(400, "UNKNOWN_FIELD", "field '" + name + "' is not known; fields are " + new TreeSet<>(fields));
            }
        }
        return body;
    }
}
