package io.peregrine.net;

import org.agrona.DirectBuffer;

/** Where requests go: an {@link HttpPool} in life, memory in tests and in benchmarks. */
@FunctionalInterface
public interface HttpChannel {
    /**
     * Sends one request; the buffer is valid only during the call.
     *
     * @param token  comes back with what becomes of it
     * @param buffer the whole request, as {@link HttpRequestEncoder} makes it
     * @return false where no connection is free: nothing was sent. After true {@link HttpResponseListener} hears of it once
     */
    boolean send(long token, DirectBuffer buffer, int offset, int length, long nowNs);

    /** Is there any connection to the server? */
    default boolean connected() {
        return true;
    }
}
