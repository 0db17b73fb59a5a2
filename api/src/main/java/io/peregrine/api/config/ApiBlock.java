package io.peregrine.api.config;

import java.util.List;

/**
 * {@code api}.
 *
 * @param host              address to listen on
 * @param port              port, 0 for any free one
 * @param keys              who may change things
 * @param requestsPerSecond of one key or address
 */
public record ApiBlock(String host, int port, List<ApiKeyEntry> keys, int requestsPerSecond) {
}
