package io.peregrine.sim.server;

/**
 * A connection's way out, as a venue sees it: texts and one close. A socket is behind it, or whoever drives the venue in process.
 *
 * <p><b>Threading:</b> the exchange thread and the connection's own thread call it; no method blocks.
 */
public interface Outbound {
    /** The code that an end without a close frame has (RFC 6455, section 7.1.5). */
    int CUT = 1006;

    /** Sends one message. */
    void send(String text);

    /** Ends the connection from the venue's side; nothing that is sent afterwards arrives. The owner then ends the conversation. */
    void close(int code, String reason);

    /** Ends the connection at once and without a word, as a broken line does. */
    default void cut() {
        close(CUT, "connection lost");
    }

    /** From now on nothing more reaches the client, not even the answer to a ping, and the connection stays open. */
    default void mute() {
    }
}
