package io.peregrine.snapshot;

import org.agrona.DirectBuffer;

/** Takes the messages of a snapshot, each with its SBE header. */
@FunctionalInterface
public interface SnapshotWriter {
    /** One message; the buffer may be used again on return. */
    void append(DirectBuffer buffer, int offset, int length);
}
