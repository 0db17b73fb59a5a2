package io.peregrine.gateway;

import org.agrona.DirectBuffer;

/** Where a session's requests go: the WebSocket in life, memory in tests and in benchmarks. */
@FunctionalInterface
public interface RequestChannel {
    /**
     * Takes a whole request; the buffer is valid only during the call.
     *
     * @return false where the request was not taken and nothing of it is sent
     */
    boolean send(DirectBuffer buffer, int offset, int length);
}
