package io.peregrine.sim.server;

/**
 * A connection's way out, as a venue sees it: texts and one close. A socket is behind it, or whoever drives the venue in process.
 *
 * <p><b>Threading:</b> the exchange thread and the connection's own thread call it; no method blocks.
 */
public interface Outbound {
    /** Sends one message. */
    void send(String text);

    /** Ends the connection from the venue's side; nothing that is sent afterwards arrives. The owner then ends the conversation. */
    void close(int code, String reason);
}
