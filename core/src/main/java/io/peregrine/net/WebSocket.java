package io.peregrine.net;

import org.agrona.DirectBuffer;

/**
 * One WebSocket connection after the other to one address. What happens is told to the {@link WebSocketListener} that it was made with.
 *
 * <p><b>Threading:</b> confined to one agent.
 */
public interface WebSocket extends AutoCloseable {
    /**
     * Begins to connect.
     *
     * @throws IllegalStateException unless the state is CLOSED, and after {@link #close}
     */
    void connect(long nowNs);

    /**
     * Carries on: connects, delivers what has come, pings.
     *
     * @return number of things done
     */
    int doWork(long nowNs);

    /** Where the connection stands. */
    ConnectionState state();

    /**
     * Sends one text message.
     *
     * @return false where it is not open, or too much is still unsent: then nothing was sent. After true the message may still be lost
     *     with the connection
     * @throws IllegalArgumentException for a message that is too long
     */
    boolean send(DirectBuffer buffer, int offset, int length);

    /**
     * Ends the connection: with a Close and the peer's answer where it is open, at once where it is not. {@link WebSocketListener#onClosed}
     * follows; where the connection was not yet open it comes before this returns.
     */
    void disconnect(long nowNs);

    /** Drops the connection without a word to anyone and frees the buffers. Further calls do nothing. */
    @Override
    void close();

    /** Bytes of frames read since construction, after TLS. */
    long bytesReceived();

    /** Has a ping of ours not been answered for longer than it should take? The connection is kept; see {@link Liveness}. */
    boolean isDoubtful(long nowNs);

    /** What the last refused upgrade asked to wait, ten seconds at least where it was for too many requests, or 0. */
    long retryAfterNs();
}
