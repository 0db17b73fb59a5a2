package io.peregrine.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes over a connected non-blocking socket, bare or through TLS.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Errors:</b> an {@link IOException} means that the connection is lost.
 */
interface Transport {
    /** Carries on with whatever comes before application bytes can flow; true once they can. */
    boolean connected() throws IOException;

    /**
     * Reads what is there.
     *
     * @param destination direct, with at least 32 KiB of room
     * @return bytes read, 0 where there are none now, -1 at the end of the stream
     */
    int read(ByteBuffer destination) throws IOException;

    /** Takes as much of {@code source} as goes out now, after what an earlier call had to leave. */
    void write(ByteBuffer source) throws IOException;

    /** Has all that {@link #write} took gone to the socket? */
    boolean flushed();

    /** Closes the socket, and tells the peer where the protocol has a word for it. Never throws. */
    void close();
}
