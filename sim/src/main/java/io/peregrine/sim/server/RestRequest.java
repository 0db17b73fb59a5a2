package io.peregrine.sim.server;

import java.util.Map;
import java.util.TreeMap;

/**
 * A REST request as it came in.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param method  for example {@code GET}
 * @param path    path as it was sent
 * @param query   query as it was sent, without the question mark; empty where there is none
 * @param headers first value of each header; names in any case
 * @param body    body, empty where there is none
 * @param address the client's address
 */
public record RestRequest(String method, String path, String query, Map<String, String> headers, String body, String address) {
    /** Copies the headers so that their names are found in any case. */
    public RestRequest {
        final Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** A request without headers and body from this host's loopback address. */
    public static RestRequest get(final String path, final String query) {
        return new RestRequest("GET", path, query, Map.of(), "", "127.0.0.1");
    }

    /** A header's first value, or null. */
    public String header(final String name) {
        return headers.get(name);
    }
}
