package io.peregrine.sim.server;

/**
 * A venue's side of one WebSocket connection, without any socket: texts come in here and go out through an {@link Outbound}.
 *
 * <p><b>Threading:</b> {@link #opened}, {@link #acceptsControl} and {@link #received} come from one thread at a time, which is not the
 * exchange thread while that runs by itself; {@link #ended} comes once, from any thread.
 */
public interface Conversation {
    /** The connection is open. */
    void opened();

    /** Counts a ping or a pong of the client; false where it is one too many and must not be served. */
    default boolean acceptsControl() {
        return true;
    }

    /** A whole text message. */
    void received(String text);

    /** The connection has ended, for whatever reason; called once. */
    void ended();
}
