package io.peregrine.feed;

import java.net.URI;
import java.util.List;

/**
 * Where a venue is.
 *
 * @param rest        bases of its REST API; the next is used where one fails
 * @param stream      bases of its stream, likewise
 * @param connections connections to the stream at the same time: 1, or 2 for the first to arrive of each message
 */
public record FeedAddresses(List<URI> rest, List<URI> stream, int connections) {
    /** Most connections at the same time. */
    public static final int CONNECTIONS_MAX = 2;

    /** One address of each. */
    public static FeedAddresses of(final URI rest, final URI stream) {
        return new FeedAddresses(List.of(rest), List.of(stream), 1);
    }
}
