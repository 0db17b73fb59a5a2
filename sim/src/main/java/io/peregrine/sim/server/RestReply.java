package io.peregrine.sim.server;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a REST request.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param status  HTTP status
 * @param headers in the order in which they are sent, the content type among them
 * @param body    body
 */
public record RestReply(int status, Map<String, String> headers, String body) {
    /** No answer at all: the connection is cut. */
    public static final RestReply CUT = new RestReply(0, Map.of(), "");

    /** JSON without further headers. */
    public static RestReply json(final int status, final String body) {
        return new RestReply(status, Map.of("Content-Type", "application/json"), body);
    }

    /** The same with one more header. */
    public RestReply with(final String name, final String value) {
        final Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestReply(status, more, body);
    }
}
