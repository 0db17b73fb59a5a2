package io.peregrine.sim.coinbase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.server.RestRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A REST request on its way to its handler.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param request   as it came in
 * @param variables what stands where the route's path is variable
 * @param caller    whose it is, or null
 */
public record RestCall(RestRequest request, List<String> variables, Profile caller) {
    /** The first variable segment of the path. */
    public String variable() {
        return variables.getFirst();
    }

    /** All values of a parameter of the query, also where they are given as {@code a,b} or under {@code name[]}. */
    public List<String> parameters(final String name) {
        final List<String> values = new ArrayList<>();
        for (final String pair : request.query().split("&")) {
            final int equals = pair.indexOf('=');
            if (equals > 0) {
                final String key = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
                if (key.equals(name) || key.equals(name + "[]")) {
                    values.addAll(List.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8).split(",")));
                }
            }
        }
        return values;
    }

    /** A parameter of the query, or the given value where it is not there. */
    public String parameter(final String name, final String absent) {
        final List<String> values = parameters(name);
        return values.isEmpty() || values.getFirst().isEmpty() ? absent : values.getFirst();
    }

    /** A whole number among the parameters, or the given value where it is absent or not one. */
    public long number(final String name, final long absent) {
        try {
            return Long.parseLong(parameter(name, String.valueOf(absent)));
        } catch (final NumberFormatException e) {
            return absent;
        }
    }

    /**
     * The body as a JSON object.
     *
     * @throws JsonProcessingException where it is not JSON
     */
    public JsonNode json() throws JsonProcessingException {
        return request.body().isBlank() ? Json.object() : Json.parse(request.body());
    }
}
