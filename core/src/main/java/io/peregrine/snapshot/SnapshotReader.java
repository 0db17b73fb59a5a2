package io.peregrine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the messages of a snapshot back. */
@FunctionalInterface
public interface SnapshotReader {
    /**
     * One message, with its SBE header.
     *
     * @throws IllegalStateException for a message that is not known
     */
    void onMessage(DirectBuffer buffer, int offset, int length);
}
