package io.peregrine.net;

import java.net.URI;

/**
 * GETs for an agent, which asks and polls, and never waits.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Errors:</b> as {@link HttpAnswer}.
 */
public interface Fetcher extends AutoCloseable {
    /**
     * Starts a GET.
     *
     * @param token comes back with the answer
     * @return false where as many requests as it was made for are on their way or unpolled
     */
    boolean fetch(long token, URI uri);

    /**
     * Delivers answers.
     *
     * @param limit of answers delivered by this call
     * @return how many
     */
    int poll(HttpListener listener, int limit, long nowNs);

    /** Drops what is on its way. No answers come any more. */
    @Override
    void close();
}
