package io.peregrine.sim.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a client asked for when it opened a WebSocket connection.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param path    path, for example {@code /ws/btcusdt@trade}
 * @param query   query as it was sent, without the question mark; empty where there is none
 * @param address the client's address
 */
public record Connection(String path, String query, String address) {
    /** A connection from this host's loopback address. */
    public static Connection local(final String path, final String query) {
        return new Connection(path, query, "127.0.0.1");
    }

    /** A decoded parameter of the query, or the given value where it is not there. */
    public String parameter(final String name, final String absent) {
        for (final String pair : query.split("&")) {
            final int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                return URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            }
        }
        return absent;
    }
}
