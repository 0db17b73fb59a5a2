package io.peregrine.api.server;

import io.peregrine.api.rest.ApiKey;
import io.peregrine.api.rest.Hosts;
import java.util.List;

/**
 * Settings of the API; see {@code api} in docs/settings.md.
 *
 * @param host                     address to listen on; loopback only, because reads are open and there is no TLS here
 * @param port                     port; 0 for any free one
 * @param keys                     who may change something; without one, nobody
 * @param requestsPerSecond        of one key, or of one address without a key; twice as many in a burst
 * @param clientStallNs            a WebSocket client that does not read for so long is cut
 * @param performanceWindowSeconds span of the strategies' performance figures
 */
public record ApiSettings(
        String host, int port, List<ApiKey> keys, int requestsPerSecond, long clientStallNs, int performanceWindowSeconds) {
    /** A WebSocket client may stand still for so long. */
    public static final long CLIENT_STALL_NS = 5_000_000_000L;

    /**
     * @throws IllegalArgumentException naming the setting, its value and what it may be
     */
    public ApiSettings {
        keys = List.copyOf(keys);
        if (!Hosts.loopback(host)) {
            throw new IllegalArgumentException("api.host = " + host
                    + ": only loopback is served (127.0.0.1, localhost); for access from elsewhere put a TLS proxy on this machine");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("api.port = " + port + ": give 0 to 65535");
        }
        if (requestsPerSecond < 1) {
            throw new IllegalArgumentException("api.requests_per_second = " + requestsPerSecond + ": give at least 1");
        }
        if (clientStallNs < 1 || performanceWindowSeconds < 1) {
            throw new IllegalArgumentException("the client stall time and the performance window must be above 0");
        }
    }
}
