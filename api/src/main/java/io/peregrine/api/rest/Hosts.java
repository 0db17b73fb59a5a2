package io.peregrine.api.rest;

import java.util.Set;

/** Names of this machine as seen from itself. */
public final class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Hosts() {
    }

    /** Is this host, with or without a port, the loopback? */
    public static boolean loopback(final String authority) {
        if (authority == null) {
            return false;
        }
        final int colon = authority.lastIndexOf(':');
        final boolean port = colon > 0 && authority.indexOf(']', colon) < 0 && authority.indexOf(':') == colon
                || colon > 0 && authority.charAt(colon - 1) == ']';
        return LOOPBACK.contains(port ? authority.substring(0, colon) : authority);
    }
}
