package io.peregrine.net;

import org.agrona.DirectBuffer;

/** Where requests go: an {@link HttpPool} in life, memory in tests and in benchmarks. */
@FunctionalInterface
public interface HttpChannel {
    /** To nowhere. */
    HttpChannel NONE = new HttpChannel() {
        @Override
        public boolean send(final long token, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
            return false;
        }

        @Override
        public boolean free() {
            return false;
        }

        @Override
        public boolean connected() {
            return false;
        }
    };

    /**
     * Sends one request; the buffer is valid only during the call.
     *
     * @param token  comes back with what becomes of it
     * @param buffer the whole request, as {@link HttpRequestEncoder} makes it
     * @return false where no connection is free: nothing was sent. After true {@link HttpResponseListener} hears of it once
     */
    boolean send(long token, DirectBuffer buffer, int offset, int length, long nowNs);

    /** Would a request be taken now? */
    default boolean free() {
        return true;
    }

    /** Is there any connection to the server? */
    default boolean connected() {
        return true;
    }
}
