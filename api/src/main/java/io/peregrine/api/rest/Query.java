package io.peregrine.api.rest;

import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import java.util.TreeSet;

/**
 * The query parameters of a request, checked.
 *
 * <p><b>Threading:</b> confined to its request.
 */
final class Query {
    private final ServerRequest request;

    /**
     * @param known the parameters that the route takes
     * @throws Problem for any other parameter: a misspelt filter must not look like no filter
     */
    Query(final ServerRequest request, final Set<String> known) {
        this.request = request;
        for (final String name : request.query().names()) {
            if (!known.contains(name)) {
                throw bad(name, request.query().first(name).orElse(""), known.isEmpty() ? "this path takes no parameters"
                        : "parameters here are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** The value, or null. */
    String text(final String name) {
        final String value = request.query().first(name).orElse("");
        return value.isEmpty() ? null : value;
    }

    /** A whole number, or the default. */
    long number(final String name, final long absent, final long min, final long max) {
        final String value = text(name);
        if (value == null) {
            return absent;
        }
        try {
            final long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw bad(name, value, "give a whole number from " + min + " to " + max);
        }
        throw bad(name, value, "give a whole number from " + min + " to " + max);
    }

    static Problem bad(final String name, final String value, final String advice) {
        return new Problem(400, "INVALID_PARAMETER", "parameter " + name + " = '" + value + "': " + advice)
                .with("errors", Json.array().add(Json.object().put("field", name).put("value", value)));
    }
}
